"""A ranking round: each leader sorts alone, then one order is proposed from all of them.

What a private order holds is nobody's but its leader's until the round is closed: it stands in no event, no log and
no answer to anybody else. Orders are arrays of bet ids, #1 first.
"""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard, board_key


class Round(models.Model):
    """Open, then closed: revealed, or called off. At most one of a cycle is open.

    `proposal` is the order that comes out of it, `distance` the pair opinions that it contradicts, `bound` what is
    proved that no order can stay below: equal, and the proposal is proved to be the best there is.
    """

    PROVED_WITHIN = timedelta(hours=1)
    """Of the reveal; then the distance that is proved stays as it is."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="rounds")
    opened_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    opened_at = models.DateTimeField()
    bets = ArrayField(models.BigIntegerField(), help_text="what is put in order: ranked and tray, as it stood then")
    base_revision = models.PositiveIntegerField(help_text="of the cycle's order when the round was opened")
    reference = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="whose order is the proposal, if the leaders said so before the round",
    )  # fmt: skip
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    closed_at = models.DateTimeField(null=True)
    called_off = models.BooleanField(default=False)
    proposal = ArrayField(models.BigIntegerField(), null=True)
    distance = models.PositiveIntegerField(null=True)
    bound = models.PositiveIntegerField(null=True)
    tried_at = models.DateTimeField(null=True, help_text="when the solver last began on it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle"], condition=Q(closed_at=None), name="one_open_round_per_cycle"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(proposal=None, called_off=False), name="round_open_is_blank"
            ),
            models.CheckConstraint(
                condition=Q(bound=None) | Q(bound__lte=F("distance")), name="round_bound_below_distance"
            ),
            SameBoard(field="cycle", name="round_cycle_same_board"),
            SameBoard(field="opened_by", name="round_opener_same_board"),
            SameBoard(field="closed_by", name="round_closer_same_board"),
            SameBoard(field="reference", name="round_reference_same_board"),
            board_key("round_board_key"),
        ]

    def __str__(self) -> str:
        return f"Ranking round of {self.opened_at:%d %B %Y}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_revealed(self) -> bool:
        return self.closed_at is not None and not self.called_off

    @property
    def is_proved(self) -> bool:
        return self.bound is not None and self.bound == self.distance


class PrivateOrder(models.Model):
    """One leader's order in one round. A trigger refuses every change once the round is closed.

    While it is sorted by forced choice, `queue` is the order in which the bets are inserted and `answers` what was
    said so far (see `bets.forced_choice`); `order` is then what has been sorted, with the rest behind it.
    """

    class Start(models.TextChoices):
        TODAY = "today", "the current order"
        LAST = "last", "the order of the last cycle"
        FORCED = "forced", "forced choice, two at a time"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, db_constraint=False, related_name="orders")
    leader = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    start = models.CharField(max_length=10, choices=Start)
    order = ArrayField(models.BigIntegerField())
    queue = ArrayField(models.BigIntegerField(), default=list)
    answers = ArrayField(models.BooleanField(), default=list)
    version = models.PositiveIntegerField(default=1, help_text="raised with every change; a page of before is refused")
    started_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "leader"], name="one_private_order_each"),
            models.CheckConstraint(
                condition=Q(start__in=["today", "last", "forced"]), name="private_order_known_start"
            ),
            SameBoard(field="round", name="private_order_round_same_board"),
            SameBoard(field="leader", name="private_order_leader_same_board"),
        ]

    def __str__(self) -> str:
        return f"Private order {self.pk}"
