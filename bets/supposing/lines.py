"""Where the lines fall now and would fall then, each with the sentence why."""

from collections.abc import Iterator
from dataclasses import dataclass

from bets.allocation import BetId
from bets.board.ground import Ground
from bets.sentences import why
from bets.supposing.trial import Trial


@dataclass(frozen=True, slots=True)
class Fall:
    """A line at a bet: "#15 Acoustic lens", "needs 5.1 rustdoc, 5.0 left after #14."; `bet` None: there is none."""

    bet: BetId | None = None
    rank: str = ""
    title: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    now: Fall
    then: Fall

    @property
    def moves(self) -> bool:
        return self.now.bet != self.then.bet

    @property
    def is_same(self) -> bool:
        """Whether one sentence says both."""
        return self.now == self.then


def lines(trial: Trial) -> Iterator[Line]:
    """The board's line under strict, then the teams', those that move first. Under fill nothing closes anything."""
    found = [Line("The board", *(_fall(ground, ground.allocation.line) for ground in (trial.today, trial.then)))]
    for column in trial.today.columns:
        falls = (_fall(ground, ground.allocation.team_lines.get(column.slug)) for ground in (trial.today, trial.then))
        found.append(Line(column.name, *falls))
    drawn = [line for line in found if line.now.bet is not None or line.then.bet is not None]
    yield from sorted(drawn, key=lambda line: not line.moves)


def _fall(ground: Ground, bet: BetId | None) -> Fall:
    if bet is None:
        return Fall()
    title = next(entry.title for entry in ground.order if entry.pk == bet)
    said = why(ground.allocation, bet, ground.names)
    return Fall(bet, ground.names.bet(bet), title, f"{said.lead} {said.rest}".strip())
