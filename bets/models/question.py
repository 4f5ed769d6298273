"""If you had to kill one of these two, which would it be? What leaders answered, and how it ended.

A question is about a pair, whichever of the two stands above: `first` is the one with the lower id. It counts while
neither of the two has moved since `revision` (see `bets.ordering.Act.touches`).
"""

from django.db import models
from django.db.models import F, Q

from bets.models.bet import Bet
from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard


def _pair(name: str) -> list[models.BaseConstraint]:
    """What holds for every row about two bets of a cycle."""
    return [
        models.CheckConstraint(condition=Q(first__lt=F("second")), name=f"{name}_names_a_pair"),
        models.CheckConstraint(
            condition=Q(keeps=None) | Q(keeps=F("first")) | Q(keeps=F("second")), name=f"{name}_keeps_one_of_the_pair"
        ),
        SameBoard(field="cycle", name=f"{name}_cycle_same_board"),
        SameBoard(field="first", scope="cycle", name=f"{name}_first_same_cycle"),
        SameBoard(field="second", scope="cycle", name=f"{name}_second_same_cycle"),
        SameBoard(field="keeps", scope="cycle", name=f"{name}_keeps_same_cycle"),
    ]


class Opinion(models.Model):
    """What one leader says, while the question is open: whom they keep, or (None) that they yield."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="+")
    first = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    second = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    leader = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    keeps = models.ForeignKey(Bet, models.CASCADE, null=True, db_constraint=False, related_name="+")
    revision = models.PositiveIntegerField(help_text="of the order that it was given on")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *_pair("opinion"),
            models.UniqueConstraint(fields=["cycle", "first", "second", "leader"], name="one_opinion_each"),
            SameBoard(field="leader", name="opinion_leader_same_board"),
        ]


class Settlement(models.Model):
    """How a question ended: `keeps` stands above the other, with the order as it was at `revision`, after the act."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="+")
    first = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    second = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    keeps = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = _pair("settlement")
        indexes = [models.Index(fields=["cycle", "first", "second"], name="settlement_of_pair")]
