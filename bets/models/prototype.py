"""Something that can be tried: a link, a picture or a PDF."""

import secrets

from django.db import models
from django.db.models import Q

from bets.models.bet import Bet
from org.models import Board, Membership
from org.same_board import SameBoard


def place(prototype: "Prototype", filename: str) -> str:
    """Where the storage keeps the file: nothing of the name that somebody gave it."""
    return f"prototypes/{prototype.bet_id}/{secrets.token_urlsafe(24)}.{filename.rpartition('.')[2]}"


class Prototype(models.Model):
    """At least one is needed to lock a funded bet. A file was examined before it came here: see `bets.uploads`."""

    class Kind(models.TextChoices):
        LINK = "link", "Link"
        IMAGE = "image", "Picture"
        PDF = "pdf", "PDF"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="prototypes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LINK)
    title = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=2000, blank=True)
    file = models.FileField(upload_to=place, max_length=200, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="bytes")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bet", "link"], condition=~Q(link=""), name="one_prototype_per_link"),
            models.CheckConstraint(
                condition=Q(kind="link", file="") & ~Q(link="") | ~Q(kind="link") & ~Q(file="") & Q(link=""),
                name="prototype_link_or_file",
            ),
            SameBoard(field="bet", name="prototype_bet_same_board"),
            SameBoard(field="added_by", name="prototype_adder_same_board"),
        ]
