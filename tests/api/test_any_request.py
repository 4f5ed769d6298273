"""Requests of every kind that the description allows, and many that it does not: no error of ours, no other shape.

As a leader, a VP and an integration, half of them on rows that there are.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.description import document
from tests.api.real import parameters
from tests.api.tokens import integration, personal
from tests.authz.scene import make_scene
from tests.counts import COUNTED, WHOLE

pytestmark = COUNTED

CASES = 5_000 if WHOLE else 500
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The request is part of the test's transaction, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations() -> list[Any]:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    return [found.ok() for found in schema.get_all_operations()]


OPERATIONS = operations()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
@pytest.mark.usefixtures("_one_connection")
def test_nothing_that_is_sent_breaks_it(db: None, monkeypatch: pytest.MonkeyPatch, operation: Any) -> None:
    monkeypatch.setattr("django.conf.settings.API_RATE", 1_000_000)
    scene = make_scene()
    real = parameters(operation.path, scene.rows)
    tokens = [personal(scene.cast.ines).text, personal(scene.cast.vera).text, integration(scene.cast.board).text]

    @seed(20261201)
    @settings(
        max_examples=max(2, CASES // len(OPERATIONS) // len(tokens)), database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), on_real=st.booleans())
    def send(case: Any, on_real: bool) -> None:
        if on_real:
            case.path_parameters = dict(real)
        for token in tokens:
            with transaction.atomic():
                response = case.call(headers={"Authorization": f"Bearer {token}"})
                case.validate_response(response, checks=CHECKS)
                transaction.set_rollback(True)

    send()
