"""What a bet asks of a team, in tenths of person-weeks."""

from django.db import models
from django.db.models import Q

from bets.models.bet import Bet
from org.models import Board, Membership, Team
from org.same_board import SameBoard

MOST_TENTHS = 100_000


class Demand(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        CONFIRMED = "confirmed", "Confirmed"
        DISPUTED = "disputed", "Disputed"
        SETTLED = "settled", "Set by a leader"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="demands")
    team = models.ForeignKey(Team, models.PROTECT, db_constraint=False, related_name="demands")
    tenths = models.PositiveIntegerField(help_text="what counts")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    offered_tenths = models.PositiveIntegerField(null=True, blank=True, help_text="the disputing VP's own number")
    asked_tenths = models.PositiveIntegerField(null=True, blank=True, help_text="before a leader settled it")
    decided_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    decided_via = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bet", "team"], name="one_demand_per_team"),
            models.CheckConstraint(condition=Q(tenths__gte=1, tenths__lte=MOST_TENTHS), name="demand_within_reason"),
            SameBoard(field="bet", name="demand_bet_same_board"),
            SameBoard(field="team", name="demand_team_same_board"),
            SameBoard(field="decided_by", name="demand_decider_same_board"),
        ]

    @property
    def is_agreed(self) -> bool:
        """Whether lock accepts it."""
        return self.state in (self.State.CONFIRMED, self.State.SETTLED)
