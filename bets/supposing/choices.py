"""The three policies side by side, for what is supposed, each against the board of today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bets.allocation import Policy
from bets.board.policies import MEANING
from bets.names import weeks
from bets.supposing.changes import names
from bets.supposing.trial import Trial
from bets.what_if import difference


@dataclass(frozen=True, slots=True)
class Choice:
    """Bets funded, person-weeks, who comes in and who goes. `link`: the same supposition by this policy."""

    name: str
    meaning: str
    funded: int
    weeks: str
    enters: str
    leaves: str
    is_shown: bool
    is_today: bool
    link: str


def choices(trial: Trial) -> Iterator[Choice]:
    """The cycle's own first."""
    own, called = trial.today.policy, names(trial)
    for policy in sorted(Policy, key=lambda policy: policy != own):
        after = trial.then.under(policy).allocation
        change = difference(trial.today.allocation, after)
        yield Choice(
            name=policy.value,
            meaning=MEANING[policy],
            funded=len(after.funded),
            weeks=weeks(sum(after.used.values())),
            enters=called.bets(change.enters) if change.enters else "",
            leaves=called.bets(change.leaves) if change.leaves else "",
            is_shown=policy == trial.then.policy,
            is_today=policy == own,
            link=replace(trial.supposed, policy=None if policy == own else policy).query,
        )
