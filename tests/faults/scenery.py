"""One board: bets in order, all of them with a rank, and leaders who are signed in."""

from typing import Any

from bets.models import Bet, Demand, Rank
from tests.browser.scenery import session
from tests.cast import make_member
from tests.factories import NOW, BoardFactory, CycleFactory, TeamFactory
from tests.logged import log_import


def table(name: str, bets: int, leaders: int) -> dict[str, Any]:
    """The ids and session keys of which `tests.faults.rig.Table` is made."""
    board = BoardFactory(slug=name)
    cycle = CycleFactory(board=board)
    owner = make_member(board, "Vera", ["vp"])
    made = Bet.objects.bulk_create(
        Bet(board=board, cycle=cycle, owner=owner, title=f"Bet {number}", thesis="It pays.", status="submitted",
            submitted_at=NOW, submitted_by=owner, submitted_via="owner", created_at=NOW)
        for number in range(1, bets + 1)
    )  # fmt: skip
    team = TeamFactory(board=board)
    Demand.objects.bulk_create(Demand(board=board, bet=bet, team=team, tenths=10, state="confirmed") for bet in made)
    Rank.objects.append(cycle, [bet.pk for bet in made], after=0)
    log_import(cycle)
    members = [make_member(board, f"Leader{number}", ["leader"]) for number in range(leaders)]
    return {
        "cycle": cycle.pk,
        "bets": [bet.pk for bet in made],
        "sessions": [session(member.person) for member in members],
    }
