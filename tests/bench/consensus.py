"""How long a proposal takes, and its proof: 50 bets, leaders near each other and with nothing in common."""

import time
from statistics import median

from bets.consensus.kemeny import propose, prove
from tests.bets.consensus.elections import Election, diverse, near

BETS = 50
LEADERS = (2, 3, 5, 8, 12, 15)
EACH = 3  # elections of a kind


def print_consensus() -> None:
    print(f"\nconsensus of {BETS} bets, milliseconds, median and slowest of {EACH}:")
    for leaders in LEADERS:
        _print_line("near", leaders, [near(BETS, leaders, 0.8, seed) for seed in range(EACH)])
    for leaders in LEADERS:
        _print_line("diverse", leaders, [diverse(BETS, leaders, seed) for seed in range(EACH)])


def _print_line(kind: str, leaders: int, elections: list[Election]) -> None:
    last = list(range(1, BETS + 1))
    searched, proved, sure = [], [], 0
    for orders in elections:
        began = time.perf_counter()
        propose(orders, last)
        between = time.perf_counter()
        sure += prove(orders, last).is_proved
        searched.append((between - began) * 1000)
        proved.append((time.perf_counter() - between) * 1000)
    print(f"  {kind}, {leaders} leaders: propose {median(searched):.0f} ({max(searched):.0f}),"
          f" prove {median(proved):.0f} ({max(proved):.0f}), {sure} of {len(elections)} proved")  # fmt: skip


if __name__ == "__main__":
    print_consensus()
