"""Prototypes, put beside a pitch and taken away."""

from bets.actions import prototypes
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, BetFactory, PrototypeFactory


@attempt("attachment.upload")
def add_a_link(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = BetFactory(cycle=cast.cycle, owner=owner)
    return lambda: prototypes.add_link(bet=bet, link="https://sketches.example.com/", title="", by=by, now=NOW)


@attempt("attachment.upload")
def take_a_prototype_away(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = PrototypeFactory(bet=BetFactory(cycle=cast.cycle, owner=owner))
    return lambda: prototypes.remove(prototype=made, by=by, now=NOW)
