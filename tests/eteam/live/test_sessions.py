"""A session is opened and closed, and cannot be closed while an item has no outcome."""

import pytest
from django.core.exceptions import PermissionDenied

from eteam.actions.sessions import SessionIsOpen, StillUnheard, close_session, open_session
from eteam.models import LadderStep, Outcome, Session
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Notice
from tests.eteam.live.the_room import RAISED, TheRoom, at
from tests.eteam.rows import OutcomeFactory, SessionFactory


def test_leaders_and_the_steward_open_it_and_everybody_of_the_room_is_told(stage: TheRoom) -> None:
    session = stage.opened(by=stage.cast.stina)
    assert (session.state, session.opened_at, session.opened_by) == ("running", at(0), stage.cast.stina)
    told = set(Notice.objects.values_list("member__person__name", flat=True))
    assert told == {"Ines", "Otto", "Vera", "Victor"}
    event = Event.objects.get()
    assert (event.kind, event.topic) == ("eteam.session.opened", f"room:{stage.cast.board.pk}")


@pytest.mark.parametrize("name", ["vera", "willy", "ada"])
def test_nobody_else_opens_or_closes_it(stage: TheRoom, name: str) -> None:
    with pytest.raises(PermissionDenied):
        stage.opened(by=getattr(stage.cast, name))
    stage.opened()
    with pytest.raises(PermissionDenied):
        close_session(session=stage.session, by=getattr(stage.cast, name), now=at(60))


def test_the_chair_is_who_was_named_else_who_opened_the_last_else_who_opens_this(stage: TheRoom) -> None:
    assert stage.opened(by=stage.cast.otto).chair == stage.cast.otto
    close_session(session=stage.session, by=stage.cast.ines, now=at(60))
    following = open_session(session=stage.following, by=stage.cast.ines, now=stage.following.starts_at)
    assert following.chair == stage.cast.otto
    close_session(session=following, by=stage.cast.ines, now=stage.following.ends_at)
    named = SessionFactory(board=stage.cast.board, starts_at=stage.following.ends_at, chair=stage.cast.ines)
    assert open_session(session=named, by=stage.cast.stina, now=named.starts_at).chair == stage.cast.ines


def test_one_runs_at_a_time_and_only_near_its_start(stage: TheRoom) -> None:
    with pytest.raises(WrongState, match="half an hour"):
        stage.opened(at(-31))
    stage.opened(at(-30))
    with pytest.raises(SessionIsOpen):
        open_session(session=stage.following, by=stage.cast.ines, now=stage.following.starts_at)
    with pytest.raises(WrongState, match="is running"):
        stage.opened()
    stage.following.state = Session.State.CANCELLED
    stage.following.save()
    with pytest.raises(WrongState, match="is cancelled"):
        open_session(session=stage.following, by=stage.cast.ines, now=stage.following.starts_at)


def test_opened_late_what_falls_due_too_soon_cannot_wait_and_gets_its_ladder(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(25))
    stage.opened(at(20))
    blocker.refresh_from_db()
    assert blocker.route == "now"
    assert LadderStep.objects.filter(blocker=blocker).count() == 1
    assert Event.objects.get().data["rerouted"] == [blocker.pk]


def test_it_is_not_closed_while_an_item_has_no_outcome(stage: TheRoom) -> None:
    blocker, matter = stage.blocker("Key", at(300)), stage.matter()
    stage.opened()
    with pytest.raises(StillUnheard) as refused:
        close_session(session=stage.session, by=stage.cast.ines, now=at(100))
    assert refused.value.status == 409
    assert [item["key"] for item in refused.value.extra["items"]] == [f"blocker:{blocker.pk}", f"matter:{matter.pk}"]
    assert "Data is blocked by Cloud: Key" in refused.value.detail
    stage.end(blocker, stage.decided())
    stage.end(matter, stage.decided())
    closed = close_session(session=stage.session, by=stage.cast.ines, now=at(100))
    assert (closed.state, closed.closed_at, closed.unheard) == ("closed", at(100), 0)
    assert [item["outcome"]["kind"] for item in closed.heard or [] if "outcome" in item] == ["decided", "decided"]


def test_closed_with_unheard_ones_each_is_carried_and_counted(stage: TheRoom) -> None:
    blocker, matter = stage.blocker("Key", at(300)), stage.matter()
    stage.opened()
    with pytest.raises(Invalid):
        close_session(session=stage.session, by=stage.cast.ines, now=at(100), unheard_reason=" ")
    closed = close_session(session=stage.session, by=stage.cast.ines, now=at(100), unheard_reason="The fire alarm.")
    assert (closed.unheard, closed.unheard_for) == (2, "The fire alarm.")
    outcomes = Outcome.objects.filter(session=closed)
    assert {outcome.kind for outcome in outcomes} == {"unheard"}
    assert {outcome.of for outcome in outcomes} == {blocker, matter}
    blocker.refresh_from_db()
    matter.refresh_from_db()
    assert (blocker.carries, matter.carries) == (1, 1)
    assert blocker.route == "now", "the next session comes too late for it"
    event = Event.objects.latest("number")
    assert event.data["unheard"] == 2
    assert event.data["reason"] == "The fire alarm."
    assert Event.objects.filter(number__gt=1).count() == 1, "one event for the one change"


def test_a_decision_past_its_date_keeps_it_open_until_it_is_done_or_replaced(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(3000), decided_at=RAISED)
    OutcomeFactory(
        board=stage.cast.board, blocker=blocker, by_when=at(-60), entered_at=RAISED, owner=stage.cast.victor,
        decider=stage.cast.ines,
    )  # fmt: skip
    stage.opened()
    with pytest.raises(StillUnheard) as refused:
        close_session(session=stage.session, by=stage.cast.ines, now=at(100))
    assert [item["title"] for item in refused.value.extra["items"]] == ["Decided: Key"]
    stage.end(blocker, stage.decided())
    close_session(session=stage.session, by=stage.cast.ines, now=at(100))


def test_a_checkpoint_asks_only_for_what_cannot_wait(stage: TheRoom) -> None:
    stage.session.kind = Session.Kind.CHECKPOINT
    stage.session.save()
    stage.blocker("Later", at(300))
    stage.matter()
    urgent = stage.blocker("Key", at(25))
    stage.opened()
    with pytest.raises(StillUnheard) as refused:
        close_session(session=stage.session, by=stage.cast.ines, now=at(12))
    assert [item["key"] for item in refused.value.extra["items"]] == [f"blocker:{urgent.pk}"]


def test_what_was_decided_outside_is_read_out_in_the_next_one_and_only_there(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    outcome = stage.end(blocker, stage.decided(), now=at(-600), outside=True)
    assert outcome.read_out_in is None
    stage.opened()
    outcome.refresh_from_db()
    assert outcome.read_out_in == stage.session
    close_session(session=stage.session, by=stage.cast.ines, now=at(30))
    following = open_session(session=stage.following, by=stage.cast.ines, now=stage.following.starts_at)
    outcome.refresh_from_db()
    assert outcome.read_out_in == stage.session
    assert following.pk != stage.session.pk
