""" "#15 at 5.0?": a leader asks whether a bet can do with less of a team."""

from django.db import models
from django.db.models import Q

from bets.models.bet import Bet
from bets.models.demand import MOST_TENTHS
from org.models import Board, Membership, Team
from org.same_board import SameBoard


class Shrink(models.Model):
    """Takes effect when the owner has said what is dropped, and the team's VP has agreed to the number."""

    class State(models.TextChoices):
        OPEN = "open", "Asked"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Taken back"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="shrinks")
    team = models.ForeignKey(Team, models.PROTECT, db_constraint=False, related_name="+")
    before_tenths = models.PositiveIntegerField(help_text="what was asked for when the leader asked")
    tenths = models.PositiveIntegerField(help_text="what the leader asks whether it would do")
    asked_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(blank=True)
    dropped = models.TextField(blank=True, help_text="the owner's answer: what the bet does without")
    owner_at = models.DateTimeField(null=True, blank=True)
    vp_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bet", "team"], condition=Q(state="open"), name="one_open_shrink"),
            models.CheckConstraint(condition=Q(tenths__gte=1, tenths__lte=MOST_TENTHS), name="shrink_within_reason"),
            SameBoard(field="bet", name="shrink_bet_same_board"),
            SameBoard(field="team", name="shrink_team_same_board"),
            SameBoard(field="asked_by", name="shrink_asker_same_board"),
            SameBoard(field="closed_by", name="shrink_closer_same_board"),
        ]
