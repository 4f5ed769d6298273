"""Every cycle starts from zero: an earlier bet is pitched again, as a copy with a link to its past."""

from datetime import datetime

from django.db import transaction

from bets.access import held
from bets.actions.pitching.drafting import create
from bets.actions.pitching.rows import tell_journal
from bets.events import BetDrafted
from bets.models import Bet, Cycle, Demand, Pitch
from org.access import unknown
from org.models import Membership


@transaction.atomic
def copy(*, cycle: Cycle, source: Bet, by: Membership, now: datetime, title: str = "") -> Bet:
    """A new draft of `by` with the texts and demands of `source`, a bet of an earlier cycle; Http404 for any other.

    The teams are asked anew: what they agreed to then was for another half-year.
    """
    cycle = held(cycle, by, "bet.create_own_draft")
    known = Bet.objects.copyable_into(cycle, by, now).select_related("pitch").filter(pk=source.pk).first()
    if known is None:
        raise unknown(by, f"bet {source.pk}, to copy it into cycle {cycle.pk}")
    content = Pitch.of(known).content()
    bet = create(cycle, content | {"title": title.strip() or known.title}, by, now, source=known)
    Demand.objects.bulk_create(
        Demand(board_id=bet.board_id, bet=bet, team_id=demand.team_id, tenths=demand.tenths)
        for demand in known.demands.order_by("pk")
    )
    tell_journal(BetDrafted(copied_from=known.pk), bet, by, now)
    return bet
