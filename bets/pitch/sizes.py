"""What a bet asks of which team, and which teams there are to ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from bets.models import Bet, Demand
from org.models import Team


@dataclass(frozen=True, slots=True)
class Sizes:
    """`teams` are all of the board, by name; `demands` have their team and who decided."""

    teams: tuple[Team, ...]
    demands: tuple[Demand, ...]

    @property
    def settled(self) -> set[str]:
        """The slugs of the teams whose weeks a leader has set."""
        return {demand.team.slug for demand in self.demands if demand.state == Demand.State.SETTLED}

    @property
    def tenths(self) -> Mapping[str, int | None]:
        """By slug of every team; None where nothing is asked."""
        asked = {demand.team_id: demand.tenths for demand in self.demands}
        return {team.slug: asked.get(team.pk) for team in self.teams}


def sizes(bet: Bet) -> Sizes:
    """Two statements."""
    demands = Demand.objects.filter(bet=bet).select_related("team", "decided_by__person").order_by("team__name")
    return Sizes(tuple(Team.objects.filter(board=bet.board_id)), tuple(demands))
