"""What can happen to what is said under a pitch. The words themselves stay there: not everybody may read them."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class CommentPosted(Payload):
    """`said` is question, challenge or remark, or reply, with the comment that it replies to as `parent`."""

    kind: ClassVar[str] = "bets.comment.posted"
    comment: int
    said: str
    appeal: str | None = None
    parent: int | None = None


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Payload):
    kind: ClassVar[str] = "bets.comment.edited"
    comment: int


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(Payload):
    """By its author, while nobody had replied to it."""

    kind: ClassVar[str] = "bets.comment.removed"
    comment: int
