"""Webhooks: who outside is told of a board's events, what is still to be sent, and how each attempt ended."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from journal.webhooks.signing import SECRET_LENGTH

URL_LENGTH = 500
DESCRIPTION_LENGTH = 120


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def of(self, board: int) -> Self:
        """Those of a board that nobody has removed, oldest first."""
        return self.filter(board_id=board, removed_at=None).order_by("pk")


class Endpoint(models.Model):
    """An address that is told of some kinds of events of one board.

    The secret stands here as it is: what is sent must be signed with it. A removed endpoint stays for a day, so that
    no act that was under way with it fails; its row is never deleted under a writer's hands.
    """

    board_id = models.BigIntegerField(db_index=True)
    board_slug = models.CharField(max_length=60)
    key = models.CharField(max_length=24, unique=True, help_text="what the ids of its messages begin with")
    url = models.CharField(max_length=URL_LENGTH)
    description = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    kinds = ArrayField(models.CharField(max_length=60), help_text="of events, as `bets.plan.locked`")
    live_order = models.BooleanField(default=False, help_text="a leader lets it have the order before publication")
    secret = models.CharField(max_length=SECRET_LENGTH)
    previous_secret = models.CharField(max_length=SECRET_LENGTH, blank=True)
    previous_until = models.DateTimeField(null=True, help_text="until then both secrets sign")
    created_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    paused_why = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(previous_until=None) | ~Q(previous_secret=""), name="endpoint_previous_secret_until"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What people call it. The address may hold a password of the other side, so that it is in no history."""
        return self.description or f"Webhook {self.pk}"

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    def secrets(self, at: datetime) -> list[str]:
        """Those that sign a message at this moment, newest first."""
        both = self.previous_until is not None and at < self.previous_until
        return [self.secret, self.previous_secret] if both else [self.secret]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> Self:
        """In the order in which they go."""
        return self.filter(state=Delivery.State.PENDING).order_by("number")

    def newest_first(self) -> Self:
        return self.order_by("-number")


class Delivery(models.Model):
    """One event for one endpoint: written with the event, sent afterwards, kept for a month.

    `attempts` are those that were answered, or not answered in time; `taken` counts how often a process took it up,
    and tells the one that holds the lease from all before it. `body` is made once, when it is first taken up: every
    attempt sends the same bytes.
    """

    class State(models.TextChoices):
        PENDING = "pending", "waiting"
        DELIVERED = "delivered", "delivered"
        MERGED = "merged", "left to a newer one"
        DEAD = "dead", "given up"

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries")
    number = models.BigIntegerField(help_text="of the event on its board")
    kind = models.CharField(max_length=60)
    topic = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    body = models.BinaryField(null=True)
    tells_order = models.BooleanField(default=False, help_text="the body holds what only the live order shows")
    attempts = models.PositiveSmallIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_index=True)
    next_at = models.DateTimeField()
    first_at = models.DateTimeField(null=True, help_text="when it was first sent")
    lease_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["endpoint", "number"], condition=Q(state="pending"), name="delivery_waiting"),
            models.Index(fields=["endpoint", "first_at"], name="delivery_sent"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "number"], name="one_delivery_per_event"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "delivered", "merged", "dead"]), name="delivery_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, and of no other message anywhere."""
        return f"msg_{self.endpoint.key}_{self.number}"

    @property
    def is_settled(self) -> bool:
        """Nothing more happens to it by itself, and somebody may want it sent again."""
        return self.state in (self.State.DELIVERED, self.State.DEAD)


class Attempt(models.Model):
    """How one sending ended: `status` and the beginning of what was answered, or why there was no answer."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.status or self.error)

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300
