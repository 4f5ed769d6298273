"""A board that keeps every promise, to be broken."""

import pytest

from bets.actions.leaving import decline
from bets.actions.locking import lock
from bets.actions.ranking import move
from bets.models import Capacity
from bets.ordering import After
from tests.cast import Cast
from tests.config.verify.breaking import execute
from tests.factories import NOW, BetFactory, PrototypeFactory
from tests.logged import log_order


@pytest.fixture
def north(cast: Cast) -> Cast:
    """The cast with a log, some acts of every kind, and no guard check still waiting for the commit."""
    log_order(cast)
    move(cycle=cast.cycle, bet=cast.d.pk, target=After(cast.a.pk), by=cast.ines, now=NOW)
    decline(bet=BetFactory(cycle=cast.cycle, owner=cast.vera), by=cast.ines, now=NOW, reason="Not now.")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    return cast


@pytest.fixture
def locked(north: Cast) -> Cast:
    """Two of the four bets are funded by 2.5 weeks of Data, and the plan says so."""
    for bet in (north.a, north.d):
        PrototypeFactory(bet=bet)
    Capacity.objects.filter(pk=north.capacity.pk).update(raw_tenths=20)
    lock(cycle=north.cycle, by=north.ines, now=NOW)
    return north
