"""What the next cycle would be, if nobody says otherwise."""

from datetime import date, timedelta

import pytest

from bets.next_cycle import next_cycle


@pytest.mark.parametrize(
    ("newest_ends_on", "today", "name"),
    [
        (None, date(2026, 11, 24), "2027H1"),
        (None, date(2027, 3, 1), "2027H2"),
        (date(2027, 6, 30), date(2026, 11, 24), "2027H2"),
        (date(2027, 12, 31), date(2026, 11, 24), "2028H1"),
        (date(2020, 6, 30), date(2026, 11, 24), "2027H1"),
        (date(2027, 8, 15), date(2026, 11, 24), "2028H1"),
    ],
)
def test_it_is_the_half_year_after_the_newest(newest_ends_on: date | None, today: date, name: str) -> None:
    assert next_cycle(newest_ends_on, today).name == name


def test_its_dates_leave_time_to_answer_and_to_rank() -> None:
    coming = next_cycle(None, date(2026, 7, 1))
    assert (coming.starts_on, coming.ends_on) == (date(2027, 1, 1), date(2027, 6, 30))
    assert coming.pitches_close_at.isoformat() == "2026-11-20T17:00:00"
    assert (coming.confirm_by, coming.locks_on) == (date(2026, 12, 4), date(2026, 12, 18))


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(days=11 * number) for number in range(70)], ids=str)
def test_its_dates_are_weekdays_and_in_order(today: date) -> None:
    newest_ends_on = today + timedelta(days=100)
    coming = next_cycle(newest_ends_on, today)
    dates = [coming.pitches_close_at.date(), coming.confirm_by, coming.locks_on]
    assert all(day.weekday() < 5 for day in dates)
    assert [*dates, coming.starts_on, coming.ends_on] == sorted([*dates, coming.starts_on, coming.ends_on])
    assert coming.starts_on > newest_ends_on
