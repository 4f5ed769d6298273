"""How many questions can still change what is funded."""

from bets.allocation import Allocation
from bets.asking import words
from bets.asking.reading import read
from bets.models import Cycle
from bets.questions import Count


def counter(cycle: Cycle, allocation: Allocation) -> Count | None:
    """Of the cycle's order of now, as `allocation` has it. None while no round was revealed.

    One statement, and two more where leaders disagree and something was settled.
    """
    asking = read(cycle)
    return asking.count(allocation) if asking.is_revealed else None


def counted(cycle: Cycle, allocation: Allocation) -> str:
    """The same in a sentence; empty while no round was revealed."""
    found = counter(cycle, allocation)
    return words.counted(found) if found else ""
