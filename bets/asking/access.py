"""The road to a question: two bets of a cycle that the person may see the questions of."""

from bets.access import cycle_for
from bets.asking.reading import Pair
from bets.models import Bet, Cycle
from org.access import unknown
from org.models import Membership, Person


def pair_for(person: Person, pk: int, first: int, second: int, *, to: str) -> tuple[Cycle, Membership, Pair]:
    """The cycle, the person's place, and the two, the lower id first. Http404 unless both are bets of the cycle.

    A bet without a rank is one too: whoever answers about it is told that the question is closed.
    """
    cycle, member = cycle_for(person, pk, to=to)
    pair = (min(first, second), max(first, second))
    if Bet.objects.filter(cycle=cycle, pk__in=pair).exclude(status=Bet.Status.DRAFT).count() != 2:
        raise unknown(member, f"question {first}, {second}")
    return cycle, member, pair
