"""What a test asks the stagehand for: a locked plan that is to be pushed, and what came of it.

Keyword arguments and answers are plain values.
"""

from typing import Any

from django.utils import timezone

from bets.actions.locking import lock
from bets.models import Cycle, Reference, RoadmapRun
from org.models import Membership, Team
from tests.bets.roadmap.fake_jira import ACCOUNT, TOKEN
from tests.factories import NOW, CapacityFactory, RoadmapRunFactory, RoadmapToolFactory, TeamProjectFactory
from tests.faults.scenery import table
from tests.locked import waive_the_rest


def lay(*, name: str, bets: int, address: str) -> int:
    """A board with so many funded bets of one team, connected to the Jira at `address`; and a push that waits."""
    cycle = Cycle.objects.select_related("board").get(pk=table(name, bets, leaders=1)["cycle"])
    team, leader = Team.objects.get(board=cycle.board), Membership.objects.get(board=cycle.board, roles=["leader"])
    CapacityFactory(cycle=cycle, team=team, raw_tenths=10 * bets)
    waive_the_rest(cycle, leader)
    lock(cycle=cycle, by=leader, now=NOW)
    RoadmapToolFactory(board=cycle.board, key=name, address=address, account=ACCOUNT, secret=TOKEN)
    TeamProjectFactory(board=cycle.board, team=team, project="DAT")
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


def lapse(*, run: int) -> None:
    """Whoever took it up is given up."""
    RoadmapRun.objects.filter(pk=run).exclude(lease_until=None).update(lease_until=timezone.now())
