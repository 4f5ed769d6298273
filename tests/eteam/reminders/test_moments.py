"""When somebody is reminded, on their own clocks."""

from datetime import UTC, date, datetime

import pytest

from eteam.reminders.moments import day_before, hour_before, same_day
from org.working_time import Calendar, Window, usual

STOCKHOLM = "Europe/Stockholm"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "zone", "reminded_at"),
    [
        ("2026-12-01 12:00", STOCKHOLM, "2026-11-30 14:00"),  # Tuesday: on Monday
        ("2026-11-30 12:00", STOCKHOLM, "2026-11-27 14:00"),  # Monday: on Friday
        ("2026-12-01 12:00", "America/New_York", "2026-11-30 20:00"),
        ("2026-12-01 12:00", "Asia/Kathmandu", "2026-11-30 09:15"),
        # 09:00 on Tuesday in Sydney is Monday 14:00 in Los Angeles: on Friday there, and not after it has begun
        ("2026-11-30 22:00", "America/Los_Angeles", "2026-11-27 23:00"),
        ("2026-03-30 11:00", STOCKHOLM, "2026-03-27 14:00"),  # the clocks are put forward in between
        ("2026-10-26 12:00", STOCKHOLM, "2026-10-23 13:00"),  # and back
    ],
)
def test_one_working_day_before_at_three_in_the_afternoon(starts_at: str, zone: str, reminded_at: str) -> None:
    assert day_before(utc(starts_at), zone, usual(STOCKHOLM)) == utc(reminded_at)


def test_a_holiday_is_no_working_day() -> None:
    calendar = Calendar(STOCKHOLM, usual(STOCKHOLM).weekly, {date(2026, 11, 30): ()})
    assert day_before(utc("2026-12-01 12:00"), STOCKHOLM, calendar) == utc("2026-11-27 14:00")


def test_a_half_day_is_one() -> None:
    calendar = Calendar(STOCKHOLM, usual(STOCKHOLM).weekly, {date(2026, 11, 30): (Window(540, 720),)})
    assert day_before(utc("2026-12-01 12:00"), STOCKHOLM, calendar) == utc("2026-11-30 14:00")


def test_sixty_minutes_are_sixty_minutes_also_while_the_clocks_change() -> None:
    assert hour_before(utc("2026-03-29 01:30")) == utc("2026-03-29 00:30")


@pytest.mark.parametrize(
    ("starts_at", "told_at"),
    [("2026-12-01 12:00", "2026-12-01 07:00"), ("2026-12-01 07:30", "2026-12-01 06:30")],
)
def test_the_chat_hears_of_it_in_the_morning_and_an_hour_before_at_the_latest(starts_at: str, told_at: str) -> None:
    assert same_day(utc(starts_at), STOCKHOLM) == utc(told_at)
