"""What a team can give to bets in a cycle, in tenths of person-weeks."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest

from bets.models.cycle import Cycle
from bets.models.demand import MOST_TENTHS
from org.models import Board, Team
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
