"""The order: dense whole numbers 1..n. No floats, no gaps, no ties, in every read.

Two things hold it: the cycle's lock, under which every change is made; and, for whoever comes without it, a
deferred unique key (no ties) with a trigger that refuses every statement that leaves count and maximum different
(no gaps). The trigger is the reason for two movements that look odd: what is placed enters at n + 1 and is then
shifted, what leaves is shifted to n and then deleted.
"""

from collections.abc import Sequence

from django.db import connection, models
from django.db.models import Q

from bets.models.bet import Bet
from bets.models.cycle import Cycle
from org.models import Board
from org.same_board import SameBoard

# A shifted range and a raised revision are one change, so they are one statement.
_SHIFT = """
WITH counted AS (UPDATE bets_cycle SET revision = revision + 1 WHERE id = %(cycle)s RETURNING id)
UPDATE bets_rank SET position = CASE WHEN bet_id = %(bet)s THEN %(to)s ELSE position + %(step)s END
FROM counted WHERE cycle_id = counted.id AND position BETWEEN %(low)s AND %(high)s
"""
_REORDER = """
WITH counted AS (UPDATE bets_cycle SET revision = revision + 1 WHERE id = %(cycle)s RETURNING id)
UPDATE bets_rank SET position = wanted.position
FROM counted, unnest(%(order)s::bigint[]) WITH ORDINALITY AS wanted (bet_id, position)
WHERE cycle_id = counted.id AND bets_rank.bet_id = wanted.bet_id AND bets_rank.position <> wanted.position
"""

_ORDER_AND_BET = """
SELECT bets_bet.*, ARRAY(SELECT bet_id FROM bets_rank WHERE cycle_id = %s ORDER BY position) AS whole_order
FROM bets_bet WHERE id = %s AND cycle_id = %s
"""


class RankQuerySet(models.QuerySet["Rank"]):
    """Writers hold the cycle's lock; none of these takes it."""

    def order(self, cycle: Cycle) -> list[int]:
        """The ids of the cycle's ranked bets, #1 first."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT bet_id FROM bets_rank WHERE cycle_id = %s ORDER BY position", [cycle.pk])
            return [bet for (bet,) in cursor.fetchall()]

    def order_and(self, cycle: Cycle, bet: int) -> tuple[list[int], Bet | None]:
        """The order, and `bet` if it is one of the cycle's. One statement."""
        row = next(iter(Bet.objects.raw(_ORDER_AND_BET, [cycle.pk, bet, cycle.pk])), None)
        return (list(getattr(row, "whole_order", ())), row)

    def shift(self, cycle: Cycle, bet: int, start: int, to: int) -> None:
        """Bring `bet` from position `start` to position `to`; all between move by one. Raises the revision."""
        low, high, step = (start, to, -1) if start < to else (to, start, 1)
        row = {"cycle": cycle.pk, "bet": bet, "to": to, "step": step, "low": low, "high": high}
        with connection.cursor() as cursor:
            cursor.execute(_SHIFT, row)
        cycle.revision += 1

    def append(self, cycle: Cycle, bets: Sequence[int], after: int) -> None:
        """Put `bets` at the end, behind position `after`. Leaves the revision alone."""
        self.bulk_create(
            Rank(board_id=cycle.board_id, cycle=cycle, bet_id=bet, position=position)
            for position, bet in enumerate(bets, start=after + 1)
        )

    def reorder(self, cycle: Cycle, order: Sequence[int]) -> None:
        """Give the ranked bets the positions of `order`, a permutation of them. Raises the revision."""
        with connection.cursor() as cursor:
            cursor.execute(_REORDER, {"cycle": cycle.pk, "order": list(order)})
        cycle.revision += 1

    def cut(self, cycle: Cycle, keep: int) -> None:
        """Take the ranks behind position `keep` away. Leaves the revision alone."""
        self.filter(cycle=cycle, position__gt=keep).delete()


class Rank(models.Model):
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="ranks")
    bet = models.OneToOneField(Bet, models.CASCADE, db_constraint=False, related_name="rank")
    position = models.PositiveIntegerField()

    objects = RankQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "position"], name="one_bet_per_rank", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="ranks_begin_at_one"),
            SameBoard(field="cycle", name="rank_cycle_same_board"),
            SameBoard(field="bet", name="rank_bet_same_board"),
            SameBoard(field="bet", scope="cycle", name="rank_bet_same_cycle"),
        ]

    def __str__(self) -> str:
        return f"#{self.position}"
