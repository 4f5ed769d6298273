"""Locking, unlocking, and what stays open afterwards, made ready for somebody to try."""

from bets.actions import locking, open_fields
from bets.models import Bet
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW
from tests.locked import make_ready


@attempt("cycle.lock")
def lock(cast: Cast, by: Membership, owner: Membership) -> Act:
    make_ready(cast)
    return lambda: locking.lock(cycle=cast.cycle, by=by, now=NOW)


@attempt("cycle.unlock")
def unlock(cast: Cast, by: Membership, owner: Membership) -> Act:
    lock(cast, cast.ines, owner)()
    return lambda: locking.unlock(cycle=cast.cycle, reason="A customer left.", by=by, now=NOW)


@attempt("bet.edit_open_fields", state="locked")
def edit_open_fields(cast: Cast, by: Membership, owner: Membership) -> Act:
    Bet.objects.filter(pk=cast.d.pk).update(owner=owner)
    bet = Bet.objects.select_related("cycle__board").get(pk=cast.d.pk)
    return lambda: open_fields.edit_open_fields(bet=bet, status_line="On its way.", by=by, now=NOW)
