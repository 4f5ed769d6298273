"""What everybody was told while the faults went on. Lists are safe to append to from many threads."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Move:
    """An acknowledged move. `seconds`: of the one request that was answered; `at`: when, on the monotonic clock."""

    revision: int
    order: tuple[int, ...]
    changed: bool
    seconds: float
    at: float


@dataclass(frozen=True)
class Look:
    """One read of the order; `ranks` as it gave them."""

    revision: int
    ranks: tuple[int, ...]
    order: tuple[int, ...]

    def is_whole(self, bets: frozenset[int]) -> bool:
        """Whether it has every bet once, at 1..n: no tie, no gap."""
        n = len(bets)
        return self.ranks == tuple(range(1, n + 1)) and len(self.order) == n and frozenset(self.order) == bets


@dataclass
class Diary:
    moves: dict[str, Move] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # why a move was sent again, one word each time
    broken: list[str] = field(default_factory=list)  # answers that nobody may get
    given_up: list[str] = field(default_factory=list)

    @property
    def again(self) -> Counter[str]:
        return Counter(self.told)
