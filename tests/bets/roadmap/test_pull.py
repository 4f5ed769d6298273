"""What comes back: status, progress and movement; never a rank."""

from datetime import UTC, datetime, timedelta

import pytest

from bets.models import Rank, Reference, RoadmapRun, TeamMove
from bets.roadmap.working import ask_for_pulls
from bets.tasks import ask_roadmaps, follow_roadmaps
from config.celery import app
from tests.bets.roadmap.conftest import Joined, said
from tests.bets.roadmap.fake_jira import DOING, DONE
from tests.factories import NOW, RoadmapRunFactory, TeamFactory, TeamProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pushed(joined: Joined) -> Joined:
    joined.push()
    return joined


def reference(joined: Joined) -> Reference:
    found: Reference = Reference.objects.get(bet=joined.cast.a)
    return found


def test_status_and_progress_are_those_of_the_epic_and_its_children(pushed: Joined) -> None:
    epic = pushed.jira.issues["DAT-1"]
    epic.status = DOING
    for status in (DONE, DONE, DOING, DOING, DOING, DONE, DOING):
        pushed.jira.child(epic, "DAT", status=status)
    run = pushed.pull()
    row = reference(pushed)
    assert (row.status, row.progress, row.seen_at) == ("In Progress", 42, NOW)
    assert run.items[0]["sentence"] == "DAT-1: In Progress, 3 of 7 done."


def test_an_epic_without_children_is_done_when_it_says_so(pushed: Joined) -> None:
    pushed.jira.issues["DAT-1"].status = DONE
    pushed.pull()
    assert reference(pushed).progress == 100


def test_each_team_moved_when_its_project_last_did(pushed: Joined) -> None:
    fleet = TeamFactory(board=pushed.cast.board, slug="fleet")
    TeamProjectFactory(board=pushed.cast.board, team=fleet, project="FLE")
    epic = pushed.jira.issues["DAT-1"]
    for project, day in (("DAT", 3), ("DAT", 9), ("FLE", 5), ("DAT", 7)):
        pushed.jira.child(epic, project, updated=datetime(2026, 11, day, 8, 0, tzinfo=UTC))
    pushed.pull()
    moves = dict(TeamMove.objects.values_list("team__slug", "moved_at"))
    assert moves == {"data": datetime(2026, 11, 9, 8, 0, tzinfo=UTC), "fleet": datetime(2026, 11, 5, 8, 0, tzinfo=UTC)}


def test_work_in_a_project_of_nobody_is_counted_and_moves_nobody(pushed: Joined) -> None:
    pushed.jira.child(pushed.jira.issues["DAT-1"], "FLE", status=DONE)
    pushed.pull()
    assert reference(pushed).progress == 100
    assert not TeamMove.objects.exists()


def test_their_rank_never_comes_back(pushed: Joined) -> None:
    pushed.jira.rank.reverse()
    before = list(Rank.objects.order(pushed.cast.cycle))
    pushed.jira.asked.clear()
    pushed.pull()
    assert list(Rank.objects.order(pushed.cast.cycle)) == before
    assert pushed.jira.written == []
    assert pushed.jira.rank == ["DAT-2", "DAT-1"]


def test_an_epic_that_is_gone_is_said_and_comes_back_when_it_does(pushed: Joined) -> None:
    epic = pushed.jira.issues["DAT-1"]
    pushed.jira.delete(epic)
    assert said(pushed.pull()) == [("Alpha", "gone"), ("Bravo", "seen")]
    assert reference(pushed).gone_at == NOW
    pushed.jira.issues[epic.key] = epic
    pushed.pull(NOW + timedelta(hours=1))
    assert reference(pushed).gone_at is None


def test_connected_boards_are_asked_once_an_hour(joined: Joined) -> None:
    assert ask_for_pulls(NOW) == 1
    assert ask_for_pulls(NOW) == 0
    run = joined.go_on(RoadmapRun.objects.get())
    assert (run.kind, run.asked_by, run.state) == ("pull", None, "done")
    assert ask_for_pulls(NOW + timedelta(minutes=59)) == 0
    assert ask_for_pulls(NOW + timedelta(minutes=61)) == 1


def test_a_paused_or_parted_board_is_not_asked(joined: Joined) -> None:
    type(joined.tool).objects.update(paused_at=NOW)
    assert ask_for_pulls(NOW) == 0
    type(joined.tool).objects.update(paused_at=None, secret="")
    assert ask_for_pulls(NOW) == 0


def test_while_a_push_is_under_way_no_pull_is_asked_for(joined: Joined) -> None:
    RoadmapRunFactory(board=joined.cast.board, cycle=joined.cast.cycle)
    assert ask_for_pulls(NOW) == 0


@pytest.mark.parametrize("task", [ask_roadmaps, follow_roadmaps], ids=lambda task: task.name)
def test_it_happens_by_itself(task: object) -> None:
    assert getattr(task, "name") in {each["task"] for each in app.conf.beat_schedule.values()}  # noqa: B009
