"""How long the questions take, beside one allocation of the same board in the same run."""

from collections.abc import Callable, Sequence
from random import Random
from time import process_time
from timeit import repeat

from bets.allocation import Allocation, Candidate, Policy, allocate
from bets.consensus.agreed import agreed
from bets.consensus.pairs import disputed
from bets.questions import count, decisive, questions
from tests.bets.the_questions import private_order
from tests.bets.the_real_case import CANDIDATES, CAPACITY


def print_questions() -> None:
    for bets, teams, wanted in ((50, 12, 5), (1000, 200, 200)):
        board, capacity = _board(bets, teams)
        _print(f"{bets} x {teams}", allocate(board, capacity, Policy.FILL), f"; questions wanted: about {wanted} ms")
    for policy in Policy:
        _print("the real case", allocate(CANDIDATES, CAPACITY, policy), "; counts wanted: 50 ms")


def _print(name: str, allocation: Allocation, wanted: str) -> None:
    """Three leaders near today's order. Of 1,000 bets what they agree on is left out: it is half a million pairs."""
    order = [bet.id for bet in allocation.candidates]
    orders = [private_order(order, 0.5, Random(seed)) for seed in range(3)]
    pairs, known = disputed(orders), agreed(orders) if len(order) <= 50 else ()
    floor = _milliseconds(lambda: allocate(allocation.candidates, allocation.capacity, allocation.policy))
    acts: Sequence[tuple[str, Callable[[], object]]] = (
        ("decisive", lambda: decisive(allocation)),
        ("questions", lambda: questions(allocation, pairs, known)),
        ("counts", lambda: count(allocation, pairs, known)),
    )
    asked = len(questions(allocation, pairs, known))
    times = {what: _milliseconds(act) for what, act in acts}
    figures = ", ".join(f"{what} {ms:.1f} ms ({ms / floor:.1f} allocations)" for what, ms in times.items())
    print(f"{name}, {allocation.policy}, {len(pairs)} disputed pairs, {asked} questions: {figures}{wanted}")


def _board(bets: int, teams: int) -> tuple[list[Candidate], dict[str, int]]:
    random = Random(bets)
    names = [f"team-{n}" for n in range(teams)]
    candidates = [Candidate(n, {team: random.randint(10, 60) for team in random.sample(names, 3)}) for n in range(bets)]
    return candidates, dict.fromkeys(names, bets * 100 // teams)


def _milliseconds(act: Callable[[], object]) -> float:
    return min(repeat(act, number=1, repeat=3, timer=process_time)) * 1000
