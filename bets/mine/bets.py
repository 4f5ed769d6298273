"""Somebody's own bets and teams, as lists: where each stands, as far as they may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bets.access import may
from bets.board.ground import Ground, read
from bets.mine.around import Around
from bets.models import Bet, Cycle, Demand
from bets.sentences import why
from org.models import Team


@dataclass(frozen=True, slots=True)
class OwnBet:
    """`rank` None: it has none, or the member may not see the order. `waits`: ranked, and not funded."""

    pk: int
    title: str
    cycle: str
    rank: int | None
    said: str
    waits: bool


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """`instead`: whose place the member takes. `asked`: how many demands wait for an answer."""

    slug: str
    name: str
    instead: str
    asked: int


def grounds(around: Around) -> dict[int, Ground]:
    """The board of each cycle whose order the member may see. Five statements a cycle."""
    ranked = around.of(Cycle.State.RANKING, Cycle.State.LOCKED)
    return {cycle.pk: read(cycle) for cycle in ranked if may(around.member, cycle, "rank.read")}


def own_bets(bets: Sequence[Bet], seen: Mapping[int, Ground]) -> tuple[OwnBet, ...]:
    """As they stand on the boards that are `seen`: by cycle, the newest first, in its order those that have a rank."""
    found = [_own_bet(bet, seen.get(bet.cycle_id)) for bet in bets]
    cycles = list(dict.fromkeys(bet.cycle for bet in found))
    return tuple(sorted(found, key=lambda bet: (cycles.index(bet.cycle), bet.rank is None, bet.rank or 0)))


def own_teams(teams: Sequence[Team], asked: Sequence[Demand], around: Around) -> tuple[OwnTeam, ...]:
    return tuple(
        OwnTeam(
            slug=team.slug,
            name=team.name,
            instead=team.vp.name if team.vp and team.vp_id != around.member.pk else "",
            asked=sum(demand.team_id == team.pk for demand in asked),
        )
        for team in teams
    )


def _own_bet(bet: Bet, ground: Ground | None) -> OwnBet:
    rank = ground.names.ranks.get(bet.pk) if ground else None
    waits = bool(ground and rank and bet.pk in ground.allocation.unfunded)
    return OwnBet(bet.pk, bet.title, bet.cycle.name, rank, _said(bet, ground, rank), waits)


def _said(bet: Bet, ground: Ground | None, rank: int | None) -> str:
    if not bet.is_open:
        ended = f": {bet.ended_reason}" if bet.ended_reason else ""
        return f"{Bet.Status(bet.status).label}{ended}"
    if ground is None:
        return "Submitted"
    if rank is None:
        return "In the tray, without a rank"
    if bet.pk in ground.allocation.unfunded:
        reason = why(ground.allocation, bet.pk, ground.names)
        return f"{reason.lead} {reason.rest}".strip()
    return "Must do, funded before #1" if bet.must_do else "Funded"
