"""The second clock: who confirms, what silence means, and what if the team is still blocked."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from eteam.actions.time_passes import pass_time
from eteam.actions.unblocking import confirm, reject, reopen, say_unblocked, withdraw
from eteam.models import Blocker, DueChange, Pause
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership, Notice
from tests.eteam.blockers.scene import FRIDAY, Scene, at

MONDAY = at("2026-11-30 10:00")


def said(blocker: Blocker, by: Membership, now: datetime = MONDAY, since: datetime | None = None) -> Blocker:
    with transaction.atomic():
        say_unblocked(blocker=blocker, since=since or now, by=by, now=now)
    return Blocker.objects.get(pk=blocker.pk)


def last_kind() -> str:
    return Event.objects.order_by("-number")[0].kind


def test_the_blocked_side_is_believed_at_once(scene: Scene) -> None:
    for number, by in enumerate((scene.cast.vera, scene.cast.ines)):
        blocker = said(scene.raised(title=f"{number}"), by)
        assert (blocker.unblocked_at, blocker.confirmed_at, blocker.is_met) == (MONDAY, MONDAY, True)


def test_the_other_side_is_asked_about(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor)
    assert blocker.is_provisional
    assert blocker.confirm_by == at("2026-12-01 10:00"), "eight working hours"
    assert blocker.responded_at == MONDAY


def test_the_blocked_side_confirms_since_when_the_other_said(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor, since=at("2026-11-30 09:00"))
    confirm(blocker=blocker, by=scene.cast.vera, now=at("2026-11-30 15:00"))
    blocker.refresh_from_db()
    assert (blocker.unblocked_at, blocker.confirmed_by) == (at("2026-11-30 09:00"), scene.cast.vera)
    assert last_kind() == "eteam.blocker.confirmed"


def test_silence_confirms_as_of_the_entry(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor, since=at("2026-11-30 09:00"))
    assert pass_time(now=at("2026-12-01 09:59")) == 0
    assert pass_time(now=at("2026-12-01 10:00")) == 1
    blocker.refresh_from_db()
    assert (blocker.unblocked_at, blocker.confirmed_at, blocker.confirmed_by) == (MONDAY, MONDAY, None)
    assert Event.objects.order_by("-number")[0].data["by_silence"] is True


def test_a_rejection_lets_the_clock_run_on_from_the_raise(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor)
    reject(blocker=blocker, reason="The key is expired.", by=scene.cast.vera, now=at("2026-11-30 15:00"))
    blocker.refresh_from_db()
    assert (blocker.is_open, blocker.due_at, blocker.confirm_by) == (True, at("2026-12-01 13:00"), None)
    assert not DueChange.objects.exists()
    assert Notice.objects.get(member=scene.cast.victor).sentence.endswith("The key is expired.")


def test_what_was_rejected_after_its_due_time_is_a_breach(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor, at("2026-12-01 12:50"))
    reject(blocker=blocker, reason="No.", by=scene.cast.vera, now=at("2026-12-01 14:00"))
    pass_time(now=at("2026-12-01 14:01"))
    blocker.refresh_from_db()
    assert blocker.breached_at == blocker.due_at


def test_the_blocking_side_does_not_confirm_its_own_word(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor)
    for act in (lambda: confirm(blocker=blocker, by=scene.cast.victor, now=MONDAY),
                lambda: confirm(blocker=blocker, by=scene.cast.stina, now=MONDAY)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act()


def test_whoever_flagged_it_is_not_the_owner_of_its_confirmation_as_a_viewer(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        confirm(blocker=said(scene.raised(), scene.cast.victor), by=scene.cast.willy, now=MONDAY)


def test_only_a_time_since_the_raise_is_believed(scene: Scene) -> None:
    blocker = scene.raised()
    for since in (at("2026-11-27 08:59"), at("2026-11-30 10:01")):
        with pytest.raises(Invalid):
            said(blocker, scene.cast.vera, since=since)


def test_what_is_unblocked_is_not_unblocked_again(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.vera)
    with pytest.raises(WrongState):
        said(blocker, scene.cast.vera)
    with pytest.raises(WrongState):
        confirm(blocker=blocker, by=scene.cast.vera, now=MONDAY)
    with pytest.raises(WrongState):
        withdraw(blocker=blocker, reason="No.", by=scene.cast.vera, now=MONDAY)


def test_unblocked_in_time_and_told_late_is_met(scene: Scene) -> None:
    blocker = scene.raised()
    pass_time(now=at("2026-12-01 13:01"))
    blocker = said(Blocker.objects.get(), scene.cast.vera, at("2026-12-01 14:00"), since=at("2026-12-01 13:00"))
    assert (blocker.is_met, blocker.breached_at) == (True, None)


def test_decided_in_time_and_unblocked_late_is_decided_met_and_headline_late(scene: Scene) -> None:
    blocker = scene.raised()
    Blocker.objects.update(decided_at=MONDAY)
    pass_time(now=at("2026-12-01 13:01"))
    blocker = said(Blocker.objects.get(), scene.cast.vera, at("2026-12-01 14:00"))
    assert blocker.decided_at is not None
    assert blocker.decided_at <= blocker.due_at
    assert (blocker.is_met, blocker.breached_at) == (False, blocker.due_at)


def test_reopened_it_is_the_same_blocker_and_its_clock_leaves_the_time_between_out(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.vera)
    again = reopen(blocker=blocker, reason="It broke again.", by=scene.cast.vera, now=at("2026-12-01 10:00"))
    assert (again.pk, again.is_open, again.due_at) == (blocker.pk, True, at("2026-12-02 13:00"))
    assert (again.raised_at, again.first_due_at) == (FRIDAY, at("2026-12-01 13:00"))
    change = DueChange.objects.get()
    assert (change.cause, change.before, change.after) == ("reopened", at("2026-12-01 13:00"), again.due_at)
    pause = Pause.objects.get()
    assert (pause.kind, pause.starts_at, pause.ends_at) == ("unblocked", MONDAY, at("2026-12-01 10:00"))
    assert Event.objects.order_by("-number")[0].data["route"] == again.route == "room"


def test_until_the_end_of_the_fifth_working_day_it_is_reopened_and_then_raised_anew(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.vera)
    late = at("2026-12-08 09:00")
    with pytest.raises(WrongState, match="raise a new blocker"):
        reopen(blocker=blocker, reason="Again.", by=scene.cast.vera, now=late)
    new = scene.raised(late, follows=blocker)
    assert (new.follows, new.raised_at) == (blocker, late)
    reopen(blocker=blocker, reason="Again.", by=scene.cast.vera, now=at("2026-12-07 16:59"))


def test_a_withdrawn_one_is_closed_with_its_reason(scene: Scene) -> None:
    blocker = withdraw(blocker=scene.raised(), reason="We had it.", by=scene.cast.vera, now=MONDAY)
    assert (blocker.is_open, blocker.withdrawn_by) == (False, scene.cast.vera)
    with pytest.raises(WrongState):
        said(blocker, scene.cast.vera)
    assert pass_time(now=at("2026-12-03 10:00")) == 0


def test_the_vp_of_another_team_neither_withdraws_nor_reopens(scene: Scene) -> None:
    blocker = scene.raised()
    with pytest.raises(PermissionDenied):
        withdraw(blocker=blocker, reason="No.", by=scene.cast.victor, now=MONDAY)
    with pytest.raises(PermissionDenied):
        reopen(blocker=said(blocker, scene.cast.vera), reason="No.", by=scene.cast.victor, now=MONDAY)
