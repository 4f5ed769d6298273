"""A ranking session: the hours in which leaders and VPs look at one order together.

The order is the cycle's; here stands what the room shares besides: who is there, whose turn it is to pitch, and what
the presenter points at. Times are UTC.
"""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bets.models.bet import Bet
from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard, board_key

AWAY_AFTER = timedelta(seconds=90)
"""A page tells every 20 seconds that somebody is there; this many missing, and they count as gone."""


class RankingSession(models.Model):
    """At most one of a cycle is open. `running` are the bets that are pitched, in the order of their turns."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="sessions")
    opened_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    closed_at = models.DateTimeField(null=True)
    running = ArrayField(models.BigIntegerField(), default=list)
    minutes = models.PositiveSmallIntegerField(default=5, help_text="for each pitch")
    turn = models.PositiveSmallIntegerField(null=True, help_text="a place of `running`, from 0; none before the first")
    ends_at = models.DateTimeField(null=True, help_text="of the turn, while its clock runs")
    left_seconds = models.IntegerField(null=True, help_text="of the turn, while its clock stands; below 0: over time")
    presenter = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    focus = models.ForeignKey(
        Bet, models.SET_NULL, null=True, db_constraint=False, related_name="+",
        help_text="what the presenter points at",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle"], condition=Q(closed_at=None), name="one_open_session_per_cycle"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="session_closed_by_somebody",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=120), name="session_minutes_in_bounds"),
            models.CheckConstraint(
                condition=~Q(ends_at__isnull=False, left_seconds__isnull=False), name="session_clock_runs_or_stands"
            ),
            SameBoard(field="cycle", name="session_cycle_same_board"),
            SameBoard(field="opened_by", name="session_opener_same_board"),
            SameBoard(field="closed_by", name="session_closer_same_board"),
            SameBoard(field="presenter", name="session_presenter_same_board"),
            SameBoard(field="focus", scope="cycle", name="session_focus_same_cycle"),
            board_key("session_board_key"),
        ]

    def __str__(self) -> str:
        return f"Ranking session of {self.opened_at:%d %B %Y}"

    @property
    def pitched(self) -> int | None:
        """The bet whose turn it is."""
        return self.running[self.turn] if self.turn is not None and self.turn < len(self.running) else None


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def here(self, now: datetime) -> Self:
        """Those who are in the room at this moment."""
        return self.filter(left_at=None, seen_at__gt=now - AWAY_AFTER)

    def see(self, session: RankingSession, member: Membership, now: datetime) -> None:
        """That the member is in the room at this moment, for the first time or again. Never earlier than known."""
        seat, _ = self.get_or_create(
            session=session, member=member, defaults={"board_id": session.board_id, "since": now, "seen_at": now}
        )
        seat.seen_at, seat.left_at = max(seat.seen_at, now), None
        seat.save(update_fields=["seen_at", "left_at"])


class Attendance(models.Model):
    """That somebody was there; written by themselves and by nobody else."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    session = models.ForeignKey(RankingSession, models.CASCADE, db_constraint=False, related_name="attendances")
    member = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="when a page of theirs last said that they are there")
    left_at = models.DateTimeField(null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_attendance_each"),
            models.CheckConstraint(condition=Q(seen_at__gte=F("since")), name="attendance_seen_after_arrival"),
            SameBoard(field="session", name="attendance_session_same_board"),
            SameBoard(field="member", name="attendance_member_same_board"),
        ]
