"""Invented boards for the questions, and what the definition says of them when every act is carried out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from bets.allocation import BetId, Candidate, Policy, Tenths, allocate
from bets.consensus.pairs import Disputed
from bets.ordering import After, Before, Target, destination
from bets.what_if import Difference, difference

TEAMS = "wxyz"
Pair = tuple[BetId, BetId]
Acts = dict[Pair, tuple[BetId, Target, Difference]]


def board(random: Random, *, plain: bool) -> tuple[list[Candidate], Tenths]:
    """Up to 8 bets in rank order; some must-do, needing or excluding others unless `plain`. A team may be missing."""
    ids = random.sample(range(1, 100), random.randint(0, 8))
    capacity = {team: random.randint(0, 60) for team in TEAMS if random.random() < 0.9}
    bets = [Candidate(bet, _demand(random)) for bet in ids]
    return (bets if plain else [_entangled(random, bet, ids) for bet in bets]), capacity


def _demand(random: Random) -> dict[str, int] | None:
    if random.random() < 0.07:
        return None
    return {team: random.randint(0, 25) for team in random.sample(TEAMS, random.randint(0, 3))}


def _entangled(random: Random, bet: Candidate, ids: Sequence[BetId]) -> Candidate:
    others = [other for other in ids if other != bet.id]
    return replace(
        bet,
        needs=tuple(random.sample(others, min(len(others), random.choice([0, 0, 0, 1, 2])))),
        excludes=tuple(random.sample(others, min(len(others), random.choice([0, 0, 0, 0, 1])))),
        must_do=random.random() < 0.15,
    )


def opinions(random: Random, bets: Sequence[Candidate]) -> list[Disputed]:
    """About half of the pairs, each disputed among 2 to 5 leaders; and one of a bet that has no rank."""
    some = [pair for pair in pairs_of(bets) if random.random() < 0.5]
    return [_disputed(random, pair) for pair in [*some, *((bet.id, 1000) for bet in bets[:1])]]


def _disputed(random: Random, pair: Pair) -> Disputed:
    of = random.randint(2, 5)
    return Disputed(first=min(pair), second=max(pair), first_above=random.randint(1, of - 1), of=of)


def pairs_of(bets: Sequence[Candidate]) -> list[Pair]:
    return list(combinations((bet.id for bet in bets), 2))


def moved(order: Sequence[BetId], bet: BetId, target: Target) -> list[BetId]:
    place = destination(order, bet, target)
    others = [other for other in order if other != bet]
    return [*others[: place - 1], bet, *others[place - 1 :]]


def act(bets: Sequence[Candidate], bet: BetId, target: Target) -> list[Candidate]:
    by_id = {candidate.id: candidate for candidate in bets}
    return [by_id[one] for one in moved(list(by_id), bet, target)]


def by_definition(bets: Sequence[Candidate], capacity: Tenths, policy: Policy, agreed: Sequence[Pair] = ()) -> Acts:
    """Per decisive pair the act of its question. All acts on all pairs are carried out and allocated anew."""
    today = allocate(bets, capacity, policy)
    standing = {pair for pair in agreed if pair in pairs_of(bets)}
    found: Acts = {}
    for upper, lower in pairs_of(bets):
        for bet, target in ((lower, Before(upper)), (upper, After(lower))):
            after = act(bets, bet, target)
            change = difference(today, allocate(after, capacity, policy))
            if (change.enters or change.leaves) and standing.issubset(pairs_of(after)):
                best = found.get((upper, lower))
                if best is None or weight(change) < weight(best[2]):
                    found[upper, lower] = (bet, target, change)
    return found


def weight(change: Difference) -> int:
    return sum(change.changes_hands.values())


def private_order(order: Sequence[BetId], phi: float, random: Random) -> tuple[BetId, ...]:
    """One leader's order: a Mallows sample around `order`, by repeated insertion.

    Each bet goes below those inserted before it, or by a factor of `phi` less likely one place higher, and so on:
    0 gives `order` itself, 1 any order.
    """
    result: list[BetId] = []
    for bet in order:
        places = range(len(result) + 1)
        result.insert(random.choices(places, [phi ** (len(result) - place) for place in places])[0], bet)
    return tuple(result)
