"""The sessions of a room, who is in one, and what each VP reports to it. Instants are UTC."""

from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from bets.models import Cycle
from eteam.models.room import room_topic
from org.models import Board, Membership
from org.same_board import SameBoard, board_key

EARLY = timedelta(minutes=30)
"""How long before its start a session can be opened: one that is opened by mistake routes every blocker anew."""


class SessionQuerySet(models.QuerySet["Session"]):
    def standing(self) -> Self:
        """All that will be or are being held."""
        return self.filter(state__in=[Session.State.PLANNED, Session.State.RUNNING])

    def running(self) -> Self:
        return self.filter(state=Session.State.RUNNING)

    def by_start(self) -> Self:
        return self.order_by("starts_at", "pk")


class Session(models.Model):
    """`revision` goes up whenever it is moved or cancelled; what was said of an earlier one no longer holds.

    A checkpoint is a short one, for what cannot wait.
    """

    class Kind(models.TextChoices):
        SESSION = "session", "Session"
        CHECKPOINT = "checkpoint", "Checkpoint"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        RUNNING = "running", "Running"
        CLOSED = "closed", "Closed"
        CANCELLED = "cancelled", "Cancelled"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SESSION)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    planned_on = models.DateField(
        null=True, help_text="the date that the timetable gave it, wherever it was moved to; none: added by hand"
    )
    moved = models.BooleanField(default=False, help_text="by hand: it follows the timetable no longer")
    zone = models.CharField(max_length=60, help_text="IANA zone of its wall times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    chair = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    cancelled_for = models.TextField(blank=True, help_text="the reason why it is not held")
    unheard_for = models.TextField(blank=True, help_text="the reason why it was closed with items unheard")
    unheard = models.PositiveSmallIntegerField(default=0)
    focus = models.CharField(max_length=40, blank=True, help_text="the key of the agenda's item that is on the floor")
    focus_since = models.DateTimeField(null=True)
    left_open = models.BooleanField(default=False, help_text="still running at midnight")
    heard = models.JSONField(null=True, help_text="the agenda as it was when it was closed")

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "kind", "planned_on"], condition=Q(planned_on__isnull=False),
                name="one_session_per_date",
            ),
            models.UniqueConstraint(fields=["board"], condition=Q(state="running"), name="one_running_session"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="eteam_session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"], opened_at=None)
                | Q(state__in=["running", "closed"], opened_at__isnull=False, opened_by__isnull=False),
                name="eteam_session_opened_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="eteam_session_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(unheard=0) | ~Q(unheard_for=""), name="eteam_session_unheard_for_a_reason"
            ),
            SameBoard(field="cycle", name="eteam_session_cycle_same_board"),
            SameBoard(field="chair", name="eteam_session_chair_same_board"),
            SameBoard(field="opened_by", name="eteam_session_opener_same_board"),
            SameBoard(field="closed_by", name="eteam_session_closer_same_board"),
            board_key("eteam_session_board_key"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["board", "starts_at"], name="eteam_session_by_start")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.get_kind_display()} of {self.wall_start.day} {self.wall_start:%B %Y}"

    @property
    def topic(self) -> str:
        return room_topic(self.board_id)

    @property
    def minutes(self) -> int:
        """How long it is planned to last."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def wall_start(self) -> datetime:
        """When it starts, on the clocks of its zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def opens_at(self) -> datetime:
        """From when on it can be opened."""
        return self.starts_at - EARLY

    @property
    def stands(self) -> bool:
        """It will be or is being held."""
        return self.state in (self.State.PLANNED, self.State.RUNNING)

    @property
    def follows_timetable(self) -> bool:
        """Whether it is where the timetable put it, and goes along when that changes."""
        return self.state == self.State.PLANNED and not self.moved and self.planned_on is not None

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_checkpoint(self) -> bool:
        return self.kind == self.Kind.CHECKPOINT


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self, since: datetime) -> Self:
        """Those of whom a page has told since then that they are in the room."""
        return self.filter(left_at=None, seen_at__gt=since)


class Presence(models.Model):
    """That somebody was in the room; written by themselves, which a check holds, and by nobody else."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, models.CASCADE, db_constraint=False, related_name="presences")
    member = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    recorded_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    as_steward = models.BooleanField(default=False, help_text="keeps agenda and time, decides nothing")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="when a page of theirs last said that they are there")
    left_at = models.DateTimeField(null=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="one_presence_each"),
            models.CheckConstraint(condition=Q(recorded_by=F("member")), name="presence_recorded_by_oneself"),
            SameBoard(field="session", name="presence_session_same_board"),
            SameBoard(field="member", name="presence_member_same_board"),
            SameBoard(field="recorded_by", name="presence_recorder_same_board"),
        ]


class DomainReport(models.Model):
    """What one VP says of their own domain before a session. Nobody writes another's: there is no such field."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, models.CASCADE, db_constraint=False, related_name="reports")
    vp = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    on_track = models.BooleanField()
    changed = models.CharField(max_length=400, help_text="what changed since last time")
    needed = models.CharField(max_length=400, blank=True, help_text="what they need of the others")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "vp"], name="one_domain_report_each"),
            SameBoard(field="session", name="domain_report_session_same_board"),
            SameBoard(field="vp", name="domain_report_vp_same_board"),
        ]
