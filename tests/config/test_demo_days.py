"""On which days the demo's room has met: the history moves by whole weeks with the start of the demo."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from config.demo.clock import Clock
from config.demo.company import Company
from config.demo.days import Days
from org.models import Board
from tests.config.the_demo_company import read

MET = read("room.toml")["room"]["met"]
COMPANY = Company(Board(zone="Europe/Brussels"), {}, {})


def later(now: str) -> int:
    """Weeks; `now` on the board's clocks."""
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Brussels"))
    return Days.since(MET, COMPANY, at.astimezone(UTC)).later // timedelta(weeks=1)


def test_the_last_session_of_the_file_is_the_last_one_before_the_start() -> None:
    assert datetime(2026, 11, 24, 16) == MET  # noqa: DTZ001  a wall time of the file
    assert [later("2026-12-01 15:59"), later("2026-12-01 16:00"), later("2026-12-08 15:59")] == [0, 1, 1]


@pytest.mark.parametrize("now", ["2027-03-30 16:00", "2027-10-26 16:00", "2027-11-02 16:00"])
def test_whatever_the_clocks_do_it_is_the_same_hour_of_the_wall(now: str) -> None:
    weeks = later(now)
    assert MET + timedelta(weeks=weeks) == datetime.fromisoformat(now)


def test_it_is_never_earlier_than_the_file_has_it() -> None:
    assert later("2026-07-01 12:00") == 0


def test_all_that_is_a_date_moves_wherever_it_stands() -> None:
    hour = datetime(2026, 11, 24, 16)  # noqa: DTZ001
    file = {"on": date(2026, 10, 30), "then": [{"at": hour, "decided": "yes", "accepts": True}]}
    assert Days(timedelta(weeks=2)).moved(file) == {
        "on": date(2026, 11, 13),
        "then": [{"at": datetime(2026, 12, 8, 16), "decided": "yes", "accepts": True}],  # noqa: DTZ001
    }


class TestTheClock:
    def test_what_is_known_later_still_comes_at_its_hour(self) -> None:
        start = datetime(2026, 12, 1, tzinfo=UTC)
        clock, heard = Clock(start), list[int]()
        clock.at(start + timedelta(hours=3), lambda now: heard.append(now.hour))
        clock.at(start + timedelta(hours=1), lambda _: clock.at(start + timedelta(hours=2), tell))

        def tell(now: datetime) -> None:
            heard.append(now.hour)

        clock.run(start + timedelta(hours=3))
        assert heard == [2, 3]

    def test_what_is_late_comes_at_once_and_what_is_later_than_the_end_never(self) -> None:
        start = datetime(2026, 12, 1, 5, tzinfo=UTC)
        clock, heard = Clock(start), list[int]()
        for hours in (-2, 4):
            clock.at(start + timedelta(hours=hours), lambda now: heard.append(now.hour))
        clock.run(start + timedelta(hours=3))
        assert heard == [5]
