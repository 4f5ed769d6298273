"""What a supposition moves into what is funded, and out of it, each bet with its sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bets.allocation import BetId
from bets.board.ground import Entry, Ground
from bets.names import Names, weeks
from bets.sentences import why
from bets.supposing.trial import Trial


@dataclass(frozen=True, slots=True)
class Changed:
    """A bet that comes in or goes out: `rank` now, `then` if it is another, and why it waits now or would wait."""

    bet: BetId
    rank: str
    then: str
    title: str
    owner: str
    weeks: str
    why: str


def enters(trial: Trial) -> Iterator[Changed]:
    """In allocation order; the sentence is that of today."""
    for bet in trial.change.enters:
        yield _changed(trial, bet, trial.then, _why(trial.today, bet) or "Has no rank today.")


def leaves(trial: Trial) -> Iterator[Changed]:
    """In allocation order; the sentence is that of then."""
    for bet in trial.change.leaves:
        yield _changed(trial, bet, trial.today, _why(trial.then, bet))


def names(trial: Trial) -> Names:
    """Bets by the rank that they have today; those of the tray by the one that they would get."""
    return replace(trial.today.names, ranks={**trial.then.names.ranks, **trial.today.names.ranks})


def fewer(trial: Trial) -> str:
    """More capacity can fund fewer bets, higher up: said when it happens, and else nothing."""
    change = trial.change
    if not trial.is_more_capacity_alone or change.funded_after >= change.funded_before:
        return ""
    called = names(trial)
    verb = "takes" if len(change.enters) == 1 else "take"
    enters, leaves = called.bets(change.enters), called.bets(change.leaves)
    return f"More capacity funds fewer bets here, higher up: {enters} {verb} what {leaves} would have used."


def _changed(trial: Trial, bet: BetId, funded_by: Ground, said: str) -> Changed:
    entry = _entry(trial, bet)
    now, then = trial.today.names.ranks.get(bet), trial.then.names.ranks.get(bet)
    demand = funded_by.candidates[bet].demand or {}
    return Changed(
        bet=bet,
        rank=f"#{now}" if now else "tray",
        then=f"#{then}" if then and then != now else "",
        title=entry.title,
        owner=entry.owner_name,
        weeks=weeks(sum(demand.values())),
        why=said,
    )


def _why(ground: Ground, bet: BetId) -> str:
    if bet not in ground.allocation.unfunded:
        return ""
    said = why(ground.allocation, bet, ground.names)
    return f"{said.lead} {said.rest}".strip()


def _entry(trial: Trial, bet: BetId) -> Entry:
    return next(entry for entry in [*trial.today.order, *trial.today.tray] if entry.pk == bet)
