"""The demand table of a pitch: what it asks of each team, what the team answers, and what the demand meets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Sum

from bets.bars import Span, placed
from bets.board.ground import Column
from bets.models import Bet, Cycle, Demand
from bets.names import weeks
from bets.pitch.meets import Load, meeting


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the table. `people` is the same as people over the whole cycle; `is_open`: the team has not agreed."""

    slug: str
    team: str
    weeks: str
    people: str
    share: int | None
    own: Span
    answer: str
    is_open: bool
    is_settled: bool
    never: bool
    meets: str
    is_over: bool


def asked(bet: Bet, demands: Sequence[Demand], columns: Mapping[str, Column]) -> tuple[Asked, ...]:
    """One line for each of `demands`, which have their team and who decided. One statement."""
    others = _others(bet)
    return tuple(_asked(bet.cycle, demand, columns, others.get(demand.team_id, (0, 0, 0))) for demand in demands)


def _others(bet: Bet) -> dict[int, tuple[int, int, int]]:
    """Sum, number and largest of what the other submitted bets ask, by team: a draft is nobody's business."""
    rows = Demand.objects.filter(bet__cycle=bet.cycle_id, bet__status=Bet.Status.SUBMITTED).exclude(bet=bet)
    sums = rows.order_by("team_id").values_list("team_id").annotate(Sum("tenths"), Count("pk"), Max("tenths"))
    return {team: (others, count, most) for team, others, count, most in sums}


def _asked(cycle: Cycle, demand: Demand, columns: Mapping[str, Column], elsewhere: tuple[int, int, int]) -> Asked:
    column = columns.get(demand.team.slug)
    net = column.net if column and column.has_capacity else None
    others, count, most = elsewhere
    load = Load(demand.team.name, own=demand.tenths, others=others, count=count, most=most, net=net)
    return Asked(
        slug=demand.team.slug,
        team=demand.team.name,
        weeks=weeks(demand.tenths),
        people=f"{demand.tenths / 10 / cycle.weeks:.1f}",
        share=load.share,
        own=placed(0, demand.tenths, net or 0),
        answer=_answer(demand),
        is_open=demand.state == Demand.State.DISPUTED,
        is_settled=demand.state == Demand.State.SETTLED,
        never=load.can_never_be_funded,
        meets=meeting(load),
        is_over=load.is_over,
    )


def _answer(demand: Demand) -> str:
    """ "confirmed by Vera", "disputed: offers 5.0", "set by Ines, 8.0 was asked"."""
    who = f" by {demand.decided_by.name}" if demand.decided_by else ""
    if demand.state == Demand.State.DISPUTED:
        offer = f": offers {weeks(demand.offered_tenths)}" if demand.offered_tenths is not None else ""
        return f"disputed{offer}{who}"
    if demand.state == Demand.State.SETTLED:
        asked = f", {weeks(demand.asked_tenths)} was asked" if demand.asked_tenths is not None else ""
        return f"set{who or ' by a leader'}{asked}"
    if demand.state == Demand.State.CONFIRMED:
        return f"confirmed{who}"
    return "not answered yet"
