"""A board's weekly room: when it meets, and by which rules its clock runs."""

from datetime import datetime, time
from typing import Self

from django.db import models
from django.db.models import Q

from eteam.schedule import Meeting, Timetable
from org.models import Board

TARGET_MINUTES = 1200
"""Working minutes in which whoever is blocked is unblocked, unless the room says otherwise: 2.5 days of 8 hours."""


class RoomQuerySet(models.QuerySet["Room"]):
    def locked(self, board: int) -> "Room":
        """The board's room, its row held until the transaction ends. The first lock of every act in it.

        One lock for all of it, because the route of a blocker depends on the sessions and on every other blocker.
        FOR NO KEY UPDATE: plain FOR UPDATE would also stop every insert that refers to the room.
        """
        return self.select_for_update(no_key=True, of=("self",)).select_related("board").get(board=board)

    def of(self, board: int) -> Self:
        return self.filter(board=board).select_related("board")


class Room(models.Model):
    """A board without a row has no weekly room yet. Weekdays are ISO's, 1 is Monday; times are walls of `zone`."""

    board = models.OneToOneField(Board, models.CASCADE, related_name="room")
    zone = models.CharField(max_length=60, help_text="IANA zone of its sessions")
    weekday = models.PositiveSmallIntegerField(default=2)
    starts = models.TimeField(default=time(13))
    minutes = models.PositiveSmallIntegerField(default=180)
    checkpoint_weekday = models.PositiveSmallIntegerField(null=True, help_text="of the second point of decision")
    checkpoint_starts = models.TimeField(null=True)
    checkpoint_minutes = models.PositiveSmallIntegerField(default=30)
    box = models.PositiveSmallIntegerField(default=10, help_text="minutes of one item")
    target = models.PositiveIntegerField(default=TARGET_MINUTES, help_text="working minutes; of new blockers only")
    pauses = models.BooleanField(default=False, help_text="whether a leader may stop a clock for an outside party")
    chat = models.URLField(max_length=500, blank=True, help_text="where Slack or Teams takes messages for this board")
    made_at = models.DateTimeField()

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="room_weekday"),
            models.CheckConstraint(condition=Q(minutes__gte=15, minutes__lte=720), name="room_minutes_in_bounds"),
            models.CheckConstraint(condition=Q(box__gte=1, box__lte=120), name="room_box_in_bounds"),
            models.CheckConstraint(condition=Q(target__gte=60, target__lte=9600), name="room_target_in_bounds"),
            models.CheckConstraint(
                condition=Q(checkpoint_weekday=None, checkpoint_starts=None)
                | Q(
                    checkpoint_weekday__isnull=False,
                    checkpoint_weekday__gte=1,
                    checkpoint_weekday__lte=7,
                    checkpoint_starts__isnull=False,
                ),
                name="room_checkpoint_whole",
            ),
            models.CheckConstraint(
                condition=Q(checkpoint_minutes__gte=5, checkpoint_minutes__lte=240),
                name="room_checkpoint_minutes_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"Room of {self.board_id}"

    @property
    def name(self) -> str:
        """As the subject of an event."""
        return "E-Team"

    @property
    def topic(self) -> str:
        return room_topic(self.board_id)

    @property
    def has_checkpoint(self) -> bool:
        return self.checkpoint_weekday is not None

    @property
    def timetable(self) -> Timetable:
        """When it meets every week."""
        session = Meeting("session", self.weekday, self.starts, self.minutes)
        if self.checkpoint_weekday is None or self.checkpoint_starts is None:
            return Timetable(self.zone, (session,))
        checkpoint = Meeting("checkpoint", self.checkpoint_weekday, self.checkpoint_starts, self.checkpoint_minutes)
        return Timetable(self.zone, (session, checkpoint))


def room_topic(board: int) -> str:
    """What everything that happens in a board's room is told under."""
    return f"room:{board}"


class Pulse(models.Model):
    """When something that must go on by itself last did: `beat`, `worker`, `tick`. Health is progress."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def is_older_than(self, at: datetime) -> bool:
        return self.at < at
