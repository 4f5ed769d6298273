"""Mail that arrives, and a count of attempts that starts anew."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.org.sink import Sink, mail_server


@pytest.fixture
def mails(settings: Settings) -> Iterator[Sink]:
    with mail_server(settings) as sink:
        yield sink


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()
