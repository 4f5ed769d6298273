"""Tokens: who comes in by the doors for machines."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from api.scopes import OF_INTEGRATIONS, Scope
from org.models import Board, Membership
from org.same_board import SameBoard, board_key

NAME_LENGTH = 80

_USE_IS_KEPT_EVERY = timedelta(minutes=1)
"""Last used is told to a minute or two: a write with every read would cost more than the read."""


class TokenQuerySet(models.QuerySet["Token"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Token(models.Model):
    """A personal one is its member within its scopes; an integration's belongs to the board, and is nobody."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    member = models.ForeignKey(
        Membership, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="tokens"
    )
    name = models.CharField(max_length=NAME_LENGTH, help_text="what it is for")
    prefix = models.CharField(max_length=8, help_text="the part of it that is no secret")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the whole")
    scopes = ArrayField(models.CharField(max_length=20))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+",
        help_text="nobody: from the command line",
    )  # fmt: skip
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=[str(scope) for scope in Scope]), name="token_known_scopes"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(scopes__contained_by=[str(scope) for scope in OF_INTEGRATIONS]),
                name="token_of_integration_acts_for_nobody",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("created_at")), name="token_expires_after_start"
            ),
            board_key("token_board_key"),
            SameBoard(field="member", name="token_member_same_board"),
            SameBoard(field="created_by", name="token_maker_same_board"),
            SameBoard(field="revoked_by", name="token_revoker_same_board"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_personal(self) -> bool:
        return self.member_id is not None

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)

    def has(self, scope: str) -> bool:
        return scope in self.scopes

    def was_used(self, now: datetime) -> None:
        """Keeps when, to the minute. At most one statement a minute, and none that waits for another."""
        if self.last_used_at is None or now - self.last_used_at >= _USE_IS_KEPT_EVERY:
            Token.objects.filter(pk=self.pk, last_used_at=self.last_used_at).update(last_used_at=now)

    def revoke(self, by: Membership | None, now: datetime) -> None:
        self.revoked_at, self.revoked_by = now, by
        self.save(update_fields=["revoked_at", "revoked_by"])
