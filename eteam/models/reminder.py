"""What somebody is to be told, and when: rows that outlive every process. The broker holds no truth."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from org.models import Board, Membership
from org.same_board import SameBoard, board_key


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def unsent(self) -> Self:
        return self.filter(state__in=[Reminder.State.PLANNED, Reminder.State.CLAIMED])

    def due(self, now: datetime) -> Self:
        """Those that somebody should take up: planned, or claimed by a process that is gone."""
        planned = Q(state=Reminder.State.PLANNED, due_at__lte=now)
        return self.filter(planned | Q(state=Reminder.State.CLAIMED, lease_until__lte=now))


class Reminder(models.Model):
    """One message to one person by one way. Unique by what it is about, so that planning twice plans once."""

    class Channel(models.TextChoices):
        INBOX = "inbox", "In the product"
        MAIL = "mail", "E-mail"
        CHAT = "chat", "Chat"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        UNCONFIRMED = "unconfirmed", "Unconfirmed"
        FAILED = "failed", "Failed"
        EXPIRED = "expired", "Expired"
        FOLDED = "folded", "Folded into another"
        WITHDRAWN = "withdrawn", "Withdrawn"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=20, help_text="what it is about, as `session`")
    subject_id = models.BigIntegerField()
    revision = models.PositiveIntegerField(default=0, help_text="of the subject, where it counts them")
    recipient = models.ForeignKey(
        Membership, models.CASCADE, null=True, db_constraint=False, related_name="+",
        help_text="none: the board's chat",
    )  # fmt: skip
    channel = models.CharField(max_length=10, choices=Channel)
    due_at = models.DateTimeField(help_text="not before")
    not_after = models.DateTimeField(null=True, help_text="a session's start: too late then")
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True, help_text="rendered once: headline, text, html, path")
    message_id = models.CharField(max_length=200, blank=True, help_text="of the mail; made from the key")
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)
    folded_into = models.ForeignKey("self", models.SET_NULL, null=True, db_constraint=False, related_name="+")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "subject_id", "revision", "recipient", "channel"],
                nulls_distinct=False, name="one_reminder_per_key",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="reminder_sent_at"),
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(lease_until__isnull=False), name="reminder_claimed_with_lease"
            ),
            models.CheckConstraint(
                condition=Q(channel="chat", recipient=None) | Q(channel__in=["inbox", "mail"], recipient__isnull=False),
                name="reminder_to_somebody",
            ),
            SameBoard(field="recipient", name="reminder_recipient_same_board"),
            SameBoard(field="folded_into", name="reminder_folded_same_board"),
            board_key("reminder_board_key"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="planned"), name="planned_reminders"),
            models.Index(fields=["lease_until"], condition=Q(state="claimed"), name="claimed_reminders"),
            models.Index(fields=["subject", "subject_id"], name="reminders_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"


class Mute(models.Model):
    """A kind of e-mail that somebody does not want."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="one_mute_per_kind"),
            SameBoard(field="member", name="mute_member_same_board"),
        ]


class Feed(models.Model):
    """The secret address of somebody's calendar; only its digest is kept."""

    member = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret")
    made_at = models.DateTimeField()
