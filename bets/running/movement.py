"""What a change of capacity moves in and out, in words, and as a form carries it back: "#17 enters" was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from bets.actions.capacity import Movement
from bets.actions.shares import Share, moves
from bets.inputs import Inputs
from bets.names import Names, listing, weeks
from bets.sentences import change


@dataclass(frozen=True, slots=True)
class Told:
    """`lead` is what is given instead, "-2.0 Data"; `seen` is the movement as text."""

    lead: str
    sentence: str
    seen: str
    moves_any: bool


def told(inputs: Inputs, shares: Sequence[Share]) -> Told:
    """Against what stands in `inputs`. Nothing is saved."""
    moved = moves(inputs, shares)
    ranks = {candidate.id: rank for rank, candidate in enumerate(inputs.candidates, start=1)}
    names = Names(ranks=ranks, teams={share.team.slug: share.team.name for share in shares})
    lead = listing([_more_or_less(share, inputs) for share in shares])
    movement = Movement.of(moved)
    return Told(lead, change(moved, names), as_text(movement), movement != Movement())


def as_text(movement: Movement) -> str:
    """`81,82|7`: the ids that enter, and those that leave."""
    return "|".join(",".join(map(str, bets)) for bets in (movement.enters, movement.leaves))


def from_text(text: str) -> Movement:
    """What `as_text` wrote; anything else is the movement of nothing, which is looked at again."""
    enters, _, leaves = text.partition("|")
    return Movement(_ids(enters), _ids(leaves))


def _ids(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    return tuple(int(part) for part in parts) if all(part.isdecimal() and len(part) < 19 for part in parts) else ()


def _more_or_less(share: Share, inputs: Inputs) -> str:
    """ "+1.5 Data", or "Data unchanged"."""
    more = share.net_tenths - inputs.capacity.get(share.team.slug, 0)
    return f"{weeks(more) if more < 0 else '+' + weeks(more)} {share.team.name}" if more else f"{share.team.name} as is"
