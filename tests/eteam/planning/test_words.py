"""Working time in words."""

from datetime import UTC, datetime, time

import pytest

from eteam.planning.words import days, hours, percent, short, weekly, who_cannot_wait
from eteam.promise import Promise
from eteam.schedule import Meeting


@pytest.mark.parametrize(
    ("minutes", "said"), [(2400, "5.0 days"), (1200, "2.5 days"), (600, "1.25 days"), (480, "1.0 day"), (0, "0.0 days")]
)
def test_days_of_the_calendar(minutes: int, said: str) -> None:
    assert days(minutes, 480) == said


def test_hours_and_percent() -> None:
    assert [hours(2400), hours(60), hours(450)] == ["40 hours", "1 hour", "7.5 hours"]
    assert [percent(0.5), percent(0), percent(0.004), percent(1 / 3)] == ["50 %", "0 %", "under 1 %", "33 %"]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.5, "half cannot wait"),
        (0.0, "none cannot wait"),
        (0.75, "three quarters cannot wait"),
        (0.4, "40 % cannot wait"),
    ],
)
def test_the_share_is_the_answer_to_the_question(share: float, said: str) -> None:
    assert who_cannot_wait(Promise(2400, 1200.0, share)) == said


def test_when() -> None:
    assert weekly(Meeting("session", 2, time(13), 180)) == "Tuesday 13:00"
    assert short(datetime(2026, 11, 30, 12, tzinfo=UTC), "Europe/Stockholm") == "Mon 30 Nov 13:00"
