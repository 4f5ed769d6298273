"""What somebody on a team says blocks it, before it is a blocker. Instants are UTC."""

from typing import Self

from django.db import models
from django.db.models import Q

from bets.models import Bet
from eteam.models.room import room_topic
from eteam.models.side import Side, side_is_whole
from org.models import Board, Membership, Team
from org.same_board import SameBoard, board_key


class FlagQuerySet(models.QuerySet["Flag"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)


class Flag(models.Model):
    """Somebody on a team says what blocks it. Its VP makes it a blocker or rejects it, or it becomes one by itself."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, db_constraint=False, related_name="+")
    title = models.CharField(max_length=140)
    text = models.TextField(blank=True)
    blocking = models.CharField(max_length=10, choices=Side, default=Side.UNKNOWN)
    blocking_team = models.ForeignKey(Team, models.PROTECT, null=True, db_constraint=False, related_name="+")
    bet = models.ForeignKey(Bet, models.PROTECT, null=True, db_constraint=False, related_name="+")
    flagged_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    flagged_at = models.DateTimeField(help_text="the clock starts here")
    becomes_at = models.DateTimeField(help_text="untouched until then, it becomes a blocker by itself")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="none where it became a blocker by itself",
    )  # fmt: skip
    rejected_for = models.TextField(blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            side_is_whole("flag"),
            models.CheckConstraint(
                condition=Q(rejected_for="") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="flag_rejected_by_somebody",
            ),
            SameBoard(field="team", name="flag_team_same_board"),
            SameBoard(field="blocking_team", name="flag_blocking_team_same_board"),
            SameBoard(field="bet", name="flag_bet_same_board"),
            SameBoard(field="flagged_by", name="flag_by_same_board"),
            SameBoard(field="decided_by", name="flag_decider_same_board"),
            board_key("flag_board_key"),
        ]
        indexes = [models.Index(fields=["becomes_at"], condition=Q(decided_at=None), name="waiting_flags")]

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        return self.title

    @property
    def topic(self) -> str:
        return room_topic(self.board_id)

    @property
    def is_rejected(self) -> bool:
        return bool(self.rejected_for)
