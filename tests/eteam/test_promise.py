"""What a timetable can promise: rules E2, with their worked figures."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eteam.promise import Promise, day_length, gaps, halfway, plain_week, promise, usual_promise
from eteam.schedule import Meeting, Timetable
from org.working_time import Calendar, Window, usual

STOCKHOLM = "Europe/Stockholm"
TUESDAY = Meeting("session", 2, time(13), 180)
FRIDAY = Meeting("checkpoint", 5, time(9), 30)
NEAR = date(2026, 11, 24)


def of(*meetings: Meeting, calendar: Calendar | None = None, zone: str = STOCKHOLM, near: date = NEAR) -> Promise:
    return usual_promise(Timetable(zone, meetings), calendar or usual(STOCKHOLM), 1200, near)


def test_tuesday_alone_makes_half_of_all_blockers_wait_too_long() -> None:
    assert of(TUESDAY) == Promise(longest=2400, mean=1200.0, share=0.5), "5.0 days, 2.5 days, 50 %"


def test_with_a_checkpoint_half_a_cycle_later_nobody_waits_too_long() -> None:
    assert of(TUESDAY, FRIDAY) == Promise(longest=1200, mean=600.0, share=0.0), "2.5 days, 1.25 days, 0 %"


@pytest.mark.parametrize("near", [date(2026, 10, 20), date(2027, 3, 22), date(2026, 12, 28)])
def test_the_week_does_not_depend_on_when_one_asks(near: date) -> None:
    assert of(TUESDAY, FRIDAY, near=near) == of(TUESDAY, FRIDAY)


def test_a_holiday_is_left_out_of_the_usual_week_and_counts_between_real_dates() -> None:
    closed = Calendar(STOCKHOLM, usual(STOCKHOLM).weekly, {NEAR + timedelta(days=number): () for number in range(30)})
    assert of(TUESDAY, calendar=closed) == of(TUESDAY)
    christmas = Calendar(STOCKHOLM, usual(STOCKHOLM).weekly, {date(2026, 12, 24): (), date(2026, 12, 25): ()})
    points = [datetime(2026, 12, 15, 12, tzinfo=UTC), datetime(2026, 12, 22, 12, tzinfo=UTC),
              datetime(2026, 12, 29, 12, tzinfo=UTC)]  # fmt: skip
    assert gaps(points, christmas) == [2400, 1440]
    assert promise(gaps(points, christmas), 1200) == Promise(2400, (2400**2 + 1440**2) / (2 * 3840), 1440 / 3840)


def test_between_real_dates_a_cancelled_session_doubles_the_wait() -> None:
    points = [datetime(2026, 12, day, 12, tzinfo=UTC) for day in (1, 15)]
    assert promise(gaps(points, usual(STOCKHOLM)), 1200) == Promise(4800, 2400.0, 0.75)


def test_a_room_in_another_zone_than_the_calendar() -> None:
    """13:00 in New York is 19:00 in Stockholm: after closing, so a whole week lies between."""
    assert of(TUESDAY, zone="America/New_York") == of(TUESDAY)
    morning = Meeting("checkpoint", 5, time(4), 30)
    assert of(Meeting("session", 2, time(7), 180), morning, zone="America/New_York").longest == 1260


def test_without_working_time_nobody_waits() -> None:
    assert promise([], 1200) == promise([0, 0], 1200) == Promise(0, 0.0, 0.0)


def test_the_suggested_checkpoint_is_half_a_cycle_later() -> None:
    assert halfway(TUESDAY, STOCKHOLM, usual(STOCKHOLM), NEAR, kind="checkpoint", minutes=30) == FRIDAY


def test_the_suggested_checkpoint_follows_the_calendar() -> None:
    four_days = Calendar(STOCKHOLM, {day: (Window.of("08:00", "16:20"),) for day in range(1, 5)})
    found = halfway(TUESDAY, STOCKHOLM, four_days, NEAR, kind="checkpoint", minutes=30)
    assert (found.weekday, found.starts) == (4, time(13)), "two of four days after Tuesday 13:00"


def test_a_day_is_as_long_as_the_days_that_are_open() -> None:
    assert day_length(usual(STOCKHOLM)) == 480
    assert (
        day_length(Calendar("UTC", {1: (Window.of("09:00", "15:00"),), 2: (), 3: (Window.of("09:00", "13:00"),)}))
        == 300
    )


def test_a_plain_week_has_no_change_of_the_clocks() -> None:
    assert plain_week(date(2026, 11, 24), STOCKHOLM) == date(2026, 11, 30)
    assert plain_week(date(2026, 10, 19), STOCKHOLM) == date(2026, 10, 26), "they change on 25 October"


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20), st.integers(1, 9600))
def test_a_promise_is_what_a_minute_by_minute_count_gives(between: list[int], target: int) -> None:
    waits = [wait for gap in between for wait in range(1, gap + 1)]
    found = promise(between, target)
    assert found.longest == max(waits, default=0)
    if waits:
        assert found.mean == pytest.approx(sum(waits) / len(waits) - 0.5)
        assert found.share == pytest.approx(sum(wait > target for wait in waits) / len(waits))


@given(
    weekday=st.integers(1, 7),
    hour=st.integers(0, 23),
    zone=st.sampled_from([STOCKHOLM, "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"]),
    near=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_the_gaps_of_a_week_are_its_working_time_and_a_checkpoint_never_lengthens_the_wait(
    weekday: int, hour: int, zone: str, near: date
) -> None:
    session = Meeting("session", weekday, time(hour), 60)
    alone = usual_promise(Timetable(zone, (session,)), usual(zone), 1200, near)
    assert alone.longest == 2400
    checkpoint = halfway(session, zone, usual(zone), near, kind="checkpoint", minutes=30)
    both = usual_promise(Timetable(zone, (session, checkpoint)), usual(zone), 1200, near)
    assert 1200 <= both.longest <= 1200 + 15
