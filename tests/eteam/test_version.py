"""A page that asks again costs little, and is never told that nothing changed when something did."""

from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from eteam.version import etag, event_number
from journal.models import Counter
from tests.cast import Cast

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def test_the_tag_is_that_of_the_number_the_duties_and_what_is_shown(cast: Cast) -> None:
    assert etag(7, cast.ines, "room", NOW) == etag(7, cast.otto, "room", NOW)
    others = {
        etag(7, cast.ines, "room", NOW), etag(8, cast.ines, "room", NOW), etag(7, cast.vera, "room", NOW),
        etag(7, cast.ines, "wall", NOW), etag(7, cast.olga, "room", NOW),
    }  # fmt: skip
    assert len(others) == 5


def test_the_number_is_that_of_the_newest_event_of_the_board(cast: Cast) -> None:
    assert event_number(cast.board.pk) == 0
    Counter.objects.create(board_id=cast.board.pk, number=41)
    with CaptureQueriesContext(connection) as ran:
        assert event_number(cast.board.pk) == 41
    assert len(ran) == 1
