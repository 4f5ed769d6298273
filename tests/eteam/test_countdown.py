"""What is left of a blocker's time, in words: it stands still outside hours and says when it resumes."""

from datetime import datetime, timedelta

import pytest

from eteam.countdown import Countdown, countdown, numeral
from org.working_time import usual
from tests.eteam.blockers.scene import at

ZONE = "Europe/Stockholm"
DUE = at("2026-12-01 13:00")


def seen(now: datetime, **more: bool) -> Countdown:
    return countdown(DUE, usual(ZONE), now, **more)


@pytest.mark.parametrize(
    ("now", "says"),
    [("2026-11-27 09:00", "20:00 hours left"), ("2026-11-27 16:59", "12:01 hours left"),
     ("2026-11-27 17:00", "12:00 stands still resumes Mon 09:00"),
     ("2026-11-28 11:00", "12:00 stands still resumes Mon 09:00"), ("2026-11-30 09:00", "12:00 hours left"),
     ("2026-12-01 13:00", "0:00 hours left"), ("2026-12-01 15:17", "−2:17 hours over"),
     ("2026-12-01 20:00", "−4:00 hours over resumes Wed 09:00")],
)  # fmt: skip
def test_working_time_counts_and_nothing_else(now: str, says: str) -> None:
    shown = seen(at(now))
    assert f"{shown.numeral} {shown.words} {shown.resumes}".strip() == says


def test_a_pause_holds_it_whatever_the_hour() -> None:
    shown = seen(at("2026-11-30 10:00"), is_paused=True)
    assert (shown.words, shown.resumes) == ("stands still", "waits on somebody outside")


def test_begun_minutes_that_are_left_count_and_those_that_are_over_do_not() -> None:
    seconds = (3600, 3599, 1, 0, -1, -59, -60, -3661)
    assert [numeral(timedelta(seconds=each)) for each in seconds] == [
        "1:00", "1:00", "0:01", "0:00", "−0:00", "−0:00", "−0:01", "−1:01"
    ]  # fmt: skip
