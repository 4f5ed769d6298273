"""The teams beside the order: what each one gives, where its line falls, what stands idle."""

from dataclasses import dataclass

from bets.allocation import BetId, Policy
from bets.bars import Rail, rail
from bets.board.ground import Column, Ground
from bets.names import weeks

MOST_COLUMNS = 12
"""More teams than that are listed in words beside each bet."""


@dataclass(frozen=True, slots=True)
class TeamView:
    """`line` is the bet at which the team's line falls, `behind` that at which its idle capacity stands."""

    col: int
    slug: str
    name: str
    head: str
    used: str
    net: str
    idle: str
    share: int
    bar: Rail
    line: BetId | None
    line_rank: int
    behind: BetId | None
    behind_rank: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """Person-weeks used of all, how many teams have a line, and the teams one by one."""

    used: str
    net: str
    lines: int
    teams: tuple[TeamView, ...]
    is_entered: bool

    @property
    def count(self) -> int:
        return len(self.teams)

    @property
    def are_many(self) -> bool:
        return self.count > MOST_COLUMNS


def capacity(ground: Ground) -> Capacity:
    teams = tuple(_team(ground, column) for column in ground.columns)
    return Capacity(
        used=weeks(sum(ground.allocation.used.values())),
        net=weeks(sum(column.net for column in ground.columns)),
        lines=sum(team.line is not None for team in teams),
        teams=teams,
        is_entered=any(column.has_capacity for column in ground.columns),
    )


def _team(ground: Ground, column: Column) -> TeamView:
    allocation, slug = ground.allocation, column.slug
    used = [asked for bet in allocation.funded if (asked := (ground.candidates[bet].demand or {}).get(slug))]
    left = column.net - sum(used)
    line = _line(ground, slug)
    behind = allocation.idle_behind.get(slug) if line is None else None
    over = (ground.candidates[line].demand or {}).get(slug, 0) if line is not None else 0
    return TeamView(
        col=column.number,
        slug=slug,
        name=column.name,
        head=column.head,
        used=weeks(sum(used)),
        net=weeks(column.net),
        idle=weeks(left) if left else "",
        share=100 * left // column.net if column.net else 0,
        bar=rail(used, over, column.net),
        line=line,
        line_rank=ground.names.ranks.get(line, 0) if line is not None else 0,
        behind=behind,
        behind_rank=ground.names.ranks.get(behind, 0) if behind is not None else 0,
    )


def _line(ground: Ground, team: str) -> BetId | None:
    """The bet that closed the team; under strict, the bet at the line if it is short on this team."""
    line = ground.allocation.line
    if ground.policy is Policy.STRICT and line is not None:
        return line if team in ground.allocation.unfunded[line].turn_price else None
    return ground.allocation.team_lines.get(team)
