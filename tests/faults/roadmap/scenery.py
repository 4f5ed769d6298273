"""What a test asks the stagehand for: a locked plan that is to be pushed, and what came of it.

Keyword arguments and answers are plain values.
"""

from typing import Any

from django.utils import timezone

from bets.models import Cycle, Reference, RoadmapRun
from tests.bets.roadmap.fake_jira import ACCOUNT, TOKEN
from tests.factories import (
    BetFactory,
    BoardFactory,
    CycleFactory,
    PlanFactory,
    RoadmapRunFactory,
    RoadmapToolFactory,
    TeamFactory,
    TeamProjectFactory,
)


def lay(*, name: str, bets: int, address: str) -> int:
    """A board with so many funded bets of one team, connected to the Jira at `address`; and a push that waits."""
    board = BoardFactory(slug=name, name=name)
    team = TeamFactory(board=board, slug="data", name="Data")
    cycle = CycleFactory(board=board, state="ranking")
    order = [BetFactory(cycle=cycle, title=f"Bet {number}", status="submitted").pk for number in range(bets)]
    demands = {str(bet): {team.slug: 10} for bet in order}
    PlanFactory(cycle=cycle, board=board, content={"order": order, "funded": order, "demands": demands})
    Cycle.objects.filter(pk=cycle.pk).update(state="locked")
    RoadmapToolFactory(board=board, key=name, address=address, account=ACCOUNT, secret=TOKEN)
    TeamProjectFactory(board=board, team=team, project="DAT")
    return _asked(cycle)


def push_again(*, run: int) -> int:
    return _asked(RoadmapRun.objects.select_related("cycle__board").get(pk=run).cycle)


def _asked(cycle: Any) -> int:
    now = timezone.now()
    asked = RoadmapRunFactory(board=cycle.board, cycle=cycle, kind="push", asked_at=now, next_at=now)
    return int(asked.pk)


def found(*, run: int) -> dict[str, Any]:
    """How it stands: what was said, what was done with each bet, and which epic each bet has, in plan order."""
    row = RoadmapRun.objects.get(pk=run)
    linked = dict(Reference.objects.filter(cycle=row.cycle_id).values_list("bet", "external_id"))
    plan = row.cycle.plans.get() if row.cycle else None
    return {
        "state": row.state,
        "said": row.said,
        "taken": row.taken,
        "did": [item["what"] for item in row.items],
        "epics": [linked.get(bet) for bet in plan.content["order"]] if plan else [],
    }
