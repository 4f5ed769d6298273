"""A wall time is an instant, or none, or two."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bets.wall_time import instant

STOCKHOLM = "Europe/Stockholm"


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_winter_and_summer_have_their_own_distance() -> None:
    winter, summer = instant(wall("2026-11-13T18:00"), STOCKHOLM), instant(wall("2026-05-13T18:00"), STOCKHOLM)
    assert winter
    assert summer
    assert winter.at == datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
    assert summer.at == datetime(2026, 5, 13, 16, 0, tzinfo=UTC)


def test_a_time_that_the_clocks_leap_over_is_none() -> None:
    assert instant(wall("2026-03-29T02:30"), STOCKHOLM) is None
    assert instant(wall("2026-03-29T03:00"), STOCKHOLM) is not None


def test_of_a_time_that_comes_twice_the_earlier_is_meant() -> None:
    twice = instant(wall("2026-10-25T02:30"), STOCKHOLM)
    assert twice
    assert twice.is_double
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2026-03-08", "2026-07-01", "2026-11-01"])
def test_the_clocks_show_what_was_written_all_through_the_day(day: str) -> None:
    midnight = wall(f"{day}T00:00")
    for minutes in range(0, 24 * 60, 15):
        written = midnight + timedelta(minutes=minutes)
        if meant := instant(written, "America/New_York"):
            assert meant.at.astimezone(ZoneInfo("America/New_York")).replace(tzinfo=None) == written
