"""What a pitch said: at submission, and after every edit since."""

from django.db import models

from bets.models.bet import Bet
from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard


class Version(models.Model):
    """Append-only. `content` maps each part of the bet and its pitch to its value, as plain JSON."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="versions")
    number = models.PositiveIntegerField(help_text="1 is what was submitted first")
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    state = models.CharField(max_length=10, choices=Cycle.State, help_text="of the cycle when it was written")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bet", "number"], name="one_version_per_number"),
            SameBoard(field="bet", name="version_bet_same_board"),
            SameBoard(field="by", name="version_by_same_board"),
        ]
