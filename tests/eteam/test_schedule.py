"""The dates of a weekly timetable, through changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eteam.schedule import ComesTwice, Meeting, NoSuchTime, Timetable, in_week_of, instant, instants, leapt, on, planned

STOCKHOLM, LORD_HOWE, CASABLANCA = "Europe/Stockholm", "Australia/Lord_Howe", "Africa/Casablanca"
ZONES = (STOCKHOLM, LORD_HOWE, CASABLANCA, "America/New_York", "Asia/Kathmandu", "Pacific/Apia")
TUESDAY = Meeting("session", 2, time(13), 180)
FRIDAY = Meeting("checkpoint", 5, time(9), 30)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_half_year_has_each_week_once() -> None:
    found = planned(Timetable(STOCKHOLM, (TUESDAY, FRIDAY)), date(2027, 1, 1), date(2027, 6, 30))
    tuesdays = [each for each in found if each.kind == "session"]
    assert [tuesdays[0].on, tuesdays[-1].on, len(tuesdays)] == [date(2027, 1, 5), date(2027, 6, 29), 26]
    assert found == sorted(found, key=lambda each: each.starts_at)
    assert found[0].on == date(2027, 1, 1), "the first day counts"
    assert {each.on.isoweekday() for each in found if each.kind == "checkpoint"} == {5}


def test_the_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    winter, summer = planned(Timetable(STOCKHOLM, (TUESDAY,)), date(2027, 3, 22), date(2027, 4, 2))
    assert winter.starts_at == datetime(2027, 3, 23, 12, tzinfo=UTC)
    assert summer.starts_at == datetime(2027, 3, 30, 11, tzinfo=UTC)
    assert {each.ends_at - each.starts_at for each in (winter, summer)} == {timedelta(hours=3)}


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (STOCKHOLM, "2027-03-28T02:30"),
        (LORD_HOWE, "2026-10-04T02:15"),
        (CASABLANCA, "2026-03-22T02:30"),
        ("Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_a_time_that_the_clocks_leap_over_is_refused(zone: str, text: str) -> None:
    assert instants(wall(text), zone) == ()
    with pytest.raises(NoSuchTime, match="leap over"):
        instant(wall(text), zone)


@pytest.mark.parametrize(
    ("zone", "text", "apart"),
    [
        (STOCKHOLM, "2026-10-25T02:30", 60),
        (LORD_HOWE, "2027-04-04T01:45", 30),
        (CASABLANCA, "2026-02-15T02:30", 60),
    ],
)
def test_of_a_time_that_comes_twice_one_has_to_say_which(zone: str, text: str, apart: int) -> None:
    first, second = instants(wall(text), zone)
    assert second - first == timedelta(minutes=apart)
    with pytest.raises(ComesTwice, match="twice"):
        instant(wall(text), zone)
    assert instant(wall(text), zone, fold=0) == first
    assert instant(wall(text), zone, fold=1) == second


def test_a_date_without_the_time_is_left_out_and_told_with_what_the_clocks_show_then() -> None:
    early = Timetable(STOCKHOLM, (Meeting("session", 7, time(2, 30), 60),))
    march = (date(2027, 3, 1), date(2027, 4, 30))
    assert [each.on.day for each in planned(early, *march)] == [7, 14, 21, 4, 11, 18, 25]
    (found,) = leapt(early, *march)
    assert (found.kind, found.on, found.minutes) == ("session", date(2027, 3, 28), 60)
    assert found.instead == wall("2027-03-28T03:30")
    assert found.sentence == "On 28 March 2027 the clocks of Stockholm leap over 02:30. Choose another time."
    assert leapt(early, date(2027, 4, 1), date(2028, 3, 1)) == []


def test_no_date_is_guessed_where_the_timetable_meets_a_change_of_the_clocks() -> None:
    early = Timetable(STOCKHOLM, (Meeting("session", 7, time(2, 30), 60),))
    with pytest.raises(NoSuchTime, match="28 March 2027"):
        on(date(2027, 3, 28), early.meetings[0], STOCKHOLM)
    with pytest.raises(ComesTwice, match="31 October 2027"):
        planned(early, date(2027, 10, 1), date(2027, 11, 30))
    first, second = (planned(early, date(2027, 10, 31), date(2027, 10, 31), fold)[0] for fold in (0, 1))
    assert second.starts_at - first.starts_at == timedelta(hours=1)


@given(zone=st.sampled_from(ZONES), at=st.datetimes(wall("2010-01-01"), wall("2035-01-01")))
def test_every_instant_shows_the_wall_time_that_was_asked_for(zone: str, at: datetime) -> None:
    asked = at.replace(second=0, microsecond=0)
    found = instants(asked, zone)
    assert len(found) <= 2
    assert list(found) == sorted(set(found))
    assert all(each.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == asked for each in found)


@given(
    zone=st.sampled_from(ZONES),
    weekday=st.integers(1, 7),
    starts=st.times(time(5), time(23)),
    first=st.dates(date(2012, 1, 1), date(2035, 1, 1)),
    days=st.integers(0, 400),
)
def test_there_is_one_in_each_week_at_the_hour_on_the_wall(
    zone: str, weekday: int, starts: time, first: date, days: int
) -> None:
    meeting = Meeting("session", weekday, starts.replace(second=0, microsecond=0), 60)
    last = first + timedelta(days=days)
    found = planned(Timetable(zone, (meeting,)), first, last)
    wanted = [first + timedelta(days=number) for number in range(days + 1)]
    assert [each.on for each in found] == [day for day in wanted if day.isoweekday() == weekday]
    there = [each.starts_at.astimezone(ZoneInfo(zone)) for each in found]
    assert all((at.date(), at.timetz().replace(tzinfo=None, fold=0)) == (each.on, meeting.starts)
               for at, each in zip(there, found, strict=True))  # fmt: skip


@given(day=st.dates(date(2000, 1, 3), date(2100, 1, 1)), weekday=st.integers(1, 7))
def test_the_date_of_a_week_stays_in_it(day: date, weekday: int) -> None:
    found = in_week_of(day, Meeting("session", weekday, time(9), 30))
    assert found.isocalendar()[:2] == day.isocalendar()[:2]
    assert found.isoweekday() == weekday


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Meeting("checkpoint", 2, time(15, 59), 30), True),
        (Meeting("checkpoint", 2, time(16), 30), False),
        (Meeting("checkpoint", 2, time(12, 45), 30), True),
        (Meeting("checkpoint", 2, time(12, 30), 30), False),
        (FRIDAY, False),
    ],
)
def test_a_checkpoint_is_not_while_the_session_lasts(other: Meeting, meets: bool) -> None:
    assert TUESDAY.overlaps(other) is other.overlaps(TUESDAY) is meets


def test_the_end_of_a_week_meets_its_beginning() -> None:
    late = Meeting("session", 7, time(23), 180)
    assert late.overlaps(Meeting("checkpoint", 1, time(1), 30))
    assert not late.overlaps(Meeting("checkpoint", 1, time(2), 30))
