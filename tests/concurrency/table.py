"""What the crowd plays on: one cycle in ranking, fifty submitted bets of one VP, eight leaders."""

from dataclasses import dataclass

from django.db import connection

from bets.models import Bet, Cycle
from org.models import Membership
from tests.cast import make_member
from tests.factories import BoardFactory, CycleFactory, DemandFactory, PitchFactory, RankFactory, TeamFactory
from tests.logged import log_import

BETS = 50
CLIENTS = 8

_READ = """
SELECT revision,
    ARRAY(SELECT position FROM bets_rank WHERE cycle_id = bets_cycle.id ORDER BY position),
    ARRAY(SELECT bet_id FROM bets_rank WHERE cycle_id = bets_cycle.id ORDER BY position)
FROM bets_cycle WHERE id = %s
"""


@dataclass(frozen=True)
class Look:
    """One read of the order, by one statement."""

    revision: int
    order: list[int]
    dense: bool


@dataclass(frozen=True)
class Table:
    cycle: Cycle
    bets: list[int]
    owner: Membership
    leaders: list[Membership]

    def look(self) -> Look:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.cycle.pk])
            revision, positions, order = cursor.fetchone()
        return Look(revision, order, dense=positions == list(range(1, len(positions) + 1)))


def lay(slug: str = "crowd") -> Table:
    """Forty bets in order, ten in the tray; by exception, each may be submitted again at any time."""
    board = BoardFactory(slug=slug)
    cycle = CycleFactory(board=board)
    owner = make_member(board, "Vera", ["vp"])
    team = TeamFactory(board=board)
    bets = [_pitched(cycle, owner) for _ in range(BETS)]
    for bet in bets:
        DemandFactory(bet=bet, team=team)
    for bet in bets[: BETS * 4 // 5]:
        RankFactory(bet=bet)
    log_import(cycle)
    leaders = [make_member(board, f"Leader{number}", ["leader"]) for number in range(CLIENTS)]
    return Table(cycle, [bet.pk for bet in bets], owner, leaders)


def _pitched(cycle: Cycle, owner: Membership) -> Bet:
    bet: Bet = PitchFactory(bet__cycle=cycle, bet__owner=owner).bet
    bet.status, bet.submitted_at, bet.submitted_by = Bet.Status.SUBMITTED, bet.created_at, owner
    bet.late_exception = "The crowd plays on."
    bet.save()
    return bet
