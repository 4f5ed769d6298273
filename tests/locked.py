"""A cycle with nothing missing, and one that is locked: A and B are funded, C closes Data, half a week is idle."""

from bets.actions.locking import lock
from bets.models import Bet, Cycle, Plan
from bets.readiness import missing
from org.models import Membership, Team
from tests.cast import Cast
from tests.factories import NOW, PrototypeFactory, WaiverFactory

SENTENCE = "They move house in March."


def make_ready(cast: Cast) -> Cast:
    """Prototypes for A and B, and Ines's sentence for whatever else may be answered for."""
    for bet in (cast.a, cast.b):
        PrototypeFactory(bet=bet)
    waive_the_rest(cast.cycle, cast.ines)
    return cast


def waive_the_rest(cycle: Cycle, by: Membership) -> None:
    """A sentence for whatever is missing and may be answered for."""
    for item in missing(Cycle.objects.select_related("board").get(pk=cycle.pk)):
        bet = Bet.objects.filter(pk=item.bet).first()
        team = Team.objects.filter(board=cycle.board, slug=item.team).first()
        WaiverFactory(cycle=cycle, code=item.code, bet=bet, team=team, fact=item.fact, by=by, reason=SENTENCE)


def locked_plan(cast: Cast) -> Plan:
    """Make it ready, and lock it as Ines."""
    make_ready(cast)
    plan = lock(cycle=cast.cycle, by=cast.ines, now=NOW)
    cast.cycle.refresh_from_db()
    return plan
