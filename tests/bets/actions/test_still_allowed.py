"""Between the door and the lock people leave, and lose roles: an act goes by what they are under the lock."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bets import access
from bets.access import cycle_for
from bets.actions.ranking import move
from bets.models import Cycle
from bets.ordering import After
from org.actions.people import end
from org.models import Membership
from tests.cast import Cast
from tests.factories import NOW


def at_the_door(cast: Cast) -> tuple[Cycle, Membership]:
    return cycle_for(cast.ines.person, cast.cycle.pk, to="rank.move")


def test_whoever_left_meanwhile_moves_nothing(north: Cast) -> None:
    cycle, ines = at_the_door(north)
    end(member=north.ines, by=north.ada, now=NOW)
    assert ines.ended_at is None  # as the door saw her
    with pytest.raises(Http404):
        move(cycle=cycle, bet=north.d.pk, target=After(None), by=ines, now=NOW)
    assert north.order == "ABCD"


def test_whoever_lost_the_role_meanwhile_moves_nothing(north: Cast) -> None:
    cycle, ines = at_the_door(north)
    Membership.objects.filter(pk=north.ines.pk).update(roles=["vp"])
    with pytest.raises(PermissionDenied):
        move(cycle=cycle, bet=north.d.pk, target=After(None), by=ines, now=NOW)
    assert north.order == "ABCD"


def test_whoever_stayed_moves(north: Cast) -> None:
    cycle, ines = at_the_door(north)
    move(cycle=cycle, bet=north.d.pk, target=After(None), by=ines, now=NOW)
    assert north.order == "DABC"


def test_judged_by_what_the_door_saw_whoever_left_would_still_move(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: without the second look the act goes through."""
    cycle, ines = at_the_door(north)
    end(member=north.ines, by=north.ada, now=NOW)
    monkeypatch.setattr(access, "today", lambda by: by)
    move(cycle=cycle, bet=north.d.pk, target=After(None), by=ines, now=NOW)
    assert north.order == "DABC"
