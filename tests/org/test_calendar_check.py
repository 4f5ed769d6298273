"""What is wrong with a calendar, in sentences."""

from datetime import date, timedelta

import pytest

from org.calendar_check import Problem, problems
from org.working_time import Calendar, Window, Windows, usual

TODAY = date(2026, 11, 24)
NINE_TO_FIVE = (Window.of("09:00", "17:00"),)


def told(weekly: dict[int, Windows], exceptions: dict[date, Windows] | None = None, zone: str = "UTC") -> list[Problem]:
    return problems(Calendar(zone, weekly, exceptions or {}), TODAY, 1200)


def test_the_usual_week_is_right() -> None:
    assert problems(usual("Europe/Stockholm"), TODAY, 1200) == []


@pytest.mark.parametrize("zone", ["", "Stockholm", "Europe/Atlantis", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    assert told({1: NINE_TO_FIVE}, zone=zone) == [Problem("zone", f"There is no time zone {zone}.")]


def test_an_empty_week_is_refused() -> None:
    assert told({}) == told({1: ()}) == [Problem("week", "No day of the week is open.")]


@pytest.mark.parametrize(("opens", "closes"), [("17:00", "09:00"), ("09:00", "09:00")])
def test_closing_is_after_opening(opens: str, closes: str) -> None:
    (problem,) = told({1: (Window.of(opens, closes),)})
    assert problem == Problem(1, f"Monday closes at {closes}, which is not after {opens} on the same day.")


def test_windows_do_not_overlap_but_may_touch() -> None:
    (problem,) = told({2: (Window.of("09:00", "13:00"), Window.of("12:00", "17:00"))})
    assert problem == Problem(2, "Tuesday has windows that overlap: 09:00–13:00 and 12:00–17:00.")
    assert not told({2: (Window.of("09:00", "13:00"), Window.of("13:00", "17:00"))})


def test_dates_are_judged_as_days_are() -> None:
    day = date(2026, 12, 24)
    (problem,) = told({1: NINE_TO_FIVE}, {day: (Window.of("12:00", "09:00"),)})
    assert problem.where == day
    assert problem.sentence.startswith("24 December 2026 closes at 09:00")


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2037, 1, 1), date(9999, 12, 31)])
def test_dates_are_of_this_time(day: date) -> None:
    (problem,) = told({1: NINE_TO_FIVE}, {day: ()})
    assert "is not between 2000 and 2036" in problem.sentence


def test_too_many_windows_and_dates_are_refused() -> None:
    many = tuple(Window(number * 60, number * 60 + 30) for number in range(9))
    assert told({1: many}) == [Problem(1, "Monday has more than 8 windows.")]
    dates: dict[date, Windows] = {TODAY - timedelta(days=number): () for number in range(401)}
    assert [problem.where for problem in told({1: NINE_TO_FIVE}, dates)] == ["week"]


def test_the_target_is_reached_within_sixty_days() -> None:
    (problem,) = told({1: (Window.of("09:00", "11:00"),)})
    assert problem == Problem("week", "The 60 days from 24 November 2026 on have less than 20 hours of working time.")
    assert not told({1: (Window.of("09:00", "11:30"),)})


def test_a_shutdown_to_come_is_seen_before_it_comes() -> None:
    begins = date(2027, 6, 1)
    closed: dict[date, Windows] = {begins + timedelta(days=number): () for number in range(60)}
    (problem,) = told(dict(usual("UTC").weekly), closed)
    assert "The 60 days from 28 May 2027 on" in problem.sentence, "a Friday: with the Monday after it 16 hours"
    shorter = dict(list(closed.items())[:50])
    assert not told(dict(usual("UTC").weekly), shorter)


def test_what_is_past_does_not_count() -> None:
    closed: dict[date, Windows] = {TODAY - timedelta(days=number): () for number in range(1, 90)}
    assert not told(dict(usual("UTC").weekly), closed)
