"""Due times: the worked examples, and what must hold of all others, against a count minute by minute."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eteam.sla import STEPS, due_at, step_at, step_reached
from org.working_time import Calendar, Span, Window, usual
from tests.eteam.vectors import BY_ID, CASES, at, calendar_named, pauses_of

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['case']}")
def test_the_worked_examples_are_due_when_they_say(case: dict[str, Any]) -> None:
    calendar = calendar_named(case["calendar"])
    assert due_at(at(case["raised_at"]), case["working_minutes"], calendar, pauses_of(case)) == at(case["due_at"])


def test_an_unblocked_interval_of_a_reopened_blocker_is_cut_out_like_a_pause() -> None:
    """Unblocked on Tuesday at 11:00, reopened on Wednesday at 15:00: E20."""
    case = BY_ID["E20"]
    assert pauses_of(case) == [(at("2026-11-24T10:00Z"), at("2026-11-25T14:00Z"))]
    assert due_at(at(case["raised_at"]), 1200, calendar_named("SE"), pauses_of(case)) == at("2026-11-27T09:00Z")


def test_a_pause_that_began_before_the_raise_or_outlasts_it_is_cut_at_the_raise() -> None:
    stockholm, raised = usual("Europe/Stockholm"), at("2026-11-23T09:00Z")
    assert due_at(raised, 60, stockholm, [(at("2026-11-20T09:00Z"), at("2026-11-23T09:30Z"))]) == at(
        "2026-11-23T10:30Z"
    )


def test_a_pause_outside_the_windows_moves_nothing() -> None:
    stockholm, raised = usual("Europe/Stockholm"), at("2026-11-20T15:00Z")
    night = (at("2026-11-20T16:00Z"), at("2026-11-23T08:00Z"))
    assert due_at(raised, 1200, stockholm, [night]) == due_at(raised, 1200, stockholm)


# --- the ladder

E01 = (at("2026-11-20T15:00Z"), 1200, calendar_named("SE"))


def test_the_steps_are_at_no_time_half_four_fifths_and_the_whole_of_the_target() -> None:
    expected = ["2026-11-20T15:00Z", "2026-11-24T09:00Z", "2026-11-24T15:00Z", "2026-11-25T11:00Z"]
    assert [step_at(step, *E01) for step in STEPS] == [at(text) for text in expected]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("2026-11-20T15:00Z", 0),
        ("2026-11-24T08:59Z", 0),
        ("2026-11-24T09:00Z", 50),
        ("2026-11-24T15:00Z", 80),
        ("2026-11-25T10:59Z", 80),
        ("2026-11-25T11:00Z", 100),
        ("2026-12-25T11:00Z", 100),
        ("2026-11-20T14:00Z", 0),  # not before the raise, but nothing is below the first step
    ],
)
def test_what_is_past_collapses_into_the_highest_step(text: str, step: int) -> None:
    assert step_reached(at(text), *E01) == step


# --- properties

ZONES = (
    "Europe/Stockholm", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Pacific/Apia",
)  # fmt: skip
# Before each change of the clocks: Stockholm, New York, Casablanca before and after Ramadan, Lord Howe; the date that
# Apia left out, and a plain week.
STARTS = tuple(map(at, (
    "2026-10-23T06:00Z", "2027-03-26T06:00Z", "2027-03-12T06:00Z", "2026-10-30T06:00Z", "2027-02-05T06:00Z",
    "2026-03-20T06:00Z", "2026-04-03T06:00Z", "2026-10-02T06:00Z", "2011-12-28T06:00Z", "2027-01-04T06:00Z",
)))  # fmt: skip


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """To the minute, apart from each other, in order; at times none."""
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=4)))
    return tuple(Window(opens, closes) for opens, closes in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    weekly = draw(st.dictionaries(st.integers(1, 7), windows(), min_size=3))
    weekly |= {2: (Window(540, 720), Window(780, 1020)), 5: (Window(0, 300),)}  # at least something
    start = draw(st.sampled_from(STARTS)).date()
    days = st.integers(-1, 9).map(lambda number: start + timedelta(days=number))
    return Calendar(draw(st.sampled_from(ZONES)), weekly, draw(st.dictionaries(days, windows(), max_size=3)))


raises = st.builds(lambda start, minutes: start + minutes * MINUTE, st.sampled_from(STARTS), st.integers(0, 5 * 1440))
pauses = st.lists(st.builds(lambda start, minutes: (start, start + minutes * MINUTE), raises, st.integers(0, 3000)),
                  max_size=2)  # fmt: skip
targets = st.integers(0, 1500)


def is_open(minute: datetime, calendar: Calendar, zone: ZoneInfo, cuts: list[Span]) -> bool:
    """What the words say: the wall clock shows a time inside a window of that date, and nothing is paused."""
    wall = minute.astimezone(zone)
    shown = wall.hour * 60 + wall.minute
    inside = any(window.opens <= shown < window.closes for window in calendar.on(wall.date()))
    return inside and not any(begins <= minute < ends for begins, ends in cuts)


def counted(raised: datetime, target: int, calendar: Calendar, cuts: list[Span]) -> datetime:
    """Minute by minute until `target` of them were open."""
    if not target:
        return raised
    zone, left = ZoneInfo(calendar.zone), target
    for number in count():
        left -= is_open(raised + number * MINUTE, calendar, zone, cuts)
        if not left:
            return raised + (number + 1) * MINUTE
    raise AssertionError


@settings(max_examples=150, deadline=None)
@given(calendars(), raises, targets, pauses)
def test_it_is_due_when_the_count_of_open_minutes_says(
    calendar: Calendar, raised: datetime, target: int, cuts: list[Span]
) -> None:
    assert due_at(raised, target, calendar, cuts) == counted(raised, target, calendar, cuts)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("start", STARTS)
def test_every_zone_agrees_with_the_count_over_every_change_of_the_clocks(zone: str, start: datetime) -> None:
    nights = Calendar(zone, {day: (Window(0, 250), Window(1380, 1440)) for day in range(1, 8)})
    for calendar in (usual(zone), nights):
        assert due_at(start, 1200, calendar) == counted(start, 1200, calendar, [])


@settings(max_examples=150, deadline=None)
@given(calendars(), raises, targets, targets, pauses)
def test_what_is_due_after_two_targets_is_due_the_second_after_the_first(
    calendar: Calendar, raised: datetime, first: int, then: int, cuts: list[Span]
) -> None:
    at_first = due_at(raised, first, calendar, cuts)
    assert due_at(raised, first + then, calendar, cuts) == due_at(at_first, then, calendar, cuts)


@settings(max_examples=100, deadline=None)
@given(calendars(), raises, targets, st.integers(0, 400_000), targets, pauses)
def test_a_later_raise_or_a_larger_target_is_never_due_earlier(
    calendar: Calendar, raised: datetime, target: int, later: int, more: int, cuts: list[Span]
) -> None:
    first = due_at(raised, target, calendar, cuts)
    assert first <= due_at(raised + timedelta(seconds=later), target, calendar, cuts)
    assert first <= due_at(raised, target + more, calendar, cuts)


@settings(max_examples=100, deadline=None)
@given(calendars(), raises, targets, st.integers(-1, 20), pauses)
def test_one_more_closed_day_never_makes_it_due_earlier(
    calendar: Calendar, raised: datetime, target: int, day: int, cuts: list[Span]
) -> None:
    closed: date = raised.date() + timedelta(days=day)
    fewer = Calendar(calendar.zone, calendar.weekly, {**calendar.exceptions, closed: ()})
    assert due_at(raised, target, calendar, cuts) <= due_at(raised, target, fewer, cuts)


@settings(max_examples=100, deadline=None)
@given(calendars(), raises, targets, pauses, raises, st.integers(0, 3000))
def test_one_more_pause_never_makes_it_due_earlier(
    calendar: Calendar, raised: datetime, target: int, cuts: list[Span], begins: datetime, minutes: int
) -> None:
    more = [*cuts, (begins, begins + minutes * MINUTE)]
    assert due_at(raised, target, calendar, cuts) <= due_at(raised, target, calendar, more)


@settings(max_examples=60, deadline=None)
@given(calendars(), raises, st.integers(1, 1500), pauses)
def test_the_steps_of_the_ladder_come_in_their_order(
    calendar: Calendar, raised: datetime, target: int, cuts: list[Span]
) -> None:
    steps = [step_at(step, raised, target, calendar, cuts) for step in STEPS]
    assert steps == sorted(steps)
    assert steps[-1] == due_at(raised, target, calendar, cuts)
    assert step_reached(steps[-1], raised, target, calendar, cuts) == 100
