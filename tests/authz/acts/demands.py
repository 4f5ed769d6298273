"""What a leader asks to be less, and the answers to it. What is asked in the first place stands in `base`."""

from bets.actions import shrinking
from bets.models import Bet, Demand, Shrink
from org.models import Membership
from tests.authz.acts.base import head
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, ShrinkFactory


@attempt("demand.shrink")
def ask_less(cast: Cast, by: Membership, owner: Membership) -> Act:
    demand = Demand.objects.select_related("bet__cycle", "team").get(bet=cast.a)
    return lambda: shrinking.ask_less(demand=demand, tenths=8, by=by, now=NOW)


@attempt("demand.shrink")
def take_back(cast: Cast, by: Membership, owner: Membership) -> Act:
    shrink = asked(cast)
    return lambda: shrinking.take_back(shrink=shrink, by=by, now=NOW)


@attempt("demand.set")
def agree_as_owner(cast: Cast, by: Membership, owner: Membership) -> Act:
    Bet.objects.filter(pk=cast.a.pk).update(owner=owner)
    shrink = asked(cast)
    return lambda: shrinking.agree_as_owner(shrink=shrink, dropped="The report.", by=by, now=NOW)


@attempt("demand.confirm_or_dispute")
def agree_as_vp(cast: Cast, by: Membership, owner: Membership) -> Act:
    head(cast, owner)
    shrink = asked(cast)
    return lambda: shrinking.agree_as_vp(shrink=shrink, by=by, now=NOW)


@attempt("demand.confirm_or_dispute")
def refuse(cast: Cast, by: Membership, owner: Membership) -> Act:
    head(cast, owner)
    shrink = asked(cast)
    return lambda: shrinking.refuse(shrink=shrink, reason="It is lean already.", by=by, now=NOW)


def asked(cast: Cast) -> Shrink:
    shrink = ShrinkFactory(bet=cast.a, team=cast.data, asked_by=cast.otto)
    return Shrink.objects.select_related("bet__cycle", "team").get(pk=shrink.pk)
