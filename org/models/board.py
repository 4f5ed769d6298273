"""The unit that everything belongs to, and its teams."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models

from org.same_board import SameBoard, board_key


class Board(models.Model):
    """One ranked list and one weekly room: a company, or a division of one."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=60, default="UTC", help_text="IANA zone of its calendar and its dates")

    def __str__(self) -> str:
        return self.name

    @property
    def topic(self) -> str:
        return f"board:{self.pk}"

    def today(self, now: datetime) -> date:
        """The date on the board's wall calendar."""
        return now.astimezone(ZoneInfo(self.zone)).date()


class Team(models.Model):
    """Who does the work. Its VP confirms what other people's bets ask of it."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="teams")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=9, blank=True, help_text="for the head of a narrow column")
    vp = models.ForeignKey(
        "org.Membership", models.PROTECT, null=True, blank=True, db_constraint=False, related_name="teams"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["board", "slug"], name="one_team_per_slug"),
            board_key("team_board_key"),
            SameBoard(field="vp", name="team_vp_same_board"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head(self) -> str:
        return self.short or self.name
