"""A session on a closed day: the nearest working days, and what each choice does to the longest wait."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eteam.closed_days import AFTER, BEFORE, CANCEL, KEEP, Choice, choices, is_shut
from org.working_time import Calendar, Window, usual

ZONE = "Europe/Stockholm"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TUESDAY = date(2026, 12, 1)


def calendar(**dated: tuple[Window, ...]) -> Calendar:
    return Calendar(ZONE, usual(ZONE).weekly, {date.fromisoformat(day[1:].replace("_", "-")): hours
                                               for day, hours in dated.items()})  # fmt: skip


def session(day: int, hour: int = 12, month: int = 12, minutes: int = 180) -> tuple[datetime, datetime]:
    start = datetime(2026, month, day, hour, tzinfo=UTC)
    return start, start + timedelta(minutes=minutes)


WEEKLY = [session(24, month=11), session(8)]


def test_a_closed_tuesday_can_go_to_monday_to_wednesday_or_away() -> None:
    closed = calendar(_2026_12_01=())
    found = choices(session(1), WEEKLY, ZONE, closed, NOW)
    assert found == [
        Choice(KEEP, session(1)[0], 2160),
        Choice(BEFORE, session(30, month=11)[0], 2400),
        Choice(AFTER, session(2)[0], 2400),
        Choice(CANCEL, None, 4320),
    ]


def test_beside_a_checkpoint_the_choices_differ() -> None:
    closed = calendar(_2026_12_01=())
    friday = session(27, hour=8, month=11, minutes=30)
    longest = {choice.what: choice.longest for choice in choices(session(1), [*WEEKLY, friday], ZONE, closed, NOW)}
    assert longest == {KEEP: 2160, BEFORE: 2400, AFTER: 1920, CANCEL: 3120}


def test_a_day_that_is_past_or_over_its_neighbour_is_no_choice() -> None:
    closed = calendar(_2026_12_01=(), _2026_11_30=())
    late = datetime(2026, 11, 28, 12, tzinfo=UTC)
    whats = [choice.what for choice in choices(session(1), WEEKLY, ZONE, closed, late)]
    assert whats == [KEEP, AFTER, CANCEL], "Friday 27 November is past"
    beside = [session(30, month=11), session(2)]
    assert [choice.what for choice in choices(session(1), beside, ZONE, calendar(_2026_12_01=()), NOW)] == [
        KEEP,
        CANCEL,
    ]


def test_the_hour_on_the_wall_stays_over_a_change_of_the_clocks() -> None:
    closed = Calendar(ZONE, usual(ZONE).weekly, {date(2027, 3, 26): ()})
    friday = (datetime(2027, 3, 26, 8, tzinfo=UTC), datetime(2027, 3, 26, 8, 30, tzinfo=UTC))
    found = {choice.what: choice.at for choice in choices(friday, [], ZONE, closed, NOW)}
    assert found[BEFORE] == datetime(2027, 3, 25, 8, tzinfo=UTC)
    assert found[AFTER] == datetime(2027, 3, 29, 7, tzinfo=UTC)


def test_before_the_first_one_people_wait_from_now_on() -> None:
    found = {choice.what: choice.longest for choice in choices(session(1), [], ZONE, calendar(_2026_12_01=()), NOW)}
    assert found == {KEEP: 2160, BEFORE: 1920, AFTER: 2400, CANCEL: None}


@pytest.mark.parametrize(
    ("hours", "shut"),
    [((), True), ((Window.of("09:00", "12:00"),), True), ((Window.of("09:00", "14:00"),), False)],
)
def test_a_half_day_that_is_over_before_the_session_counts_as_closed(hours: tuple[Window, ...], shut: bool) -> None:
    assert is_shut(session(1), calendar(_2026_12_01=hours)) is shut


def test_a_room_that_always_meets_in_the_evening_is_not_shut() -> None:
    assert not is_shut(session(1, hour=18), calendar())
    assert is_shut(session(5, hour=9), calendar()), "a Saturday"
