"""A board's working hours. Every edit makes a new version; what was counted with an old one stays counted with it."""

from typing import Self

from django.db import models

from org.models.board import Board
from org.models.membership import Membership
from org.same_board import SameBoard


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")


class Calendar(models.Model):
    """One version, which never changes. The highest is in force; a board without one works Monday to Friday, 9 to 17.

    `weekly` maps the ISO weekday ("1" is Monday) to windows `[["09:00", "17:00"]]`, wall time in `zone`;
    `exceptions` maps a date ("2026-12-24") to the windows that replace those of that day, [] for closed, and `names`
    says what the date is.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="calendars")
    version = models.PositiveIntegerField()
    zone = models.CharField(max_length=60)
    weekly = models.JSONField()
    exceptions = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "version"], name="one_calendar_per_version"),
            SameBoard(field="made_by", name="calendar_maker_same_board"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
