"""How much of each team goes to bets that nobody chose: law and security come before #1. Pure."""

from collections import Counter

from bets.allocation import Allocation, Team

SHARE = 15
"""Percent of a team's net capacity that must-do bets may take without a leader's sentence."""


def taken(allocation: Allocation) -> dict[Team, int]:
    """Tenths of person-weeks that funded must-do bets take, per team that they take any of."""
    found: Counter[Team] = Counter()
    for bet in allocation.candidates:
        if bet.must_do and bet.id not in allocation.unfunded:
            found.update(bet.demand or {})
    return dict(found)


def exceeds(tenths: int, net: int) -> bool:
    """Whether this much of a team that has `net` needs a sentence."""
    return tenths * 100 > net * SHARE
