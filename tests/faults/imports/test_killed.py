"""A worker is killed while it takes in a file: nothing is there, and whoever takes it up does all of it, once."""

from itertools import count
from typing import Any

import pytest

from tests.faults.imports.sabotage import ONE_TRANSACTION
from tests.faults.senders.crew import Crew
from tests.faults.senders.orders import Orders
from tests.faults.senders.stagehand import Stagehand
from tests.faults.waiting import comes

ROWS = 450
THIRD = "import.rows@3"
"""When 300 of them are written."""

LAST = "import.applied"
"""When all is written, and not committed."""

COUNTS = [1, pytest.param(25, marks=pytest.mark.faults)]
PATIENCE = 60.0

_numbers = count(1)


def killed(stage: Stagehand, crew: Crew, orders: Orders) -> int:
    """A file whose first worker died of it. Its number."""
    with crew.told(orders):
        sent = int(stage.does("lay", name=f"import{next(_numbers)}", rows=ROWS))
        before = crew.deaths()
        with crew.ticking():
            assert comes(lambda: crew.deaths() > before, PATIENCE)
    return sent


def finished(stage: Stagehand, crew: Crew, sent: int) -> dict[str, Any]:
    """What everybody sees once others have taken it up."""
    stage.does("lapse", imported=sent)
    with crew.ticking():
        assert comes(lambda: stage.does("found", imported=sent)["state"] == "applied", PATIENCE)
    return dict(stage.does("found", imported=sent))


@pytest.mark.parametrize("times", COUNTS)
@pytest.mark.parametrize("place", [THIRD, LAST])
def test_nothing_is_there_and_then_all_of_it_once(stage: Stagehand, crew: Crew, place: str, times: int) -> None:
    for _ in range(times):
        sent = killed(stage, crew, Orders(die_at=place))
        found = stage.does("found", imported=sent)
        assert (found["state"], found["bets"], found["events"]) == ("applying", 0, 0)
        found = finished(stage, crew, sent)
        assert [found[what] for what in ("bets", "pitches", "demands", "events")] == [ROWS, ROWS, ROWS, 1]
        assert len(found["made"]["drafted"]) == ROWS


def test_while_the_claim_of_the_dead_holds_nobody_takes_it_up(stage: Stagehand, crew: Crew) -> None:
    sent = killed(stage, crew, Orders(die_at=LAST))
    with crew.ticking():
        assert not comes(lambda: stage.does("found", imported=sent)["state"] == "applied", 3)
    assert finished(stage, crew, sent)["bets"] == ROWS


def test_the_same_file_again_changes_nothing(stage: Stagehand, crew: Crew) -> None:
    finished(stage, crew, stage.does("lay", name=f"import{next(_numbers)}", rows=ROWS))
    sent = stage.does("send_again", imported=killed(stage, crew, Orders(die_at=THIRD)))
    before = finished(stage, crew, sent)
    found = finished(stage, crew, stage.does("send_again", imported=sent))
    assert (found["made"]["drafted"], found["made"]["updated"]) == ([], [])
    assert (found["bets"], found["events"]) == (before["bets"], before["events"])


def test_without_one_transaction_half_of_it_is_there(stage: Stagehand, crew: Crew) -> None:
    sent = killed(stage, crew, Orders(die_at=THIRD, without=ONE_TRANSACTION))
    found = stage.does("found", imported=sent)
    assert found["state"] == "applying"
    assert 0 < found["bets"] < ROWS, "the play would not show it"
