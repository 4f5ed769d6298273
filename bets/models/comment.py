"""What is asked and answered under a pitch."""

from django.db import models
from django.db.models import Q

from bets.models.bet import Bet
from org.models import Board, Membership
from org.same_board import SameBoard, board_key


class Comment(models.Model):
    """A question, a challenge or a remark, and the replies to it, one level deep. Markdown."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Question"
        CHALLENGE = "challenge", "Challenge"
        REMARK = "remark", "Remark"

    class Appeal(models.TextChoices):
        PREFERENCE = "preference", "executive preference"
        LEGACY = "legacy", "legacy"

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    bet = models.ForeignKey(Bet, models.CASCADE, db_constraint=False, related_name="comments")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, db_constraint=False, related_name="replies"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REMARK)
    appeal = models.CharField(
        max_length=10, choices=Appeal, blank=True, help_text="what a challenge says that the pitch appeals to"
    )
    author = models.ForeignKey(Membership, models.PROTECT, db_constraint=False, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            board_key("comment_board_key"),
            board_key("comment_bet_key", scope="bet"),
            SameBoard(field="bet", name="comment_bet_same_board"),
            SameBoard(field="author", name="comment_author_same_board"),
            SameBoard(field="parent", scope="bet", name="comment_parent_same_bet"),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(kind="challenge", parent=None) & ~Q(appeal="") | ~Q(kind="challenge") & Q(appeal=""),
                name="comment_appeal_of_a_challenge",
            ),
        ]


class Mention(models.Model):
    """Somebody named in a comment, who is told of it."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, db_constraint=False, related_name="mentions")
    member = models.ForeignKey(Membership, models.CASCADE, db_constraint=False, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "member"], name="one_mention"),
            SameBoard(field="comment", name="mention_comment_same_board"),
            SameBoard(field="member", name="mention_member_same_board"),
        ]
