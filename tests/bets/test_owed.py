"""When what is owed is due, over midnights, Sundays, years and the change of clocks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bets.mine.owed import Due, Owed, by_day, by_hour, sections

ZONE = "Europe/Stockholm"
TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def shown(due: Due | None, now: datetime = TUESDAY) -> tuple[str, str]:
    (section,) = sections([Owed("Do it.", "/", due)], now, ZONE)
    return section.name, section.lines[0].when


@pytest.mark.parametrize(
    ("day", "section", "when"),
    [
        (date(2025, 12, 31), "Overdue", "Wednesday 31 December 2025"),
        (date(2026, 11, 22), "Overdue", "Sunday 22 November"),
        (date(2026, 11, 23), "Overdue", "yesterday"),
        (date(2026, 11, 24), "Today", "today"),
        (date(2026, 11, 25), "This week", "tomorrow"),
        (date(2026, 11, 29), "This week", "Sunday 29 November"),
        (date(2026, 11, 30), "Later", "Monday 30 November"),
        (date(2027, 1, 4), "Later", "Monday 4 January 2027"),
    ],
)
def test_a_day_is_over_when_it_ends(day: date, section: str, when: str) -> None:
    assert shown(by_day(day, ZONE)) == (section, when)


@pytest.mark.parametrize(
    ("at", "section", "when"),
    [
        (datetime(2026, 11, 24, 11, 59, tzinfo=UTC), "Overdue", "today, 12:59"),
        (TUESDAY, "Overdue", "today, 13:00"),
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), "Today", "today, 18:00"),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "This week", "tomorrow, 00:30"),
    ],
)
def test_an_hour_is_over_at_its_instant(at: datetime, section: str, when: str) -> None:
    assert shown(by_hour(at)) == (section, when)


def test_today_is_that_of_the_board() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # Wednesday in Stockholm
    assert shown(by_day(date(2026, 11, 24), ZONE), late) == ("Overdue", "yesterday")
    assert shown(by_day(date(2026, 11, 25), ZONE), late) == ("Today", "today")


def test_on_a_sunday_the_week_is_over() -> None:
    sunday = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
    assert shown(by_day(date(2026, 11, 30), ZONE), sunday) == ("Later", "tomorrow")


def test_the_day_on_which_the_clocks_change_ends_at_its_midnight() -> None:
    due = by_day(date(2026, 10, 25), ZONE)
    assert due
    assert due.at.astimezone(UTC) == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


def test_without_a_day_it_can_be_done_at_any_time() -> None:
    assert by_day(None, ZONE) is None
    assert shown(None) == ("Any time", "")


def test_sections_stand_by_date_and_empty_ones_do_not_stand() -> None:
    days = [None, date(2026, 12, 9), date(2026, 11, 20), date(2026, 12, 2)]
    found = sections([Owed(str(day), "/", by_day(day, ZONE)) for day in days], TUESDAY, ZONE)
    assert [(each.name, [line.sentence for line in each.lines]) for each in found] == [
        ("Overdue", ["2026-11-20"]),
        ("Later", ["2026-12-02", "2026-12-09"]),
        ("Any time", ["None"]),
    ]
    assert [each.is_overdue for each in found] == [True, False, False]


@given(st.lists(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)), max_size=20))
def test_nothing_is_lost_or_doubled(days: list[date | None]) -> None:
    found = sections([Owed(str(number), "/", by_day(day, ZONE)) for number, day in enumerate(days)], TUESDAY, ZONE)
    lines = [int(line.sentence) for section in found for line in section.lines]
    assert sorted(lines) == list(range(len(days)))
