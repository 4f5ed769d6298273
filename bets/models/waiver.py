"""A leader's sentence for what would otherwise keep a cycle from being locked."""

from django.db import models
from django.db.models import Q

from bets.models.bet import Bet
from bets.models.cycle import Cycle
from org.models import Board, Membership, Team
from org.same_board import SameBoard


class Waiver(models.Model):
    """Holds for one thing that is missing, and only while the figures are those that the leader saw (`fact`)."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="waivers")
    code = models.CharField(max_length=30)
    bet = models.ForeignKey(Bet, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="waivers")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="+")
    other = models.ForeignKey(
        Bet, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="+",
        help_text="the second bet of what is about two",
    )  # fmt: skip
    fact = models.CharField(max_length=200, blank=True, help_text="see bets.readiness.Missing")
    reason = models.TextField()
    by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "code", "bet", "other", "team"], name="one_waiver_each", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_says_why"),
            SameBoard(field="cycle", name="waiver_cycle_same_board"),
            SameBoard(field="bet", scope="cycle", name="waiver_bet_same_cycle"),
            SameBoard(field="other", scope="cycle", name="waiver_other_same_cycle"),
            SameBoard(field="team", name="waiver_team_same_board"),
            SameBoard(field="by", name="waiver_by_same_board"),
        ]
