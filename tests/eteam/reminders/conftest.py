"""A room that meets on Tuesday 1 December 2026, 13:00 in Stockholm, and a mail server that keeps what it gets."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from eteam.models import Room, Session
from tests.cast import Cast
from tests.eteam.rows import RoomFactory, SessionFactory
from tests.org.sink import Sink, mail_server


@pytest.fixture
def room(cast: Cast) -> Room:
    return RoomFactory(board=cast.board)


@pytest.fixture
def session(room: Room) -> Session:
    return SessionFactory(board=room.board)


@pytest.fixture
def mails(settings: Settings) -> Iterator[Sink]:
    with mail_server(settings) as sink:
        yield sink


def at(text: str) -> datetime:
    """`2026-11-30 15:00` on the clocks of UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
