"""The three policies side by side, from the same inputs. Nothing is saved."""

from collections.abc import Iterator
from dataclasses import dataclass

from bets.allocation import Policy
from bets.board.ground import Ground
from bets.board.view import View
from bets.names import weeks
from bets.what_if import difference

MEANING = {
    Policy.TEAM: "A bet that does not fit closes the teams it is short on; others go on.",
    Policy.STRICT: "The first bet that is not funded closes the board.",
    Policy.FILL: "A bet that does not fit is passed over; lower ones may use what is left.",
}


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What a policy would fund, and which bets it moves in and out against that of the cycle."""

    name: str
    meaning: str
    funded: int
    weeks: str
    enters: str
    leaves: str
    is_of_cycle: bool
    is_shown: bool
    link: str


def policies(ground: Ground, view: View) -> Iterator[PolicyView]:
    """The cycle's own first."""
    own = Policy(ground.cycle.policy)
    today = ground.under(own).allocation
    for policy in sorted(Policy, key=lambda policy: policy != own):
        after = ground.under(policy).allocation
        change = difference(today, after)
        yield PolicyView(
            name=policy.value,
            meaning=MEANING[policy],
            funded=len(after.funded),
            weeks=weeks(sum(after.used.values())),
            enters=ground.names.bets(change.enters) if change.enters else "",
            leaves=ground.names.bets(change.leaves) if change.leaves else "",
            is_of_cycle=policy == own,
            is_shown=policy == (view.policy or own),
            link=view.but(policy=policy.value),
        )
