"""What happens to a blocker on its way: due times that moved, words, steps of the ladder. Instants are UTC."""

from django.db import models
from django.db.models import Q

from eteam.models.blocker import Blocker
from org.models import Board, Calendar, Membership
from org.same_board import SameBoard


class DueChange(models.Model):
    """Why a due time is no longer what it was. Written before the blocker; never changed afterwards."""

    class Cause(models.TextChoices):
        CALENDAR = "calendar", "A calendar edit was confirmed"
        PAUSE = "pause", "A pause ended"
        REOPENED = "reopened", "Reopened"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    blocker = models.ForeignKey(Blocker, models.CASCADE, db_constraint=False, related_name="due_changes")
    cause = models.CharField(max_length=10, choices=Cause)
    before = models.DateTimeField()
    after = models.DateTimeField()
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, null=True, db_constraint=False, related_name="+", help_text="that it counts by since"
    )
    by = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            SameBoard(field="blocker", name="due_change_blocker_same_board"),
            SameBoard(field="calendar", name="due_change_calendar_same_board"),
            SameBoard(field="by", name="due_change_by_same_board"),
        ]


class Remark(models.Model):
    """What is said about a blocker between sessions: read in the room, and not by whoever flagged it."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    blocker = models.ForeignKey(Blocker, models.CASCADE, db_constraint=False, related_name="remarks")
    author = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            SameBoard(field="blocker", name="remark_blocker_same_board"),
            SameBoard(field="author", name="remark_author_same_board"),
        ]


class LadderStep(models.Model):
    """A step of the ladder of a blocker that cannot wait: taken once, whatever its route does later.

    `percent` of the target: 0 both VPs, 50 and the chair, 80 the leaders, 100 the breach.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    blocker = models.ForeignKey(Blocker, models.CASCADE, db_constraint=False, related_name="ladder")
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "percent"], name="one_ladder_step_each"),
            models.CheckConstraint(condition=Q(percent__in=[0, 50, 80, 100]), name="ladder_known_step"),
            SameBoard(field="blocker", name="ladder_blocker_same_board"),
        ]
