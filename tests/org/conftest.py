"""Mail that arrives, and a count of attempts that starts anew."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from pytest_django import Settings

from config.cache import Cache
from tests.org.sink import Sink, mail_server


@pytest.fixture
def mails(settings: Settings) -> Iterator[Sink]:
    with mail_server(settings) as sink:
        yield sink


@pytest.fixture(autouse=True)
def _nobody_tried_before(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of its own for each test. `cache.clear()` would empty the broker under the tests beside it."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}
    monkeypatch.setattr(Cache, "_away_until", 0.0)
