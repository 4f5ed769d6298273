"""What a team can give to bets in a cycle, in tenths of person-weeks."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest

from bets.models.cycle import Cycle
from bets.models.demand import MOST_TENTHS
from org.models import Board, Membership, Team
from org.same_board import SameBoard, board_key


class Capacity(models.Model):
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="capacities")
    team = models.ForeignKey(Team, models.PROTECT, db_constraint=False, related_name="capacities")
    raw_tenths = models.PositiveIntegerField()
    reserve_permille = models.PositiveSmallIntegerField(default=0, help_text="share that runs the business")
    carry_over_tenths = models.PositiveIntegerField(default=0, help_text="sum of the carry-over items")
    # The reserve is rounded up to a tenth; what is left is never below zero.
    net_tenths = models.GeneratedField(
        expression=Greatest(
            F("raw_tenths") - (F("raw_tenths") * F("reserve_permille") + 999) / 1000 - F("carry_over_tenths"), 0
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "team"], name="one_capacity_per_team"),
            models.CheckConstraint(condition=Q(reserve_permille__lte=1000), name="reserve_within_the_whole"),
            models.CheckConstraint(
                condition=Q(raw_tenths__lte=MOST_TENTHS, carry_over_tenths__lte=MOST_TENTHS),
                name="capacity_within_reason",
            ),
            board_key("capacity_board_key"),
            SameBoard(field="cycle", name="capacity_cycle_same_board"),
            SameBoard(field="team", name="capacity_team_same_board"),
        ]


class CarryOver(models.Model):
    """Work of an earlier cycle that takes capacity without having been pitched again."""

    capacity = models.ForeignKey(Capacity, models.CASCADE, related_name="carry_overs")
    what = models.CharField(max_length=200)
    tenths = models.PositiveIntegerField()
    why_not_pitched = models.CharField(max_length=300)


class CapacityProposal(models.Model):
    """What a team's VP says that the team can give; counts once a leader has accepted it.

    `carry_overs` is a list of {"what", "tenths", "why_not_pitched"}.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="capacity_proposals")
    team = models.ForeignKey(Team, models.PROTECT, db_constraint=False, related_name="+")
    raw_tenths = models.PositiveIntegerField()
    reserve_permille = models.PositiveSmallIntegerField(default=0)
    carry_overs = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_accepted = models.BooleanField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "team"], condition=Q(decided_at=None), name="one_open_capacity_proposal"
            ),
            SameBoard(field="cycle", name="capacity_proposal_cycle_same_board"),
            SameBoard(field="team", name="capacity_proposal_team_same_board"),
            SameBoard(field="proposed_by", name="capacity_proposal_by_same_board"),
            SameBoard(field="decided_by", name="capacity_decider_same_board"),
        ]

    def decide(self, by: Membership, now: datetime, *, is_accepted: bool, reason: str = "") -> None:
        self.decided_by, self.decided_at, self.is_accepted, self.decided_reason = by, now, is_accepted, reason
        self.save(update_fields=["decided_by", "decided_at", "is_accepted", "decided_reason"])
