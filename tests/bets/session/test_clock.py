"""The clock of a turn: it runs, stands, gets longer, and goes on below zero."""

from datetime import timedelta

import pytest

from bets.session.clock import Clock, words
from tests.factories import NOW


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_a_full_clock_stands_until_it_is_started() -> None:
    clock = Clock.full(5)
    assert (clock.runs, clock.left_at(NOW), clock.left_at(NOW + later(60))) == (False, 300, 300)
    assert clock.started(NOW).left_at(NOW + later(60)) == 240


def test_a_second_that_has_begun_counts_whole() -> None:
    clock = Clock.full(1).started(NOW)
    assert [clock.left_at(NOW + later(passed)) for passed in (0.4, 59.1, 60, 60.4, 61)] == [60, 1, 0, 0, -1]


def test_stopped_and_started_it_goes_on_where_it_stood() -> None:
    stood = Clock.full(5).started(NOW).stopped(NOW + later(65))
    assert (stood.runs, stood.left) == (False, 235)
    assert stood.started(NOW + later(600)).left_at(NOW + later(610)) == 225


def test_over_time_it_can_be_stopped_and_lengthened_too() -> None:
    running = Clock.full(1).started(NOW)
    assert running.stopped(NOW + later(100)) == Clock(left=-40)
    assert running.longer(60).left_at(NOW + later(100)) == 20
    assert Clock(left=-40).longer(60) == Clock(left=20)


def test_what_is_so_already_changes_nothing() -> None:
    running, standing = Clock.full(5).started(NOW), Clock.full(5)
    assert running.started(NOW + later(9)) == running
    assert standing.stopped(NOW + later(9)) == standing


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(300, "5:00 left"), (65, "1:05 left"), (0, "0:00 left"), (-1, "over by 0:01"), (-40, "over by 0:40"),
     (-125, "over by 2:05"), (7200, "120:00 left")],
)  # fmt: skip
def test_it_is_said_in_words(seconds: int, text: str) -> None:
    assert words(seconds) == text
