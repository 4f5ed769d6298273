"""What was locked: order, demands, capacities and policy, frozen under a hash."""

from django.db import models
from django.db.models import Q

from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard, board_key


class Plan(models.Model):
    """One lock of a cycle. An unlock ends it; the next lock makes another, and the history stays."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="plans")
    revision = models.PositiveIntegerField(help_text="of the order that was locked")
    content = models.JSONField(help_text="see bets.plan.content")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content, keys sorted")
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    unlocked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle"], condition=Q(unlocked_at=None), name="one_plan_in_force"),
            board_key("plan_board_key"),
            SameBoard(field="cycle", name="plan_cycle_same_board"),
            SameBoard(field="locked_by", name="plan_locker_same_board"),
        ]


class UnlockVote(models.Model):
    """A leader's wish to unlock, with a reason. Two different leaders within a day do it."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, db_constraint=False, related_name="unlock_votes")
    by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            SameBoard(field="plan", name="unlock_vote_plan_same_board"),
            SameBoard(field="by", name="unlock_vote_by_same_board"),
        ]
