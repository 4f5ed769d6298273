"""The lock freezes a plan and tells everybody; two leaders within a day take it back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions.leaving import withdraw
from bets.actions.locking import AlreadyAsked, NotReady, OtherPlan, lock, unlock
from bets.actions.ranking import move
from bets.models import Bet, Cycle, Demand, Plan, UnlockVote, Waiver
from bets.ordering import After
from bets.plan import content, digest
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership, Notice
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, BetFactory
from tests.locked import locked_plan, make_ready

WHY = "The largest customer left."


def state(cast: Cast) -> str:
    return Cycle.objects.get(pk=cast.cycle.pk).state


def told(cast: Cast, kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("member__person__name", flat=True))


# --- lock


def test_a_lock_keeps_what_was_decided_under_a_hash(north: Cast) -> None:
    plan = locked_plan(north)
    assert state(north) == "locked"
    assert plan.content["order"] == north.ids("ABCD")
    assert plan.content["funded"] == north.ids("AB")
    assert plan.content["team_lines"] == {"data": north.c.pk}
    assert plan.digest == digest(Plan.objects.get(pk=plan.pk).content), "as it is stored, not as it was computed"
    assert last().kind == "bets.plan.locked"
    assert last().data == {"digest": plan.digest, "revision": 1, "funded": 2}


def test_everybody_on_the_board_is_told_of_the_lock(north: Cast) -> None:
    locked_plan(north)
    assert told(north, "bets.plan.locked") == {"Otto", "Vera", "Victor", "Stina", "Ada", "Willy"}
    notice = Notice.objects.filter(member=north.willy).get()
    assert notice.sentence == "The plan of 2027H1 is locked: 2 of 4 bets are funded."
    assert notice.path == f"/cycles/{north.cycle.pk}/plan/"


def test_what_is_missing_is_told_whole_and_with_its_links(north: Cast) -> None:
    tango = BetFactory(cycle=north.cycle, owner=north.vera, title="Tango")
    Demand.objects.filter(bet=north.b).update(state="disputed")
    with pytest.raises(NotReady) as refused:
        lock(cycle=north.cycle, by=north.ines, now=NOW)
    assert (refused.value.status, refused.value.detail) == (
        409,
        "5 things are missing before the plan can be locked.",
    )
    codes = ["unranked", "no_prototype", "no_prototype", "demand_disputed", "idle"]
    assert [item["code"] for item in refused.value.extra["missing"]] == codes
    assert refused.value.extra["missing"][0]["url"].endswith(f"#bet-{tango.pk}")
    assert (state(north), Plan.objects.count()) == ("ranking", 0)


def test_a_waiver_lets_the_lock_pass_only_while_its_figures_hold(north: Cast) -> None:
    make_ready(north)
    Waiver.objects.filter(code="idle").update(fact="6/25")
    with pytest.raises(NotReady, match="1 thing is missing"):
        lock(cycle=north.cycle, by=north.ines, now=NOW)


def test_another_plan_than_the_one_that_was_shown_is_not_locked(north: Cast) -> None:
    make_ready(north)
    seen = digest(content(Cycle.objects.select_related("board").get(pk=north.cycle.pk)))
    move(cycle=north.cycle, bet=north.d.pk, target=After(north.c.pk), by=north.otto, now=NOW)  # stands there already
    Bet.objects.filter(pk=north.a.pk).update(title="Alfa")
    with pytest.raises(OtherPlan):
        lock(cycle=north.cycle, by=north.ines, now=NOW, seen=seen)
    Bet.objects.filter(pk=north.a.pk).update(title="Alpha")
    assert lock(cycle=north.cycle, by=north.ines, now=NOW, seen=seen).digest == seen


@pytest.mark.parametrize("name", ["vera", "stina", "ada", "willy"])
def test_only_leaders_lock(north: Cast, name: str) -> None:
    make_ready(north)
    with pytest.raises(PermissionDenied):
        lock(cycle=north.cycle, by=getattr(north, name), now=NOW)


def test_a_cycle_is_locked_once(north: Cast) -> None:
    locked_plan(north)
    with pytest.raises(WrongState):
        lock(cycle=north.cycle, by=north.ines, now=NOW)


# --- unlock


def ask(cast: Cast, by: Membership, hours: float = 0) -> bool:
    return unlock(cycle=cast.cycle, by=by, now=NOW + timedelta(hours=hours), reason=WHY)


@pytest.fixture
def locked(north: Cast) -> Cast:
    locked_plan(north)
    Notice.objects.all().delete()
    return north


def test_one_leader_asks_and_the_others_are_told(locked: Cast) -> None:
    assert ask(locked, locked.ines) is False
    assert state(locked) == "locked"
    assert last().data == {"reason": WHY}
    notice = Notice.objects.get()
    assert (notice.member, notice.path) == (locked.otto, f"/cycles/{locked.cycle.pk}/unlock/")
    assert notice.sentence == f"Ines asks you to unlock the plan of 2027H1 with them, within a day: {WHY}"


def test_the_second_leader_unlocks_and_the_plan_stays_to_be_read(locked: Cast) -> None:
    ask(locked, locked.ines)
    assert ask(locked, locked.otto, hours=23.9) is True
    assert state(locked) == "ranking"
    assert Plan.objects.get().unlocked_at == NOW + timedelta(hours=23.9)
    assert last().data == {"before": "locked", "after": "ranking", "reason": WHY}
    assert told(locked, "bets.cycle.moved") == {"Ines", "Vera", "Victor", "Stina", "Ada"}, "who sees the order no more"


def test_after_a_day_a_wish_counts_no_longer(locked: Cast) -> None:
    ask(locked, locked.ines)
    assert ask(locked, locked.otto, hours=24) is False
    assert ask(locked, locked.ines, hours=25) is True


def test_the_same_leader_twice_is_one_leader(locked: Cast) -> None:
    ask(locked, locked.ines)
    with pytest.raises(AlreadyAsked):
        ask(locked, locked.ines, hours=1)
    assert (UnlockVote.objects.count(), state(locked)) == (1, "locked")


def test_the_only_leader_unlocks_alone(locked: Cast) -> None:
    Membership.objects.filter(pk=locked.otto.pk).update(roles=["vp"])
    assert ask(locked, locked.ines) is True


def test_the_wish_of_somebody_who_leads_no_more_does_not_count(locked: Cast) -> None:
    third = Membership.objects.get(pk=locked.victor.pk)
    Membership.objects.filter(pk=third.pk).update(roles=["leader"])
    third.refresh_from_db()
    ask(locked, third)
    Membership.objects.filter(pk=third.pk).update(roles=["vp"])
    assert ask(locked, locked.ines) is False


@pytest.mark.parametrize("reason", ["", "  "])
def test_unlocking_needs_a_reason(locked: Cast, reason: str) -> None:
    with pytest.raises(Invalid, match="Say why"):
        unlock(cycle=locked.cycle, by=locked.ines, now=NOW, reason=reason)


def test_a_new_lock_makes_a_plan_of_its_own_and_old_wishes_are_the_old_plans(locked: Cast) -> None:
    ask(locked, locked.ines)
    ask(locked, locked.otto)
    again = lock(cycle=locked.cycle, by=locked.otto, now=NOW + timedelta(hours=1))
    assert Plan.objects.count() == 2
    assert Plan.objects.get(unlocked_at=None) == again
    assert ask(locked, locked.ines, hours=2) is False


def test_what_was_withdrawn_under_the_plan_is_cleared_away_by_the_unlock(locked: Cast) -> None:
    withdraw(bet=locked.d, by=locked.vera, now=NOW, reason=WHY)
    ask(locked, locked.ines)
    ask(locked, locked.otto)
    assert locked.order == "ABC"
    assert Event.objects.get(revision=2).data["act"] == "tray"
