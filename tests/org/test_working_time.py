"""When so many working minutes are over, over changes of the clock, holidays, half days and pauses."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from org.working_time import (
    Calendar,
    Span,
    Window,
    add_working_days,
    due,
    open_time,
    usual,
    worked,
    working_days_between,
)

VECTORS: dict[str, Any] = orjson.loads((Path(__file__).parent / "vectors" / "sla_due.json").read_bytes())
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def calendar_named(name: str) -> Calendar:
    given = VECTORS["calendars"][name]
    return Calendar.of(given["time_zone"], given["weekly"], given["exceptions"])


def pauses_of(case: dict[str, Any]) -> list[Span]:
    return [(at(begins), at(ends)) for begins, ends in case["pauses"]]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['id']} {case['case']}")
def test_the_worked_examples_are_due_when_they_say(case: dict[str, Any]) -> None:
    calendar, raised = calendar_named(case["calendar"]), at(case["raised_at"])
    found = due(raised, case["working_minutes"], calendar, pauses_of(case))
    assert found == at(case["due_at"])
    assert worked(raised, found, calendar, pauses_of(case)) == timedelta(minutes=case["working_minutes"])


def test_there_are_examples() -> None:
    assert len(VECTORS["cases"]) >= 25


# --- examples of our own

STOCKHOLM = usual("Europe/Stockholm")
FRIDAY = at("2026-11-20T15:00Z")  # four in the afternoon


def test_seconds_are_kept() -> None:
    assert due(FRIDAY + timedelta(seconds=7), 1200, STOCKHOLM) == at("2026-11-25T11:00Z") + timedelta(seconds=7)


def test_a_raise_outside_the_windows_starts_at_the_next_opening_without_its_seconds() -> None:
    assert due(at("2026-11-22T13:00Z") + timedelta(seconds=7), 60, STOCKHOLM) == at("2026-11-23T09:00Z")


def test_no_minutes_are_over_at_once() -> None:
    sunday = at("2026-11-22T13:00Z")
    assert due(sunday, 0, STOCKHOLM) == sunday


def test_a_raise_in_another_zone_is_the_same_instant() -> None:
    assert due(FRIDAY.astimezone(ZoneInfo("Asia/Tokyo")), 1200, STOCKHOLM) == due(FRIDAY, 1200, STOCKHOLM)


def test_sums_are_not_made_of_wall_times() -> None:
    """Over the night in which the clocks are put back, in a calendar that never closes."""
    always = Calendar("Europe/Stockholm", {day: (Window(0, 1440),) for day in range(1, 8)})
    saturday = datetime(2026, 10, 24, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
    assert due(saturday, 24 * 60, always) - saturday.astimezone(UTC) == timedelta(hours=24)
    assert open_time(date(2026, 10, 25), always) == timedelta(hours=25)
    assert open_time(date(2026, 3, 29), always) == timedelta(hours=23)


def test_a_window_inside_the_hour_that_is_missing_is_never_open() -> None:
    night = Calendar("Europe/Stockholm", {7: (Window.of("02:15", "02:45"),)})
    assert open_time(date(2026, 3, 29), night) == timedelta()
    assert open_time(date(2026, 10, 25), night) == timedelta(hours=1), "it comes twice"


def test_a_half_day_and_an_extra_day_count_for_what_they_are() -> None:
    dated = {date(2026, 11, 23): (Window.of("09:00", "12:00"),), date(2026, 11, 21): (Window.of("10:00", "11:00"),)}
    calendar = Calendar("Europe/Stockholm", STOCKHOLM.weekly, dated)
    assert due(FRIDAY, 60 + 60 + 180 + 1, calendar) == at("2026-11-24T08:01Z")
    assert calendar.is_working_day(date(2026, 11, 21))


def test_lunch_is_closed() -> None:
    windows = (Window.of("09:00", "12:00"), Window.of("13:00", "17:00"))
    calendar = Calendar("Europe/Stockholm", dict.fromkeys(range(1, 6), windows))
    assert due(at("2026-11-23T10:30Z"), 60, calendar) == at("2026-11-23T12:30Z")


def test_pauses_that_overlap_count_once() -> None:
    pauses = [(at("2026-11-23T09:00Z"), at("2026-11-23T11:00Z")), (at("2026-11-23T10:00Z"), at("2026-11-23T12:00Z"))]
    assert due(at("2026-11-23T08:00Z"), 120, STOCKHOLM, pauses) == at("2026-11-23T13:00Z")


def test_a_calendar_that_never_opens_is_never_due() -> None:
    with pytest.raises(ValueError, match="not over in ten years"):
        due(FRIDAY, 1, Calendar("Europe/Stockholm", {}))
    with pytest.raises(ValueError, match="no 1 working days"):
        add_working_days(date(2026, 11, 20), 1, Calendar("Europe/Stockholm", {}))


def test_working_days_skip_what_is_closed() -> None:
    calendar = calendar_named("SE")
    assert add_working_days(date(2026, 12, 23), 1, calendar) == date(2026, 12, 28)
    assert add_working_days(date(2026, 12, 28), -1, calendar) == date(2026, 12, 23)
    assert add_working_days(date(2026, 12, 25), 0, calendar) == date(2026, 12, 25)
    assert working_days_between(date(2026, 12, 21), date(2027, 1, 3), calendar) == 6
    assert working_days_between(date(2026, 12, 26), date(2026, 12, 25), calendar) == 0


def test_hours_are_read_and_written_as_they_are_stored() -> None:
    assert Window.of("00:00", "24:00").texts == ["00:00", "24:00"]
    stored = {"1": [["09:00", "12:00"], ["13:00", "17:30"]]}
    assert Calendar.of("UTC", stored, {"2026-12-24": []}).on(date(2026, 12, 24)) == ()
    with pytest.raises(ValueError):
        Calendar.of("UTC", {"1": [["nine", "17:00"]]}, {})


# --- properties

ZONES = ("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana", "UTC")
# A week around each change of the clocks, and one without.
WEEKS = tuple(map(at, ("2026-10-22T00:00Z", "2027-03-25T00:00Z", "2027-03-11T00:00Z", "2026-10-29T00:00Z",
                       "2027-04-01T00:00Z", "2027-01-04T00:00Z")))  # fmt: skip


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Apart from each other, in order; whole quarters, so that few minutes tell them apart."""
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=4)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Window(opens * 15, closes * 15) for opens, closes in pairs)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    weekly = draw(st.dictionaries(st.integers(1, 7), windows(), min_size=3))
    weekly[3] = (Window(600, 720),)  # at least something
    week = draw(st.sampled_from(WEEKS)).date()
    days = st.integers(0, 6).map(lambda number: week + timedelta(days=number))
    return Calendar(draw(st.sampled_from(ZONES)), weekly, draw(st.dictionaries(days, windows(), max_size=3)))


instants = st.builds(
    lambda week, seconds: week + timedelta(seconds=seconds), st.sampled_from(WEEKS), st.integers(0, 4 * 86400)
)
spans = st.builds(lambda start, minutes: (start, start + minutes * MINUTE), instants, st.integers(0, 2000))


def is_open(instant: datetime, calendar: Calendar, pauses: Sequence[Span]) -> bool:
    """What the words say: the wall clock shows a time inside a window of that date, and nothing is paused."""
    wall = instant.astimezone(ZoneInfo(calendar.zone))
    minute = wall.hour * 60 + wall.minute
    inside = any(window.opens <= minute < window.closes for window in calendar.on(wall.date()))
    return inside and not any(begins <= instant < ends for begins, ends in pauses)


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, st.integers(0, 3000), st.lists(spans, max_size=2))
def test_working_time_is_the_count_of_open_minutes(
    calendar: Calendar, start: datetime, minutes: int, pauses: list[Span]
) -> None:
    start = start.replace(second=0)
    each = [start + number * MINUTE for number in range(minutes)]
    counted = sum(
        is_open(minute, calendar, [(b.replace(second=0), e.replace(second=0)) for b, e in pauses]) for minute in each
    )
    whole = [(begins.replace(second=0), ends.replace(second=0)) for begins, ends in pauses]
    assert worked(start, start + minutes * MINUTE, calendar, whole) == counted * MINUTE


@settings(max_examples=100, deadline=None)
@given(calendars(), instants, st.integers(1, 900), st.lists(spans, max_size=3))
def test_it_is_the_earliest_instant_and_never_inside_closed_time(
    calendar: Calendar, raised: datetime, minutes: int, pauses: list[Span]
) -> None:
    found = due(raised, minutes, calendar, pauses)
    second = timedelta(seconds=1)
    assert worked(raised, found, calendar, pauses) == minutes * MINUTE
    assert worked(raised, found - second, calendar, pauses) == minutes * MINUTE - second
    assert is_open(found - second, calendar, pauses), "the last second before it was worked"


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, st.integers(0, 900), st.integers(0, 100_000), st.integers(0, 300))
def test_it_is_monotone_in_the_raise_and_in_the_minutes(
    calendar: Calendar, raised: datetime, minutes: int, later: int, more: int
) -> None:
    first = due(raised, minutes, calendar)
    assert first <= due(raised + timedelta(seconds=later), minutes, calendar)
    assert first <= due(raised, minutes + more, calendar)


@settings(max_examples=60, deadline=None)
@given(calendars(), instants, st.integers(0, 500_000), st.integers(0, 500_000))
def test_time_worked_adds_up(calendar: Calendar, start: datetime, first: int, then: int) -> None:
    middle, end = start + timedelta(seconds=first), start + timedelta(seconds=first + then)
    assert worked(start, end, calendar) == worked(start, middle, calendar) + worked(middle, end, calendar)


@settings(max_examples=60, deadline=None)
@given(calendars(), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 30))
def test_working_days_forth_and_back(calendar: Calendar, day: date, days: int) -> None:
    later = add_working_days(day, days, calendar)
    assert calendar.is_working_day(later)
    assert working_days_between(day + timedelta(days=1), later, calendar) == days
    if calendar.is_working_day(day):
        assert add_working_days(later, -days, calendar) == day
