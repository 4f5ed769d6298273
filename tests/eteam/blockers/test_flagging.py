"""Flags: who may flag for which team, and what their VP makes of them."""

import pytest
from django.core.exceptions import PermissionDenied

from eteam.actions.flagging import flag, reject, take_up
from eteam.models import Blocker, Flag
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Notice
from tests.eteam.blockers.scene import FRIDAY, Scene, at


def test_who_is_on_the_team_flags_and_its_vp_is_told(scene: Scene) -> None:
    said = scene.flagged()
    assert said.becomes_at == at("2026-11-27 13:00")
    notice = Notice.objects.get()
    assert notice.member == scene.cast.vera
    assert "Willy flags what blocks Data: “No signing key”" in notice.sentence
    assert [event.kind for event in Event.objects.all()] == ["eteam.flag.raised"]


def test_a_viewer_of_another_team_is_refused(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        scene.flagged(team=scene.cloud)
    assert not Flag.objects.exists()


def test_steward_leader_and_vps_flag_for_any_team_and_an_admin_for_none(scene: Scene) -> None:
    for member in (scene.cast.stina, scene.cast.ines, scene.cast.victor):
        assert scene.flagged(by=member).flagged_by == member
    with pytest.raises(PermissionDenied):
        scene.flagged(by=scene.cast.ada)


def test_what_the_vp_of_the_team_flags_is_raised_at_once(scene: Scene) -> None:
    raised = flag(
        room=scene.room, title="No key", text="", team=scene.data, blocking="unknown", blocking_team=None, bet=None,
        by=scene.cast.vera, now=FRIDAY,
    )  # fmt: skip
    assert isinstance(raised, Blocker)
    assert not Flag.objects.exists()


def test_the_clock_of_what_is_taken_up_starts_at_the_flag(scene: Scene) -> None:
    said = scene.flagged()
    blocker = take_up(
        flag=said, by=scene.cast.vera, now=at("2026-11-27 12:00"), blocking="team", blocking_team=scene.cloud
    )
    assert (blocker.raised_at, blocker.due_at, blocker.route) == (FRIDAY, at("2026-12-01 13:00"), "now")
    assert (blocker.owner, blocker.flag, blocker.raised_by) == (scene.cast.victor, said, scene.cast.vera)
    assert Event.objects.order_by("-number")[0].data["flag"] == said.pk
    told = Notice.objects.get(member=scene.cast.willy)
    assert told.sentence == "The flag “No signing key” of Data is a blocker, due 1 December 2026, 13:00."


def test_it_is_decided_once(scene: Scene) -> None:
    said = scene.flagged()
    take_up(flag=said, by=scene.cast.vera, now=FRIDAY)
    for again in (lambda: take_up(flag=said, by=scene.cast.vera, now=FRIDAY), lambda: refused(scene, said)):
        with pytest.raises(WrongState, match="is a blocker already"):
            again()
    assert Blocker.objects.count() == 1


def refused(scene: Scene, said: Flag) -> None:
    reject(flag=said, reason="We have one.", by=scene.cast.vera, now=FRIDAY)


def test_a_rejection_says_why_and_whoever_flagged_it_is_told(scene: Scene) -> None:
    said = scene.flagged()
    with pytest.raises(Invalid):
        reject(flag=said, reason=" ", by=scene.cast.vera, now=FRIDAY)
    refused(scene, said)
    said.refresh_from_db()
    assert (said.is_rejected, said.decided_by) == (True, scene.cast.vera)
    assert Notice.objects.get(member=scene.cast.willy).sentence.endswith("“We have one.”")


def test_only_the_vp_of_the_team_decides(scene: Scene) -> None:
    said = scene.flagged()
    for member in (scene.cast.victor, scene.cast.ines, scene.cast.stina, scene.cast.willy):
        with pytest.raises(PermissionDenied):
            take_up(flag=said, by=member, now=FRIDAY)


def test_the_same_flag_twice_is_one(scene: Scene) -> None:
    assert scene.flagged() == scene.flagged(at("2026-11-27 09:01"))
    assert Flag.objects.count() == 1
