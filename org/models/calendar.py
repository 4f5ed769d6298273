"""Working hours of a board, or of a team that has its own. Every edit makes a new version; what was counted with an
old one stays counted with it.
"""

from typing import Self

from django.db import models

from org.models.board import Board, Team
from org.models.membership import Membership
from org.same_board import SameBoard, board_key


class CalendarQuerySet(models.QuerySet["Calendar"]):
    def newest_first(self) -> Self:
        return self.order_by("-version")


class Calendar(models.Model):
    """One version, which never changes. The highest is in force; a board without one works Monday to Friday, 9 to 17.

    A team without one of its own works by the board's, and so does one whose newest version says `follows`: what
    else that version says is what the board's was then.

    `weekly` maps the ISO weekday ("1" is Monday) to windows `[["09:00", "17:00"]]`, wall time in `zone`;
    `exceptions` maps a date ("2026-12-24") to the windows that replace those of that day, [] for closed, and `names`
    says what the date is.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="calendars")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, db_constraint=False, related_name="+", help_text="none: the board's"
    )
    version = models.PositiveIntegerField()
    follows = models.BooleanField(default=False, help_text="from here on the team works by the board's again")
    zone = models.CharField(max_length=60)
    weekly = models.JSONField()
    exceptions = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "team", "version"], nulls_distinct=False, name="one_calendar_per_version"
            ),
            models.CheckConstraint(
                condition=models.Q(follows=False) | models.Q(team__isnull=False), name="calendar_follows_of_a_team"
            ),
            SameBoard(field="team", name="calendar_team_same_board"),
            board_key("calendar_board_key"),
            SameBoard(field="made_by", name="calendar_maker_same_board"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
