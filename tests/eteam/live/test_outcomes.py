"""How an item ends: each outcome with its demands, by whoever may, and counted once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from eteam.actions.deciding import finish
from eteam.actions.outcomes import Where, confirm, record_outcome, refuse_outcome, type_outcome
from eteam.models import Blocker, LadderStep, Outcome
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Notice
from tests.cast import make_member
from tests.eteam.live.the_room import TheRoom, at
from tests.eteam.rows import FlagFactory
from tests.factories import TeamFactory


def faults(refused: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return set(refused.value.extra["errors"])


def test_a_decision_stops_the_decision_clock_and_names_who_does_it(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    stage.opened()
    outcome = stage.end(blocker, stage.decided())
    blocker.refresh_from_db()
    assert (blocker.decided_at, blocker.owner, blocker.is_open) == (at(5), stage.cast.victor, True)
    assert (outcome.session, outcome.decider, outcome.counts) == (stage.session, stage.cast.ines, True)
    event = Event.objects.latest("number")
    assert (event.kind, event.data["what"], event.subject_name) == ("eteam.outcome.recorded", "decided", "Key")
    assert Event.objects.count() == 2
    assert blocker.responded_at == at(5), "Ines did not raise it"


@pytest.mark.parametrize("text", ["Later.", "Let's take this offline", "We'll discuss next week", "  "])
def test_a_decision_that_is_only_a_deferral_is_refused_with_the_reason(stage: TheRoom, text: str) -> None:
    blocker = stage.blocker("Key", at(300))
    stage.opened()
    with pytest.raises(Invalid) as refused:
        stage.end(blocker, stage.decided(text=text))
    assert faults(refused) == {"text"}
    assert not Outcome.objects.exists()


def test_a_decision_needs_a_date_ahead_and_people_of_the_room(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    stage.opened()
    for fields in ({"by_when": at(0)}, {"by_when": at(0) + timedelta(days=800)}):
        with pytest.raises(Invalid) as refused:
            stage.end(blocker, stage.decided(**fields))
        assert faults(refused) == {"by_when"}
    cast = stage.cast
    for wrong in (cast.willy, cast.stina, cast.ada, cast.olga, cast.emil):
        with pytest.raises(Invalid) as refused:
            stage.end(blocker, stage.decided(owner=wrong, decider=wrong))
        assert faults(refused) == {"owner", "decider"}


def test_vps_of_either_side_and_leaders_record_and_nobody_else(stage: TheRoom) -> None:
    cast = stage.cast
    stage.opened()
    other = make_member(cast.board, "Wanda", ["vp"])
    for by in (cast.ines, cast.vera, cast.victor):
        stage.end(stage.blocker("Key", at(300)), stage.decided(), by=by)
    for by in (other, cast.stina, cast.willy, cast.ada):
        with pytest.raises(PermissionDenied):
            stage.end(stage.blocker("Key", at(300)), stage.decided(), by=by)


def test_carried_needs_an_owner_a_step_a_reason_and_a_time_before_it_is_due(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    stage.opened()
    wrong: list[tuple[dict[str, Any], set[str]]] = [
        ({"next_step": " "}, {"next_step", "decide_by"}),
        ({"reason": ""}, {"reason", "decide_by"}),
        ({"next_step": "Discuss it next week"}, {"next_step", "decide_by"}),
        ({}, {"decide_by"}),
        ({"decide_by": at(301)}, {"decide_by"}),
        ({"decide_by": at(0)}, {"decide_by"}),
    ]
    for fields, at_fault in wrong:
        with pytest.raises(Invalid) as refused:
            stage.end(blocker, stage.carried(**fields))
        assert faults(refused) == at_fault
    stage.end(blocker, stage.carried(decide_by=at(300)))
    blocker.refresh_from_db()
    assert (blocker.carries, blocker.decide_by, blocker.decided_at) == (1, at(300), None)
    assert blocker.route == "now", "the next session is too late for it"
    assert LadderStep.objects.filter(blocker=blocker).exists()


def test_a_leader_may_accept_the_breach_and_nobody_else(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    stage.opened()
    with pytest.raises(Invalid) as refused:
        stage.end(blocker, stage.carried(accepts_breach=True), by=stage.cast.victor)
    assert faults(refused) == {"accepts_breach"}
    stage.end(blocker, stage.carried(accepts_breach=True))
    blocker.refresh_from_db()
    assert blocker.breach_accepted_by == stage.cast.ines


def test_the_third_carry_needs_a_leader(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300), carries=2)
    stage.opened()
    with pytest.raises(Invalid) as refused:
        stage.end(blocker, stage.carried(decide_by=at(200)), by=stage.cast.victor)
    assert faults(refused) == {"owner"}
    stage.end(blocker, stage.carried(decide_by=at(200)), by=stage.cast.otto)
    blocker.refresh_from_db()
    assert blocker.carries == 3


def test_what_is_late_already_can_only_be_carried_with_the_breach_accepted(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(-60))
    stage.opened()
    with pytest.raises(Invalid, match="past its due time already"):
        stage.end(blocker, stage.carried(decide_by=at(60)))


def test_unblocked_by_the_blocked_side_counts_at_once_and_by_the_other_it_is_asked(stage: TheRoom) -> None:
    stage.opened()
    mine, theirs = stage.blocker("Key", at(300)), stage.blocker("Oven", at(300))
    stage.end(mine, stage.unblocked(at(2)), by=stage.cast.vera)
    stage.end(theirs, stage.unblocked(at(2)), by=stage.cast.victor)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.unblocked_at, mine.confirmed_at) == (at(2), at(5))
    assert theirs.is_provisional
    with pytest.raises(WrongState):
        stage.end(theirs, stage.decided())


def test_decided_in_time_and_unblocked_late_are_two_things(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(60))
    stage.opened()
    stage.end(blocker, stage.decided(), now=at(30))
    stage.end(blocker, stage.unblocked(at(90)), by=stage.cast.vera, now=at(95))
    blocker.refresh_from_db()
    assert blocker.decided_at is not None
    assert blocker.decided_at <= blocker.due_at
    assert blocker.unblocked_at is not None
    assert blocker.unblocked_at > blocker.due_at
    assert blocker.breached_at == blocker.due_at


def test_outside_the_room_it_is_said_who_was_there(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(5))
    with pytest.raises(Invalid) as refused:
        record_outcome(of=blocker, verdict=stage.decided(), where=Where(), by=stage.cast.ines, now=at(-60))
    assert faults(refused) == {"present"}
    outcome = stage.end(blocker, stage.decided(), now=at(-60), outside=True)
    assert (outcome.session, outcome.present) == (None, ["Ines", "Victor"])


def test_what_the_steward_types_counts_when_the_member_it_names_says_so(stage: TheRoom) -> None:
    blocker, cast = stage.blocker("Key", at(300)), stage.cast
    stage.opened()
    where = Where(session=stage.session)
    typed = type_outcome(
        of=blocker, verdict=stage.decided(), where=where, waits_for=cast.victor, by=cast.stina, now=at(3)
    )
    blocker.refresh_from_db()
    assert (typed.counts, blocker.decided_at) == (False, None)
    assert Notice.objects.filter(member=cast.victor, kind="eteam.outcome.recorded").exists()
    for other in (cast.ines, cast.vera, cast.stina):
        with pytest.raises(PermissionDenied):
            confirm(outcome=typed, by=other, now=at(4))
    confirm(outcome=typed, by=cast.victor, now=at(4))
    blocker.refresh_from_db()
    assert blocker.decided_at == at(4)
    with pytest.raises(WrongState):
        refuse_outcome(outcome=typed, by=cast.victor, now=at(5))


def test_what_is_refused_never_counts(stage: TheRoom) -> None:
    blocker, cast = stage.blocker("Key", at(300)), stage.cast
    stage.opened()
    typed = type_outcome(
        of=blocker, verdict=stage.decided(), where=Where(session=stage.session), waits_for=cast.ines, by=cast.stina,
        now=at(3),
    )  # fmt: skip
    refuse_outcome(outcome=typed, by=cast.ines, now=at(4))
    blocker.refresh_from_db()
    assert blocker.decided_at is None
    assert not Outcome.objects.counting().exists()


def test_the_steward_names_only_who_could_have_said_it_and_nobody_else_types(stage: TheRoom) -> None:
    blocker, cast = stage.blocker("Key", at(300)), stage.cast
    stage.opened()
    stranger = make_member(cast.board, "Wanda", ["vp"])
    where = Where(session=stage.session)
    for wrong in (stranger, cast.willy, cast.stina, cast.olga, cast.emil):
        with pytest.raises(Invalid) as refused:
            type_outcome(of=blocker, verdict=stage.decided(), where=where, waits_for=wrong, by=cast.stina, now=at(3))
        assert faults(refused) == {"waits_for"}
    with pytest.raises(PermissionDenied):
        type_outcome(of=blocker, verdict=stage.decided(), where=where, waits_for=cast.ines, by=cast.vera, now=at(3))


def test_an_outcome_puts_the_next_item_on_the_floor(stage: TheRoom) -> None:
    first, second = stage.blocker("Key", at(60)), stage.blocker("Oven", at(90))
    session = stage.opened()
    session.focus, session.focus_since = f"blocker:{first.pk}", at(1)
    session.save()
    stage.end(first, stage.decided())
    session.refresh_from_db()
    assert (session.focus, session.focus_since) == (f"blocker:{second.pk}", at(5))


def test_a_decision_follows_its_owner_until_done_and_a_later_one_replaces_it(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    stage.opened()
    first = stage.end(blocker, stage.decided())
    second = stage.end(blocker, stage.decided(text="Cloud gives its own key away."), now=at(6))
    assert list(Outcome.objects.decisions()) == [second]
    with pytest.raises(PermissionDenied):
        finish(outcome=second, by=stage.cast.ines, now=at(60))
    finish(outcome=second, by=stage.cast.victor, now=at(60))
    assert not Outcome.objects.decisions().exists()
    with pytest.raises(WrongState):
        finish(outcome=second, by=stage.cast.victor, now=at(61))
    assert first.done_at is None


def test_a_matter_is_settled_by_a_decision_and_carried_without_a_clock(stage: TheRoom) -> None:
    matter = stage.matter()
    stage.opened()
    stage.end(matter, stage.carried())
    stage.end(matter, stage.decided())
    matter.refresh_from_db()
    assert (matter.carries, matter.settled_at) == (1, at(5))
    with pytest.raises(WrongState):
        stage.end(matter, stage.decided())


def test_whoever_flagged_it_is_told_how_it_ended(stage: TheRoom) -> None:
    flag = FlagFactory(board=stage.cast.board, team=stage.cast.data, flagged_by=stage.cast.willy)
    blocker = stage.blocker("Key", at(300), flag=flag)
    stage.opened()
    stage.end(blocker, stage.decided())
    assert Notice.objects.filter(member=stage.cast.willy, sentence__contains="Decided").exists()


def test_a_carried_blocker_waits_for_the_next_session_by_its_own_clock(stage: TheRoom) -> None:
    """Due after the next session's end it would wait for it; within the week it cannot."""
    week = timedelta(days=8)
    blocker = stage.blocker("Key", at(0) + week)
    stage.opened()
    stage.end(blocker, stage.carried(decide_by=at(0) + timedelta(days=1)))
    assert Blocker.objects.get(pk=blocker.pk).route == "room"


def test_the_outcome_of_another_boards_session_is_none_of_ours(stage: TheRoom) -> None:
    from tests.eteam.rows import SessionFactory  # noqa: PLC0415

    elsewhere = SessionFactory(board=stage.cast.olga.board, state="running", opened_at=at(0), opened_by=stage.cast.olga)
    blocker = stage.blocker("Key", at(300), blocked_team=TeamFactory(board=stage.cast.board))
    with pytest.raises(WrongState):
        record_outcome(
            of=blocker, verdict=stage.decided(), where=Where(session=elsewhere), by=stage.cast.ines, now=at(5)
        )
