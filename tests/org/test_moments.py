"""Instants in words, over the days on which clocks are changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from org.moments import place, relative, same_hour, utc, wall, weekday

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STOCKHOLM = "Europe/Stockholm"


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=-59), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-5, seconds=-30), "5 minutes ago"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(hours=3, minutes=20), "in 3 hours 20 minutes"),
        (timedelta(days=-1), "1 day ago"),
        (timedelta(days=2, hours=3, minutes=59), "in 2 days 3 hours"),
        (timedelta(days=2, minutes=30), "in 2 days"),
        (timedelta(days=9, hours=23), "in 9 days 23 hours"),
        (timedelta(days=10, hours=5), "in 10 days"),
        (timedelta(days=-200), "200 days ago"),
    ],
)
def test_an_instant_is_named_by_its_two_largest_units(away: timedelta, said: str) -> None:
    assert relative(NOON + away, NOON) == said


def test_the_same_clock_time_is_23_hours_away_when_the_clocks_are_put_forward() -> None:
    before, after = datetime(2027, 3, 27, 11, 0, tzinfo=UTC), datetime(2027, 3, 28, 10, 0, tzinfo=UTC)
    assert (wall(before, STOCKHOLM, year=2027), wall(after, STOCKHOLM, year=2027)) == (
        "27 March, 12:00",
        "28 March, 12:00",
    )
    assert relative(after, before) == "in 23 hours"


def test_the_same_clock_time_is_25_hours_away_when_the_clocks_are_put_back() -> None:
    before, after = datetime(2026, 10, 24, 10, 0, tzinfo=UTC), datetime(2026, 10, 25, 11, 0, tzinfo=UTC)
    assert (wall(before, STOCKHOLM, year=2026), wall(after, STOCKHOLM, year=2026)) == (
        "24 October, 12:00",
        "25 October, 12:00",
    )
    assert relative(after, before) == "in 1 day 1 hour"


def test_an_hour_that_comes_twice_says_which_of_the_two_it_is() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wall(first, STOCKHOLM, year=2026) == "25 October, 02:30 (UTC+2)"
    assert wall(first + timedelta(hours=1), STOCKHOLM, year=2026) == "25 October, 02:30 (UTC+1)"
    assert wall(first + timedelta(hours=2), STOCKHOLM, year=2026) == "25 October, 03:30"
    assert wall(first - timedelta(hours=1), STOCKHOLM, year=2026) == "25 October, 01:30"


def test_the_hour_that_is_left_out_is_never_said() -> None:
    midnight = datetime(2027, 3, 27, 23, 0, tzinfo=UTC)
    said = [wall(midnight + timedelta(minutes=30 * step), STOCKHOLM, year=2027)[-5:] for step in range(8)]
    assert said == ["00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]


def test_half_hours_west_of_greenwich_are_told() -> None:
    twice = datetime(2026, 11, 1, 3, 45, tzinfo=UTC)
    assert wall(twice, "America/St_Johns", year=2026) == "1 November, 01:15 (UTC-2:30)"


def test_the_year_is_named_unless_it_is_this_one() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert wall(new_year, "UTC", year=2026) == "31 December, 23:30"
    assert wall(new_year, STOCKHOLM, year=2026) == "1 January 2027, 00:30"
    assert weekday(new_year, STOCKHOLM) == "Friday"


def test_two_zones_may_agree_in_winter_and_not_in_summer() -> None:
    assert same_hour(NOON, STOCKHOLM, "Africa/Lagos")
    assert not same_hour(datetime(2026, 7, 1, tzinfo=UTC), STOCKHOLM, "Africa/Lagos")


def test_a_zone_is_called_by_its_city() -> None:
    assert place("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert place("UTC") == "UTC"


def test_machines_read_utc_whatever_zone_it_came_in() -> None:
    assert utc(datetime.fromisoformat("2026-11-24T13:00:00+01:00")) == "2026-11-24T12:00:00Z"


@given(st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=4000)))
def test_what_was_is_said_as_what_will_be(away: timedelta) -> None:
    coming, gone = relative(NOON + away, NOON), relative(NOON - away, NOON)
    assert coming.removeprefix("in ") == gone.removesuffix(" ago")
