"""What leaders and an owner think of doing next, from what they saw last."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from bets.actions.leaving import Left, decline, to_tray, withdraw
from bets.actions.orders import Ordered, adopt, restore, undo
from bets.actions.pitching import submit
from bets.actions.ranking import Moved, move
from bets.models import Bet
from bets.ordering import After, Before, Target, ToRank
from journal.once import Key
from org.models import Membership
from tests.concurrency.table import CLIENTS, Look, Table
from tests.factories import NOW

Answer = Moved | Ordered | Left


@dataclass(frozen=True)
class Act:
    """One act, to be sent in the same words until it is answered. `tag` is its reason, by which the log knows it."""

    kind: str
    tag: str
    send: Callable[[], Answer | None]
    keyed: bool = False
    undoes: int | None = None


class Mind:
    """One client's choice of acts, the same for the same seed and the same sights."""

    def __init__(self, table: Table, leader: Membership, seed: int, *, keyed: float) -> None:
        """`keyed`: the share of the acts that carry an idempotency key, where the action takes one."""
        self._table, self._by, self._keyed = table, leader, keyed
        self._random = random.Random(seed)
        self._acts: dict[Callable[[Look, str, Key | None], Act], int] = {
            self._beside: 40, self._to_rank: 12, self._to_top: 5, self._place: 20, self._tray: 4,
            self._withdraw: 3, self._decline: 2, self._submit: 16, self._undo: 10, self._adopt: 3, self._restore: 1,
        }  # fmt: skip

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def next_act(self, seen: Look) -> Act:
        (think,) = self._random.choices(list(self._acts), weights=list(self._acts.values()))
        tag = f"{self._by.pk}-{uuid.UUID(int=self._random.getrandbits(128))}"
        key = Key.of(f"member:{self._by.pk}", tag, tag) if self.chance(self._keyed) else None
        return think(seen, tag, key)

    def _beside(self, seen: Look, tag: str, key: Key | None) -> Act:
        bet, neighbour = self._random.sample(seen.order, 2)
        return self._move(bet, self._random.choice([After, Before])(neighbour), seen, tag, key)

    def _to_rank(self, seen: Look, tag: str, key: Key | None) -> Act:
        rank = self._random.randint(1, len(seen.order))
        return self._move(self._random.choice(seen.order), ToRank(rank), seen, tag, key)

    def _to_top(self, seen: Look, tag: str, key: Key | None) -> Act:
        return self._move(self._random.choice(seen.order), After(None), seen, tag, key)

    def _place(self, seen: Look, tag: str, key: Key | None) -> Act:
        neighbour = self._random.choice(seen.order)
        target = self._random.choice([After(None), ToRank(len(seen.order) + 1), Before(neighbour), After(neighbour)])
        return self._move(self._outside(seen), target, seen, tag, key)

    def _move(self, bet: int, target: Target, seen: Look, tag: str, key: Key | None) -> Act:
        base = seen.revision if self.chance(0.4) else None
        return Act(
            "move", tag, keyed=key is not None,
            send=lambda: move(
                cycle=self._table.cycle, bet=bet, target=target, by=self._by, now=NOW, base_revision=base, reason=tag,
                key=key,
            ),
        )  # fmt: skip

    def _tray(self, seen: Look, tag: str, key: Key | None) -> Act:
        bet = self._random.choice(seen.order)
        return Act(
            "tray", tag, keyed=key is not None,
            send=lambda: to_tray(cycle=self._table.cycle, bet=bet, by=self._by, now=NOW, reason=tag, key=key),
        )  # fmt: skip

    def _withdraw(self, seen: Look, tag: str, key: Key | None) -> Act:
        bet = self._random.choice(seen.order)
        return Act(
            "withdraw", tag, keyed=key is not None,
            send=lambda: withdraw(bet=_bet(bet), by=self._table.owner, now=NOW, reason=tag, key=key),
        )  # fmt: skip

    def _decline(self, seen: Look, tag: str, key: Key | None) -> Act:
        bet = self._random.choice([*seen.order, self._outside(seen)])
        return Act(
            "decline", tag, keyed=key is not None,
            send=lambda: decline(bet=_bet(bet), by=self._by, now=NOW, reason=tag, key=key),
        )  # fmt: skip

    def _submit(self, seen: Look, tag: str, key: Key | None) -> Act:
        bet = self._outside(seen)

        def send() -> None:
            submit(bet=_bet(bet), by=self._table.owner, now=NOW)

        return Act("submit", tag, send)

    def _undo(self, seen: Look, tag: str, key: Key | None) -> Act:
        # Whoever undoes what they saw is always too late in this crowd; a guess is right now and then.
        newest = seen.revision + self._random.randint(1, CLIENTS)
        return Act(
            "undo", tag, keyed=key is not None, undoes=newest,
            send=lambda: undo(cycle=self._table.cycle, revision=newest, by=self._by, now=NOW, key=key),
        )  # fmt: skip

    def _adopt(self, seen: Look, tag: str, key: Key | None) -> Act:
        order = self._random.sample(seen.order, len(seen.order))
        base = seen.revision if self.chance(0.5) else None
        return Act(
            "adopt", tag, keyed=key is not None,
            send=lambda: adopt(
                cycle=self._table.cycle, order=order, by=self._by, now=NOW, base_revision=base, reason=tag, key=key
            ),
        )  # fmt: skip

    def _restore(self, seen: Look, tag: str, key: Key | None) -> Act:
        revision = max(1, seen.revision - self._random.randint(1, 5))
        return Act(
            "restore", tag, keyed=key is not None,
            send=lambda: restore(
                cycle=self._table.cycle, revision=revision, by=self._by, now=NOW, reason=tag, key=key
            ),
        )  # fmt: skip

    def _outside(self, seen: Look) -> int:
        """A bet without a rank; one with a rank if there is no other."""
        return self._random.choice(sorted(set(self._table.bets) - set(seen.order)) or self._table.bets)


def _bet(bet: int) -> Bet:
    return Bet.objects.select_related("cycle__board").get(pk=bet)
