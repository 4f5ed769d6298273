"""From a request to what drifts in a cycle: for the members of its room."""

from bets.access import cycle_for
from bets.models import Cycle
from eteam.access import authorise
from org.models import Membership, Person


def drift_for(person: Person, pk: int, *, to: str = "eteam.read_room") -> tuple[Cycle, Membership]:
    """The cycle, and the person's place, if they may do `to` in the room."""
    cycle, member = cycle_for(person, pk, to="board.view")
    authorise(member, to)
    return cycle, member
