"""A file of another tool on its way to drafts, and what its columns were matched with last time."""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q

from bets.models.cycle import Cycle
from org.models import Board, Membership
from org.same_board import SameBoard, board_key


def place(imported: "Import", filename: str) -> str:
    """Where the storage keeps the file: nothing of the name that somebody gave it."""
    return f"imports/{imported.board_id}/{secrets.token_urlsafe(24)}"


class Import(models.Model):
    """Sent, read, matched, checked, applied. In the `WORKING` states a worker has it next, in the others a person.

    `member` or `integration` sent it; `asked_by` or `asked_by_integration` had it applied, in their name.
    `columns` are the labels of the file with samples, `preview` what checking found: problems, or what would be made;
    `made` what was. `claimed_at` is when a worker last took it up, `tries` how often since the state began.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Waiting to be read"
        READ = "read", "To be matched"
        MAPPED = "mapped", "Waiting to be checked"
        CHECKED = "checked", "Checked"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        FAILED = "failed", "Given up"

    WORKING = (State.UPLOADED, State.MAPPED, State.APPLYING)
    KEPT_FOR = timedelta(days=30)

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, db_constraint=False, related_name="imports")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    integration = models.CharField(max_length=200, blank=True, help_text="the name of the token that sent it")
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, db_constraint=False, related_name="+")
    asked_by_integration = models.CharField(max_length=200, blank=True, help_text="the name of the token that asked")
    source = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=120, blank=True)
    file = models.FileField(upload_to=place, max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    read_as = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    columns = models.JSONField(null=True)
    mapping = models.JSONField(null=True)
    preview = models.JSONField(null=True)
    made = models.JSONField(null=True)
    failure = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            board_key("import_board_key"),
            SameBoard(field="cycle", name="import_cycle_same_board"),
            SameBoard(field="member", name="import_member_same_board"),
            SameBoard(field="asked_by", name="import_asked_by_same_board"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, integration="") | Q(member=None) & ~Q(integration=""),
                name="import_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "applied"])
                | Q(asked_by__isnull=False, asked_by_integration="")
                | Q(asked_by=None) & ~Q(asked_by_integration=""),
                name="import_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["uploaded", "read", "mapped", "checked", "applying", "applied", "failed"]),
                name="import_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(made__isnull=False, done_at__isnull=False), name="import_applied_made"
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(state__in=["uploaded", "mapped", "applying"]), name="import_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.name or "a file"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def can_be_applied(self) -> bool:
        return self.state == self.State.CHECKED and not (self.preview or {}).get("problems")

    @property
    def by(self) -> str:
        return self.member.name if self.member else self.integration


class LastMapping(models.Model):
    """What the columns of a source were matched with when one of its files was last applied to this board."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    source = models.CharField(max_length=60)
    mapping = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "source"], name="one_last_mapping_per_source")]
