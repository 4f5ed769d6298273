"""What is said under a pitch, as one object: the bet page and nothing else renders it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.models import Bet, Comment, CoWriter
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. `part` is what its author is to the bet, empty for most; `text` is Markdown."""

    pk: int
    author: str
    part: str
    text: str
    at: datetime
    edited_at: datetime | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A question, challenge or remark with its replies. `appeal`: what a challenge objects to.

    `waits`: a question that neither owner nor co-writer has replied to, or a challenge that the owner has not; of a
    question that one of them asks, nobody else has.
    """

    kind: str
    appeal: str
    first: Said
    replies: tuple[Said, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """`is_hidden`: the pitch is confidential, and the member is not one of those who may read it."""

    bet: int
    title: str
    threads: tuple[Thread, ...] = ()
    may_write: bool = False
    may_challenge: bool = False
    is_hidden: bool = False

    @property
    def questions(self) -> int:
        return self._count(Comment.Kind.QUESTION)

    @property
    def unanswered(self) -> int:
        return self._count(Comment.Kind.QUESTION, waiting=True)

    @property
    def challenges(self) -> int:
        return self._count(Comment.Kind.CHALLENGE)

    @property
    def open_challenges(self) -> int:
        return self._count(Comment.Kind.CHALLENGE, waiting=True)

    def _count(self, kind: Comment.Kind, *, waiting: bool = False) -> int:
        return sum(thread.kind == kind and (thread.waits or not waiting) for thread in self.threads)


def conversation(bet: Bet, member: Membership, now: datetime) -> Conversation:
    """What `member`, who may know of the bet, may read and do there. Two statements; two more if confidential."""
    if not bet.is_readable_by(member, now):
        return Conversation(bet.pk, bet.title, is_hidden=True)
    parts = dict.fromkeys(CoWriter.objects.filter(bet=bet).values_list("member_id", flat=True), "co-writer")
    parts[bet.owner_id] = "owner"
    may_write = may(member, bet.cycle, "bet.comment")
    return Conversation(
        bet=bet.pk,
        title=bet.title,
        threads=_threads(bet, parts, member),
        may_write=may_write,
        may_challenge=may_write and member.pk not in parts,
    )


def _threads(bet: Bet, parts: Mapping[int, str], member: Membership) -> tuple[Thread, ...]:
    """In the order in which they began."""
    begun: list[Comment] = []
    replies: dict[int, list[Comment]] = {}
    for comment in Comment.objects.filter(bet=bet).select_related("author__person"):
        if comment.parent_id is None:
            begun.append(comment)
        else:
            replies.setdefault(comment.parent_id, []).append(comment)
    return tuple(_thread(first, replies.get(first.pk, ()), parts, member) for first in begun)


def _thread(first: Comment, replies: Iterable[Comment], parts: Mapping[int, str], member: Membership) -> Thread:
    return Thread(
        kind=first.kind,
        appeal=Comment.Appeal(first.appeal).label if first.appeal else "",
        first=_said(first, parts, member),
        replies=tuple(_said(reply, parts, member) for reply in replies),
        waits=first.kind != Comment.Kind.REMARK and not _is_answered(first, replies, parts),
    )


def _is_answered(first: Comment, replies: Iterable[Comment], parts: Mapping[int, str]) -> bool:
    if first.author_id in parts:
        return any(reply.author_id != first.author_id for reply in replies)
    heard = {parts.get(reply.author_id) for reply in replies}
    return "owner" in heard or (first.kind == Comment.Kind.QUESTION and "co-writer" in heard)


def _said(comment: Comment, parts: Mapping[int, str], member: Membership) -> Said:
    return Said(
        pk=comment.pk,
        author=comment.author.name,
        part=parts.get(comment.author_id, ""),
        text=comment.text,
        at=comment.at,
        edited_at=comment.edited_at,
        is_mine=comment.author_id == member.pk,
    )
