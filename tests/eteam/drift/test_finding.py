"""When a team drifts, and when nobody may say so."""

from datetime import UTC, datetime, timedelta

import pytest

from eteam.drift.finding import Work, begin, drifts, unknown

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=14)
DAY = timedelta(days=1)


def work(rank: int, *teams: str, funded: bool = True, told: datetime | None = NOW, over: bool = False,
         **moved: int) -> Work:  # fmt: skip
    """`moved`: how many days ago each team moved work under it."""
    return Work(
        bet=rank, rank=rank, title=f"Bet {rank}", is_funded=funded, teams=teams, told_at=told, is_over=over,
        moved={team: NOW - days * DAY for team, days in moved.items()},
    )  # fmt: skip


def found(*works: Work, blocked: tuple[int, ...] = ()) -> list[tuple[str, int, int]]:
    return [(each.team, each.still.rank, each.instead.rank) for each in drifts(works, blocked, SINCE)]


def test_a_team_that_works_lower_while_its_funded_bet_stands_still_drifts() -> None:
    assert found(work(3, "data"), work(17, "data", funded=False, data=2)) == [("data", 3, 17)]


def test_it_is_said_in_a_sentence() -> None:
    (drift,) = drifts([work(3, "data"), work(17, data=2)], (), SINCE)
    assert drift.sentence("Data", NOW) == (
        "In the last 14 days Data moved work under #17 “Bet 17” while its funded #3 “Bet 3” had none"
        " and no open blocker."
    )


@pytest.mark.parametrize("days", [0, 13])
def test_one_that_moved_within_the_window_is_no_drift(days: int) -> None:
    assert found(work(3, "data", data=days), work(17, data=2)) == []


def test_one_that_moved_before_it_is() -> None:
    assert found(work(3, "data", data=15), work(17, data=2)) == [("data", 3, 17)]


def test_work_under_a_higher_bet_is_no_drift() -> None:
    assert found(work(1, data=1), work(3, "data")) == []


@pytest.mark.parametrize(
    "still",
    [
        work(3, "data", funded=False),
        work(3, "data", over=True),
        work(3, "data", told=None),
        work(3, "data", told=NOW - 15 * DAY),
        work(3, "fleet"),
    ],
    ids=["not funded", "finished", "never told of", "not told of any more", "of another team"],
)
def test_nothing_is_said_of(still: Work) -> None:
    assert found(still, work(17, data=2)) == []


def test_a_blocked_bet_stands_still_for_a_reason() -> None:
    assert found(work(3, "data"), work(17, data=2), blocked=(3,)) == []


def test_the_bet_that_moved_last_is_named_and_the_others_counted() -> None:
    (drift,) = drifts([work(3, "data"), work(9, data=5), work(17, data=2), work(18, data=8)], (), SINCE)
    assert (drift.instead.rank, drift.others) == (17, 2)
    assert "under #17 “Bet 17” and 2 more while" in drift.sentence("Data", NOW)


def test_each_team_of_each_bet_for_itself_by_rank() -> None:
    works = [work(2, "data", "fleet"), work(3, "data"), work(17, data=2, fleet=1)]
    assert found(*works) == [("data", 2, 17), ("fleet", 2, 17), ("data", 3, 17)]


def test_what_nobody_tells_of_is_listed() -> None:
    works = [work(1, told=None), work(2), work(3, told=NOW - 15 * DAY), work(4, funded=False, told=None)]
    assert [each.rank for each in unknown(works, SINCE)] == [1, 3]


def test_what_was_done_before_the_lock_was_done_under_another_order() -> None:
    assert begin(NOW - 3 * DAY, NOW) == NOW - 3 * DAY
    assert begin(NOW - 30 * DAY, NOW) == SINCE
