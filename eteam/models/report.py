"""The weekly blocker report as it was made: a snapshot that never changes."""

from django.db import models

from org.models import Board


class Report(models.Model):
    """`content` holds the figures and one row for each blocker; a second run of a week stands beside the first."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    week = models.CharField(max_length=8, help_text="ISO week in the board's zone, as 2026-W48")
    revision = models.PositiveIntegerField(default=1)
    data_at = models.DateTimeField(help_text="it tells what was so at this instant")
    made_at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "week", "revision"], name="one_report_per_revision")]

    def __str__(self) -> str:
        return f"{self.week}, revision {self.revision}"

    @property
    def name(self) -> str:
        return self.week
