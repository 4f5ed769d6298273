"""What follows from an answer, for either of the two bets. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bets.allocation import Allocation, BetId
from bets.asking import words
from bets.names import Names, listing, weeks
from bets.questions import Question
from bets.sentences import idle


@dataclass(frozen=True, slots=True)
class Line:
    """One bet: what becomes of it (`lead`, `rest`), and its person-weeks. `is_bad`: it is not funded then."""

    lead: str
    rest: str
    weeks: str
    is_bad: bool


@dataclass(frozen=True, slots=True)
class Then:
    """`notes` are sentences."""

    heading: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def if_changed(question: Question, today: Allocation, titles: Mapping[BetId, str], names: Names) -> Then:
    """The upper one is killed: the question's act."""
    change = question.change
    lines = [
        *(_line("In", bet, today, titles, names) for bet in change.enters),
        *(_line("Out", bet, today, titles, names) for bet in change.leaves),
    ]
    come, go = weeks(sum(change.taken.values())), weeks(sum(change.freed.values()))
    return Then(f"Then {words.act(question, names)}", tuple(lines), (f"{come} person-weeks come in, {go} go out.",))


def if_kept(question: Question, today: Allocation, names: Names) -> Then:
    """The lower one is killed: nothing moves."""
    both = (question.upper, question.lower)
    lines = tuple(_stays(bet, today, names) for bet in both)
    stored = "The answer is kept, and the question returns only after one of the two has moved."
    return Then("Then the order stays", lines, (*_idle_behind(both, today, names), stored))


def weeks_of(bet: BetId, today: Allocation) -> str:
    """What it asks of all teams together."""
    demand = next(other.demand for other in today.candidates if other.id == bet)
    return weeks(sum((demand or {}).values()))


def _line(lead: str, bet: BetId, today: Allocation, titles: Mapping[BetId, str], names: Names) -> Line:
    return Line(lead, f"{names.bet(bet)} {titles[bet]}", weeks_of(bet, today), lead == "Out")


def _stays(bet: BetId, today: Allocation, names: Names) -> Line:
    waiting = today.unfunded.get(bet)
    if waiting is None:
        return Line("", f"{names.bet(bet)} stays funded", weeks_of(bet, today), False)
    lacks = [f"{weeks(tenths)} {names.team(team)}" for team, tenths in waiting.short.items()]
    return Line("", f"{names.bet(bet)} waits{f' for {listing(lacks)}' if lacks else ''}", weeks_of(bet, today), True)


def _idle_behind(bets: tuple[BetId, ...], today: Allocation, names: Names) -> Iterator[str]:
    labels = idle(today, names)
    for team, bet in today.idle_behind.items():
        if bet in bets and team in labels:
            yield f"{labels[team]}."
