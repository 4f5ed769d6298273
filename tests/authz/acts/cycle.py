"""Acts of whoever runs a cycle, ready for somebody to try."""

from bets.actions import exceptions, proposals, waiving
from bets.actions.capacity import Share
from bets.models import CapacityProposal
from org.models import Membership
from tests.authz.acts.base import head
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, CapacityProposalFactory, DraftFactory, WaiverFactory

# --- capacity


@attempt("capacity.set")
def put(cast: Cast, by: Membership, owner: Membership) -> Act:
    head(cast, owner)
    return lambda: proposals.put(cycle=cast.cycle, share=Share(cast.data, 30), by=by, now=NOW)


@attempt("capacity.set")
def put_back(cast: Cast, by: Membership, owner: Membership) -> Act:
    head(cast, owner)
    done = proposals.put(cycle=cast.cycle, share=Share(cast.data, 30), by=cast.ines, now=NOW)
    event = done.event or 0
    return lambda: proposals.put_back(cycle=cast.cycle, team=cast.data, event=event, by=by, now=NOW)


@attempt("capacity.accept")
def accept(cast: Cast, by: Membership, owner: Membership) -> Act:
    proposal = proposed(cast)
    return lambda: proposals.accept(proposal=proposal, by=by, now=NOW)


@attempt("capacity.accept")
def refuse(cast: Cast, by: Membership, owner: Membership) -> Act:
    proposal = proposed(cast)
    return lambda: proposals.refuse(proposal=proposal, reason="Not now.", by=by, now=NOW)


# --- what a cycle lacks


@attempt("cycle.waive")
def waive(cast: Cast, by: Membership, owner: Membership) -> Act:
    """Data has 0.5 of 2.5 idle."""
    return lambda: waiving.waive(
        cycle=cast.cycle, code="idle", team="data", fact="5/25", reason="They move house.", by=by, now=NOW
    )


@attempt("cycle.waive")
def take_back(cast: Cast, by: Membership, owner: Membership) -> Act:
    waiver = WaiverFactory(cycle=cast.cycle, code="idle", team=cast.data, fact="5/25", by=cast.ines)
    return lambda: waiving.take_back(waiver=waiver, by=by, now=NOW)


# --- one bet


@attempt("bet.submit")
def ask_exception(cast: Cast, by: Membership, owner: Membership) -> Act:
    bet = DraftFactory(cycle=cast.cycle, owner=owner)
    return lambda: exceptions.ask_exception(bet=bet, reason="She was ill.", by=by, now=NOW)


@attempt("bet.decline")
def decline_and_tell(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: exceptions.decline(bet=cast.d, reason="Not this year.", by=by, now=NOW)


# --- what they need


def proposed(cast: Cast) -> CapacityProposal:
    """By Vera, for her team."""
    CapacityProposalFactory(cycle=cast.cycle, team=cast.data, proposed_by=cast.vera)
    return CapacityProposal.objects.select_related("cycle__board", "team").get()
