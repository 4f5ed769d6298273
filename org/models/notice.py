"""What somebody is told in the product itself: one row for one person."""

from typing import Self

from django.db import models
from django.db.models import Q

from org.models.board import Board
from org.models.membership import Membership
from org.same_board import SameBoard


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Notice(models.Model):
    """`sentence` is whole by itself; `path` is the page where one can act, on this site."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="notices")
    kind = models.CharField(max_length=40, help_text="of the event that it tells of, as `bets.demand.changed`")
    sentence = models.CharField(max_length=400)
    path = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [SameBoard(field="member", name="notice_member_same_board")]
        indexes = [
            models.Index(fields=["member", "-at"], name="notices_of_member"),
            models.Index(fields=["member"], condition=Q(read_at=None), name="unread_notices"),
        ]

    def __str__(self) -> str:
        return self.sentence
