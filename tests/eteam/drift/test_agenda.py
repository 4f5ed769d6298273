"""A drift reaches the next agenda: by somebody's button, or by itself; and once."""

from datetime import datetime, timedelta

import pytest

from bets.models import Reference
from eteam.actions.drifting import raise_drift
from eteam.actions.time_passes import pass_time
from eteam.drift.page import drift_page
from eteam.models import Matter
from journal.models import Event
from journal.refusals import WrongState
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory
from tests.factories import NOW, ReferenceFactory, TeamMoveFactory
from tests.locked import locked_plan

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=20)


@pytest.fixture
def drifting(cast: Cast) -> Cast:
    """Twenty days after the lock Data works on C, which fell below the line, and not on A, which is funded."""
    locked_plan(cast)
    RoomFactory(board=cast.board)
    ReferenceFactory(cycle=cast.cycle, bet=cast.a, seen_at=LATER)
    low = ReferenceFactory(cycle=cast.cycle, bet=cast.c, seen_at=LATER)
    TeamMoveFactory(reference=low, board=cast.board, team=cast.data, moved_at=LATER - timedelta(days=1))
    return cast


def sentences(cast: Cast, now: datetime = LATER) -> list[str]:
    page = drift_page(cast.cycle, now)
    assert page is not None
    return [line.sentence for line in page.lines]


def test_the_page_says_it_with_both_bets(drifting: Cast) -> None:
    assert sentences(drifting) == [
        "In the last 14 days Data moved work under #3 “Charlie” while its funded #1 “Alpha” had none"
        " and no open blocker."
    ]


def test_of_a_bet_without_an_epic_nothing_is_said_but_that_it_has_none(drifting: Cast) -> None:
    page = drift_page(drifting.cycle, LATER)
    assert page is not None
    assert [work.title for work in page.unknown] == ["Bravo"]


def test_an_open_blocker_is_a_reason(drifting: Cast) -> None:
    blocker = BlockerFactory(blocked_team=drifting.data, bet=drifting.a, flag=None, raised_by=drifting.vera)
    assert sentences(drifting) == []
    type(blocker).objects.filter(pk=blocker.pk).delete()
    assert len(sentences(drifting)) == 1


def test_a_finished_bet_may_stand_still(drifting: Cast) -> None:
    Reference.objects.filter(bet=drifting.a).update(progress=100)
    assert sentences(drifting) == []


def test_a_member_puts_it_on_the_agenda_once(drifting: Cast) -> None:
    first = raise_drift(cycle=drifting.cycle, bet=drifting.a.pk, team="data", by=drifting.vera, now=LATER)
    again = raise_drift(cycle=drifting.cycle, bet=drifting.a.pk, team="data", by=drifting.ines, now=LATER)
    assert (first.pk, first.title) == (again.pk, "#1 stands still while Data works on #3")
    assert (first.kind, first.bet_id, first.team_id) == ("off_track", drifting.a.pk, drifting.data.pk)


def test_what_does_not_drift_cannot_be_put_there(drifting: Cast) -> None:
    with pytest.raises(WrongState):
        raise_drift(cycle=drifting.cycle, bet=drifting.b.pk, team="data", by=drifting.vera, now=LATER)


def test_it_comes_by_itself_and_once_in_a_fortnight(drifting: Cast) -> None:
    pass_time(now=LATER)
    pass_time(now=LATER)
    matter = Matter.objects.get()
    assert matter.text == sentences(drifting)[0]
    assert Event.objects.filter(kind="eteam.matter.raised").count() == 1
    Matter.objects.update(settled_at=LATER)
    pass_time(now=LATER + timedelta(days=1))
    assert Matter.objects.count() == 1, "it was talked about: not again in the same fortnight"


def test_what_a_member_put_there_does_not_come_back_by_itself_in_the_same_fortnight(drifting: Cast) -> None:
    raise_drift(cycle=drifting.cycle, bet=drifting.a.pk, team="data", by=drifting.vera, now=LATER)
    Matter.objects.update(settled_at=LATER)
    pass_time(now=LATER + timedelta(days=1))
    assert Matter.objects.count() == 1


def test_a_plan_that_is_younger_than_the_window_is_not_judged_by_itself(drifting: Cast) -> None:
    early = NOW + timedelta(days=13)
    Reference.objects.update(seen_at=early)
    Reference.objects.get(bet=drifting.c).moves.update(moved_at=early - timedelta(days=1))
    pass_time(now=early)
    assert not Matter.objects.exists()
    assert len(sentences(drifting, early)) == 1, "but the page says it"


def test_without_a_plan_nothing_drifts(cast: Cast) -> None:
    assert drift_page(cast.cycle, LATER) is None
