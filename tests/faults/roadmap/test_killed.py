"""A worker is killed while it pushes: whoever takes it up goes on, and each bet has one epic, in our order."""

from itertools import count
from typing import Any

import pytest

from tests.bets.roadmap.fake_jira import Jira
from tests.faults.rig import Rig
from tests.faults.roadmap.sabotage import MARKS
from tests.faults.senders.crew import Crew
from tests.faults.senders.orders import Orders
from tests.faults.senders.stagehand import Stagehand
from tests.faults.waiting import comes

BETS = 8
CLAIMED = "roadmap.claimed"
"""Nothing was asked of the tool."""

THIRD = "roadmap.made_before_kept@3"
"""The tool has three epics, and two of them are known here."""

DONE = "roadmap.done_before_mark"
"""All is as it should be there, and nobody here knows that it is over."""

COUNTS = [1, pytest.param(25, marks=pytest.mark.faults)]
PATIENCE = 60.0

LEASE = 600
"""Seconds; longer than any test, so that nobody takes up what was left behind before the test says so."""

_numbers = count(1)


def killed(stage: Stagehand, crew: Crew, jira: Jira, place: str) -> int:
    """A push whose first worker died there. Its number."""
    with crew.told(Orders(die_at=place, lease=LEASE)):
        run = int(stage.does("lay", name=f"push{next(_numbers)}", bets=BETS, address=jira.address))
        before = crew.deaths()
        with crew.ticking():
            assert comes(lambda: crew.deaths() > before, PATIENCE)
    return run


def finished(stage: Stagehand, crew: Crew, run: int) -> dict[str, Any]:
    """How it stands once others have taken it up, when the lease of the dead is over."""
    stage.does("lapse", run=run)
    with crew.ticking():
        assert comes(lambda: stage.does("found", run=run)["state"] == "done", PATIENCE), stage.does("found", run=run)
    return dict(stage.does("found", run=run))


@pytest.mark.parametrize("times", COUNTS)
@pytest.mark.parametrize(("place", "left"), [(CLAIMED, 0), (THIRD, 3), (DONE, BETS)])
def test_each_bet_has_one_epic_in_our_order(
    rig: Rig, stage: Stagehand, crew: Crew, jira: Jira, place: str, left: int, times: int
) -> None:
    for _ in range(times):
        jira.issues.clear()
        jira.rank.clear()
        run = killed(stage, crew, jira, place)
        assert len(jira.issues) == left
        assert stage.does("found", run=run)["state"] == "waiting"
        found = finished(stage, crew, run)
        assert len(jira.issues) == BETS
        assert found["epics"] == jira.rank
        assert found["taken"] == 2
    assert rig.verified() == ""


def test_what_was_made_and_not_kept_is_found_by_its_mark(stage: Stagehand, crew: Crew, jira: Jira) -> None:
    run = killed(stage, crew, jira, THIRD)
    assert [epic is not None for epic in stage.does("found", run=run)["epics"]] == [True] * 2 + [False] * (BETS - 2)
    assert finished(stage, crew, run)["did"].count("found") == 1


def test_pushed_again_nothing_is_written(stage: Stagehand, crew: Crew, jira: Jira) -> None:
    """But what was found by its mark once: nobody knows which of our words it got."""
    run = killed(stage, crew, jira, THIRD)
    finished(stage, crew, run)
    finished(stage, crew, stage.does("push_again", run=run))
    written = len(jira.written)
    finished(stage, crew, stage.does("push_again", run=run))
    assert len(jira.written) == written


def test_without_looking_for_marks_a_bet_has_two_epics(stage: Stagehand, crew: Crew, jira: Jira) -> None:
    run = killed(stage, crew, jira, THIRD)
    with crew.told(Orders(without=MARKS)):
        finished(stage, crew, run)
    assert len(jira.issues) == BETS + 1, "the play would not show it"
