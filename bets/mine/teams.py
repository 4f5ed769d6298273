"""What somebody owes for the teams that they answer for, as their VP or in place of one. Three statements."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.urls import reverse

from bets.addressees import demand_place
from bets.mine.around import Around, one_or_all
from bets.mine.owed import Owed
from bets.models import Bet, Cycle, Demand, Shrink
from bets.names import weeks
from org.models import Team


def own_teams(around: Around) -> list[Team]:
    """One statement."""
    member = around.member
    vps = [member.pk, member.acting_for_id] if member.is_acting(around.now) else [member.pk]
    return list(Team.objects.filter(board=member.board, vp__in=vps).select_related("vp__person").order_by("name"))


def to_confirm(teams: Sequence[Team], around: Around) -> list[Demand]:
    """What submitted bets ask of `teams` and nobody has answered, with bet and cycle. One statement."""
    cycles = around.of(Cycle.State.PITCHING, Cycle.State.RANKING)
    asked = Demand.objects.filter(team__in=teams, state=Demand.State.PROPOSED, bet__cycle__in=cycles)
    asked = asked.filter(bet__status=Bet.Status.SUBMITTED).select_related("bet__cycle", "team")
    return list(asked.order_by("bet__cycle__starts_on", "bet__cycle_id", "team__name", "team_id", "bet__title"))


def owed_for(teams: Sequence[Team], asked: Sequence[Demand], around: Around) -> Iterator[Owed]:
    """One line a team and cycle for what it is to confirm, and what leaders ask whether it would do. One statement."""
    for _, group in groupby(asked, key=lambda demand: (demand.bet.cycle_id, demand.team_id)):
        demands = list(group)
        team, cycle = demands[0].team, demands[0].bet.cycle_id
        url = f"{reverse('team', args=[around.member.board.slug, team.slug])}?cycle={cycle}#asked"
        yield from one_or_all(
            [_demand(demand, around) for demand in demands],
            f"bets ask {team.name} for work: say yes or no to each.",
            url,
        )
    yield from _shrinks(teams, around)


def _demand(demand: Demand, around: Around) -> Owed:
    said = f"“{demand.bet.title}” asks {demand.team.name} for {weeks(demand.tenths)} person-weeks: say yes or no."
    return Owed(said, demand_place(demand.bet, demand.team), around.to_confirm(demand.bet.cycle))


def _shrinks(teams: Sequence[Team], around: Around) -> Iterator[Owed]:
    asked = Shrink.objects.filter(team__in=teams, state=Shrink.State.OPEN, vp_at=None, bet__cycle__in=around.cycles)
    for shrink in asked.select_related("bet__cycle", "team", "asked_by__person").order_by("asked_at", "pk"):
        less = f"do “{shrink.bet.title}” with {weeks(shrink.tenths)} instead of {weeks(shrink.before_tenths)}"
        said = f"{shrink.asked_by.name} asks whether {shrink.team.name} can {less}."
        yield Owed(said, demand_place(shrink.bet, shrink.team), around.before_lock(shrink.bet.cycle))
