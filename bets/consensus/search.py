"""A good order at once: the list is cut into blocks where that is right, and each is searched by insertions. Pure."""

from collections.abc import Iterable
from itertools import accumulate

from bets.consensus.opinions import Costs, Opinions, Order, cost, floor


def blocks(contradicted: Costs) -> list[Order]:
    """Parts that stand one above the other in every best order, topmost first.

    If each bet of an upper part is put above each of a lower one by more than half of those who name both, then to
    sort any order by parts takes opinions away from those that it contradicts, and adds none (the criterion of
    Condorcet). Two points for a won pair, one for a drawn one: the upper part is complete where its points are as
    many as its bets can have (Landau's theorem).
    """
    size = len(contradicted)
    points = [sum(_points(contradicted[a][b], contradicted[b][a]) for b in range(size)) - 1 for a in range(size)]
    order = sorted(range(size), key=lambda bet: (-points[bet], bet))
    found, start = [], 0
    for end, total in enumerate(accumulate(points[bet] for bet in order), start=1):
        if total == end * (end - 1) + 2 * end * (size - end):
            found.append(tuple(order[start:end]))
            start = end
    return found


def search(block: Order, said: Opinions) -> Order:
    """The best that insertions find, from each start in turn; the first one where they are equal."""
    least, members = floor(block, said.joint), set(block)
    best: tuple[int, Order] | None = None
    for start in said.starts:
        order = improved([bet for bet in start if bet in members], said.joint)
        total = cost(order, said.joint)
        if best is None or total < best[0]:
            best = total, order
        if total == least:
            break
    return best[1] if best else block


def improved(order: Iterable[int], costs: Costs) -> Order:
    """Each in turn goes where it costs least, until nobody has a better place."""
    moving = list(order)
    while sum(_placed(one, moving, costs) for one in tuple(moving)):
        pass
    return tuple(moving)


def _placed(one: int, order: list[int], costs: Costs) -> bool:
    """Whether it had to move."""
    start = order.index(one)
    del order[start]
    passed = (costs[other][one] - costs[one][other] for other in order)
    at = list(accumulate(passed, initial=0))  # what its places cost, from the top down, more than the topmost
    end = start if at[start] == min(at) else at.index(min(at))
    order.insert(end, one)
    return end != start


def _points(against: int, towards: int) -> int:
    return (against <= towards) + (against < towards)
