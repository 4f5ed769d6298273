"""Remarks, and who sees to a blocker."""

import pytest
from django.core.exceptions import PermissionDenied

from eteam.actions.seeing_to import change_owner, remark
from eteam.models import Blocker, DueChange
from journal.models import Event
from journal.refusals import Invalid
from tests.eteam.blockers.scene import FRIDAY, Scene, at

LATER = at("2026-11-27 10:00")


def test_the_first_word_of_anybody_but_the_raiser_is_the_response(scene: Scene) -> None:
    blocker = scene.raised()
    remark(blocker=blocker, text="It waits since Monday.", by=scene.cast.vera, now=FRIDAY)
    assert Blocker.objects.get().responded_at is None
    remark(blocker=blocker, text="I look at it.", by=scene.cast.victor, now=LATER)
    remark(blocker=blocker, text="Found.", by=scene.cast.victor, now=at("2026-11-27 11:00"))
    assert Blocker.objects.get().responded_at == LATER
    assert Event.objects.filter(kind="eteam.blocker.remarked").count() == 3


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001, "a\0b"])
def test_a_remark_has_words(scene: Scene, text: str) -> None:
    with pytest.raises(Invalid):
        remark(blocker=scene.raised(), text=text, by=scene.cast.vera, now=LATER)


def test_who_flagged_it_does_not_join_the_discussion(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        remark(blocker=scene.raised(), text="Me too.", by=scene.cast.willy, now=LATER)


def test_another_owner_never_resets_the_clock(scene: Scene) -> None:
    blocker = scene.raised()
    changed = change_owner(blocker=blocker, owner=scene.cast.ines, by=scene.cast.victor, now=LATER)
    assert (changed.owner, changed.due_at, changed.raised_at) == (scene.cast.ines, blocker.due_at, FRIDAY)
    assert not DueChange.objects.exists()


def test_only_who_sits_in_the_room_sees_to_it(scene: Scene) -> None:
    blocker = scene.raised()
    for owner in (scene.cast.willy, scene.cast.stina, scene.cast.olga, scene.cast.emil):
        with pytest.raises(Invalid):
            change_owner(blocker=blocker, owner=owner, by=scene.cast.ines, now=LATER)
