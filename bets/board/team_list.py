"""One team's list: the bets that ask for it, in rank order, with its line and what stands idle."""

from collections.abc import Iterator
from dataclasses import dataclass

from bets.board.ground import Ground
from bets.board.page import priced
from bets.board.rows import Ask, Row, unranked
from bets.board.teams import TeamView, capacity
from bets.names import weeks
from bets.sentences import idle


@dataclass(frozen=True, slots=True)
class Turn:
    """A bet of the list. `after`: what is used of the team once it had its turn, empty if it waits."""

    row: Row
    ask: Ask
    after: str
    is_line: bool


@dataclass(frozen=True, slots=True)
class TeamList:
    """`view` is how the board's rail shows the team, None if nobody asks for it and it has no capacity."""

    name: str
    turns: tuple[Turn, ...]
    tray: tuple[Row, ...]
    view: TeamView | None
    idle: str

    @property
    def funded(self) -> int:
        return sum(turn.row.is_funded for turn in self.turns)

    @property
    def headline(self) -> str:
        """ "3 of 5 bets that ask for Data are funded." """
        count, funded = len(self.turns), self.funded
        if count == 0:
            return f"No ranked bet asks for {self.name}."
        if count == 1:
            return f"The only bet that asks for {self.name} is {'funded' if funded else 'not funded'}."
        if funded in (0, count):
            return f"{'All' if funded else 'None of the'} {count} bets that ask for {self.name} {_is(count)} funded."
        return f"{funded} of {count} bets that ask for {self.name} {_is(funded)} funded."


def team_list(ground: Ground, slug: str, name: str) -> TeamList:
    """No statement: all of it is on the ground. Must-do bets come first, as they do on the board."""
    view = next((team for team in capacity(ground).teams if team.slug == slug), None)
    return TeamList(
        name=name,
        turns=tuple(_turns(ground, slug, view)),
        tray=tuple(row for row in unranked(ground) if slug in row.teams),
        view=view,
        idle=idle(ground.allocation, ground.names).get(slug, ""),
    )


def _turns(ground: Ground, slug: str, view: TeamView | None) -> Iterator[Turn]:
    for row in priced(ground):
        if slug in row.teams:
            asked = (ground.candidates[row.bet].demand or {})[slug]
            after = ground.allocation.placements[row.bet][slug] + asked
            number = ground.column[slug].number
            yield Turn(
                row=row,
                ask=next(ask for ask in row.asks if ask.col == number),
                after=weeks(after) if row.is_funded else "",
                is_line=view is not None and view.line == row.bet,
            )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
