"""Which point of decision a blocker can wait for: each sentence of the rule, and a search over all choices."""

from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eteam.routing import FIRST, NOW, ROOM, Point, Waiting, next_point, routes
from eteam.sla import due_at
from org.working_time import usual
from tests.eteam.vectors import at

MINUTE = timedelta(minutes=1)
BOX = 10
TUESDAY = Point(at("2026-12-01T12:00Z"), at("2026-12-01T15:00Z"))  # 13:00 to 16:00 in Stockholm
NEXT = Point(at("2026-12-08T12:00Z"), at("2026-12-08T15:00Z"))
CHECKPOINT = Point(at("2026-11-27T08:00Z"), at("2026-11-27T08:30Z"))  # Friday, 09:00 to 09:30
FRIDAY = at("2026-11-27T11:00Z")


def running(point: Point) -> Point:
    return Point(point.starts_at, point.ends_at, is_running=True)


def route(due: datetime, *points: Point, now: datetime = FRIDAY, heard: bool = False) -> str:
    return routes([Waiting(1, due, heard)], points, now, BOX)[1]


# --- the worked journey: Stockholm, 9 to 17, 20 hours


@pytest.mark.parametrize(
    ("raised", "due", "expected"),
    [
        ("2026-11-27T08:00Z", "2026-12-01T12:00Z", NOW),  # Friday 09:00, due Tuesday 13:00
        ("2026-11-27T08:10Z", "2026-12-01T12:10Z", FIRST),
        ("2026-11-27T11:00Z", "2026-12-01T15:00Z", ROOM),  # 12:00, due 16:00
    ],
)
def test_three_blockers_of_one_friday(raised: str, due: str, expected: str) -> None:
    assert due_at(at(raised), 1200, usual("Europe/Stockholm")) == at(due)
    assert route(at(due), TUESDAY, now=at(raised)) == expected


def test_the_same_three_side_by_side() -> None:
    waiting = [Waiting(n, at(f"2026-12-01T{time}Z")) for n, time in enumerate(("12:00", "12:10", "15:00"))]
    assert routes(waiting, [TUESDAY], FRIDAY, BOX) == {0: NOW, 1: FIRST, 2: ROOM}


def test_a_session_that_begins_an_hour_later_is_too_late_for_what_was_first() -> None:
    later = Point(TUESDAY.starts_at + 60 * MINUTE, TUESDAY.ends_at + 60 * MINUTE)
    assert route(at("2026-12-01T12:10Z"), later) == NOW
    assert route(at("2026-12-01T15:00Z"), later) == FIRST


# --- each sentence


def test_without_a_session_nothing_can_wait() -> None:
    assert route(at("2027-12-01T12:00Z")) == NOW


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("12:09:59", NOW),  # less than one box after the start
        ("12:10:00", FIRST),
        ("14:59:59", FIRST),
        ("15:00:00", ROOM),  # its end, or later
    ],
)
def test_the_bounds_belong_to_the_later_route(time: str, expected: str) -> None:
    assert route(at(f"2026-12-01T{time}Z"), TUESDAY) == expected


def test_what_is_overdue_cannot_wait() -> None:
    assert route(FRIDAY - 60 * MINUTE, TUESDAY) == NOW


def test_the_next_session_counts_and_not_the_one_after_it() -> None:
    assert route(at("2026-12-07T12:00Z"), NEXT, TUESDAY) == ROOM
    assert route(at("2026-12-07T12:00Z"), NEXT) == NOW


def test_a_checkpoint_counts_as_a_point_of_decision() -> None:
    morning = CHECKPOINT.starts_at - 60 * MINUTE
    assert route(CHECKPOINT.starts_at + 10 * MINUTE, TUESDAY, CHECKPOINT, now=morning) == FIRST
    assert route(CHECKPOINT.ends_at, TUESDAY, CHECKPOINT, now=morning) == ROOM
    assert route(CHECKPOINT.starts_at, TUESDAY, CHECKPOINT, now=morning) == NOW


def test_a_point_that_is_over_counts_no_more_though_nobody_opened_it() -> None:
    assert next_point([CHECKPOINT, TUESDAY], CHECKPOINT.ends_at) == TUESDAY


def test_in_a_running_session_what_is_left_of_it_counts() -> None:
    now = at("2026-12-01T13:00Z")
    assert route(at("2026-12-01T13:09Z"), running(TUESDAY), now=now) == NOW
    assert route(at("2026-12-01T13:10Z"), running(TUESDAY), now=now) == FIRST
    assert route(at("2026-12-01T15:00Z"), running(TUESDAY), now=now) == ROOM


def test_a_session_that_was_opened_early_begins_when_it_was_planned_to() -> None:
    early = at("2026-12-01T11:50Z")
    assert route(at("2026-12-01T12:09Z"), running(TUESDAY), now=early) == NOW
    assert route(at("2026-12-01T12:10Z"), running(TUESDAY), now=early) == FIRST


def test_a_session_that_should_run_and_was_not_opened_hears_nothing_before_now() -> None:
    late = at("2026-12-01T12:30Z")
    assert route(at("2026-12-01T12:35Z"), TUESDAY, now=late) == NOW
    assert route(at("2026-12-01T12:40Z"), TUESDAY, now=late) == FIRST


def test_the_running_session_comes_before_one_that_was_planned_earlier() -> None:
    now = at("2026-12-01T12:30Z")
    assert next_point([TUESDAY, running(NEXT)], now) == running(NEXT)


def test_over_time_the_running_session_still_hears() -> None:
    now = at("2026-12-01T15:30Z")
    assert route(at("2026-12-01T15:39Z"), running(TUESDAY), NEXT, now=now) == NOW
    assert route(at("2026-12-01T15:40Z"), running(TUESDAY), NEXT, now=now) == ROOM


def test_what_was_carried_waits_for_the_next_session() -> None:
    now, due = at("2026-12-01T13:00Z"), at("2026-12-03T12:00Z")
    assert route(due, running(TUESDAY), NEXT, now=now) == ROOM
    assert route(due, running(TUESDAY), NEXT, now=now, heard=True) == NOW
    assert route(NEXT.ends_at, running(TUESDAY), NEXT, now=now, heard=True) == ROOM
    assert route(NEXT.ends_at, running(TUESDAY), now=now, heard=True) == NOW, "none is planned"


def test_what_was_carried_takes_no_box_of_the_running_session() -> None:
    now = at("2026-12-01T12:00Z")
    due = at("2026-12-01T12:10Z")
    found = routes([Waiting(1, due, heard=True), Waiting(2, due)], [running(TUESDAY), NEXT], now, BOX)
    assert found == {1: NOW, 2: FIRST}


# --- whether all FIRST items can be heard in time


def first_ones(*times: str, box: int = BOX) -> list[str]:
    waiting = [Waiting(number, at(f"2026-12-01T{time}Z")) for number, time in enumerate(times)]
    found = routes(waiting, [TUESDAY], FRIDAY, box)
    return [found[number] for number in range(len(times))]


def test_boxes_that_end_just_in_time_fit() -> None:
    assert first_ones("12:10", "12:20", "12:30") == [FIRST, FIRST, FIRST]


def test_what_does_not_fit_is_now_at_once() -> None:
    assert first_ones("12:10", "12:15", "12:30") == [FIRST, NOW, FIRST]
    assert first_ones("12:25", "12:25", "12:25") == [FIRST, FIRST, NOW]


def test_the_box_decides_how_many_fit() -> None:
    times = ("12:40", "12:40", "12:40", "12:40")
    assert first_ones(*times) == [FIRST] * 4
    assert first_ones(*times, box=15) == [FIRST, FIRST, NOW, NOW]


def test_what_cannot_wait_and_what_can_be_heard_at_any_time_take_no_box_of_the_first() -> None:
    assert first_ones("11:00", "11:30", "12:00", "12:10", "15:00", "15:00") == [NOW, NOW, NOW, FIRST, ROOM, ROOM]


def test_three_that_are_late_already_do_not_push_out_the_one_that_is_not() -> None:
    assert first_ones("09:00", "09:00", "09:00", "12:25") == [NOW, NOW, NOW, FIRST]


def test_the_order_in_which_they_are_given_does_not_matter() -> None:
    assert first_ones("12:30", "12:15", "12:10") == [FIRST, NOW, FIRST]


# --- against a search

dues = st.lists(st.integers(-60, 240).map(lambda minutes: TUESDAY.starts_at + minutes * MINUTE), max_size=7)
nows = st.integers(-600, 200).map(lambda minutes: TUESDAY.starts_at + minutes * MINUTE)


def fits(chosen: tuple[datetime, ...], start: datetime, box: timedelta) -> bool:
    """For every due d, the boxes of all that are due by d fit before d."""
    return all(start + box * sum(other <= due for other in chosen) <= due for due in chosen)


@settings(max_examples=400, deadline=None)
@given(dues, st.integers(1, 40), nows, st.booleans())
def test_as_many_are_first_as_any_choice_could_make_and_they_fit(
    due: list[datetime], box: int, now: datetime, is_running: bool
) -> None:
    point = Point(TUESDAY.starts_at, TUESDAY.ends_at, is_running)
    found = routes([Waiting(number, each) for number, each in enumerate(due)], [point, NEXT], now, box)
    open_now = point.is_running or point.ends_at > now
    start = max(now, TUESDAY.starts_at) if open_now else NEXT.starts_at
    end, length = (TUESDAY.ends_at if open_now else NEXT.ends_at), box * MINUTE
    alone = [NOW if each < start + length else FIRST if each < end else ROOM for each in due]
    assert all(found[n] == route for n, route in enumerate(alone) if route != FIRST)
    candidates = [n for n, route in enumerate(alone) if route == FIRST]
    first = tuple(due[n] for n in candidates if found[n] == FIRST)
    assert all(found[n] in (FIRST, NOW) for n in candidates)
    assert fits(first, start, length)
    most = max(
        size
        for size in range(len(candidates) + 1)
        for chosen in combinations(candidates, size)
        if fits(tuple(due[n] for n in chosen), start, length)
    )
    assert len(first) == most


@settings(max_examples=100, deadline=None)
@given(dues, st.integers(1, 40), nows)
def test_one_that_is_due_earlier_never_has_to_wait_for_one_that_is_due_later(
    due: list[datetime], box: int, now: datetime
) -> None:
    """Taking out the last of the FIRST leaves all others as they are."""
    waiting = sorted((Waiting(number, each) for number, each in enumerate(due)), key=lambda each: each.due_at)
    whole = routes(waiting, [TUESDAY], now, box)
    assert all(whole[each.id] == routes(waiting[:-1], [TUESDAY], now, box)[each.id] for each in waiting[:-1])
