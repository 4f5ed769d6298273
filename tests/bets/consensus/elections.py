"""Elections to try the proposals on: seeded, the same in each run. Bets are numbers."""

from itertools import permutations
from random import Random

Election = list[list[int]]

LETTERS = "ABCDE"


def spelled(*orders: str) -> Election:
    """Orders written as letters: "BACED"."""
    return [[LETTERS.index(letter) for letter in order] for order in orders]


def repeated(*parts: tuple[int, str]) -> Election:
    """So many leaders each with the same order."""
    return [order for count, word in parts for order in spelled(*[word] * count)]


def near(bets: int, leaders: int, spread: float, seed: int) -> Election:
    """Orders near a common one (Mallows): a step away from it is `spread` times as likely as to stay."""
    random = Random(f"{bets} {leaders} {spread} {seed}")
    common = random.sample(range(1, bets + 1), bets)
    return [_drawn(common, spread, random) for _ in range(leaders)]


def diverse(bets: int, leaders: int, seed: int) -> Election:
    """Orders that have nothing in common: every one is as likely as any other."""
    random = Random(f"{bets} {leaders} diverse {seed}")
    return [random.sample(range(1, bets + 1), bets) for _ in range(leaders)]


def small(seed: int, largest: int, *, partial: bool) -> tuple[Election, list[int]]:
    """Up to so many bets and 1 to 6 leaders, with a last revision; `partial`: each may lack some."""
    random = Random(f"{seed} {partial}")
    bets = random.sample(range(1, 100), random.randint(1, largest))
    leaders = random.randint(1, 6)
    orders = [random.sample(bets, random.randint(1, len(bets)) if partial else len(bets)) for _ in range(leaders)]
    last = random.sample([*bets, 200, 201], random.randint(0, len(bets) + 2) if partial else len(bets) + 2)
    return orders, last


def every_order(orders: Election) -> list[tuple[int, ...]]:
    return list(permutations({bet for order in orders for bet in order}))


def _drawn(common: list[int], spread: float, random: Random) -> list[int]:
    """By repeated insertion: so many places above the end, each `spread` times as likely as the one before."""
    order: list[int] = []
    for length, bet in enumerate(common, start=1):
        up = random.choices(range(length), [spread**places for places in range(length)])[0]
        order.insert(length - 1 - up, bet)
    return order
