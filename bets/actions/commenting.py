"""What is said under a pitch: questions, challenges and remarks, and the replies to them."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bets.access import held
from bets.actions.comment_telling import keep_named, named_in, tell_all, tell_named
from bets.actions.validity import check_fields, refuse
from bets.audience import audience
from bets.events import CommentEdited, CommentPosted, CommentRemoved
from bets.models import Bet, Comment
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Refusal
from org.access import security, unknown
from org.models import Membership

LONGEST = 5_000
"""Characters."""

_AGAIN = timedelta(minutes=10)
"""For so long the same words of the same person at the same place are a form that was sent twice."""


class Answered(Refusal):
    """Somebody has replied by now: what they replied to stays."""

    code = "answered"


@transaction.atomic
def post(*, bet: Bet, kind: str, text: str, by: Membership, now: datetime, appeal: str = "") -> Comment:
    """Ask a question, challenge or remark. The bet's writers are told, and everybody whom `text` names by @.

    `appeal` is what a challenge finds in the pitch, `preference` or `legacy`. Raises Invalid by field.
    """
    bet = _held(bet, by, now, "bet.comment")
    comment = Comment(bet=bet, kind=kind, appeal=appeal, author=by, at=now)
    if kind == Comment.Kind.CHALLENGE:
        _check_challenge(comment)
    return _say(comment, text, now)


@transaction.atomic
def reply(*, to: Comment, text: str, by: Membership, now: datetime) -> Comment:
    """Reply to a comment, or in the thread of a reply. Whoever began it and the bet's writers are told."""
    bet = _held(to.bet, by, now, "bet.comment")
    to = _fresh(to, by)
    return _say(Comment(bet=bet, parent=to.parent or to, author=by, at=now), text, now)


@transaction.atomic
def edit(*, comment: Comment, text: str, by: Membership, now: datetime) -> Comment:
    """The author finds other words. Whom only these name is told."""
    bet = _held(comment.bet, by, now, "comment.edit", own=comment.author_id == by.pk)
    comment = _fresh(comment, by)
    before, comment.text = comment.text, _cleaned(text)
    if comment.text == before:
        return comment
    check_fields(comment, {"text"})
    people = audience(bet, now)
    named = named_in(comment.text, people)
    comment.edited_at = now
    comment.save(update_fields=["text", "edited_at"])
    payload = CommentEdited(comment=comment.pk)
    tell_named(comment, keep_named(comment, named), people, payload, now)
    _record(payload, bet, by, now)
    return comment


@transaction.atomic
def remove(*, comment: Comment, by: Membership, now: datetime) -> None:
    """The author takes it back. Raises Answered once somebody has replied."""
    bet = _held(comment.bet, by, now, "comment.edit", own=comment.author_id == by.pk)
    comment = _fresh(comment, by)
    if comment.replies.exists():
        raise Answered("Somebody has replied to this, so it stays. You can still change its words.")
    payload = CommentRemoved(comment=comment.pk)
    comment.delete()
    _record(payload, bet, by, now)


def _held(bet: Bet, by: Membership, now: datetime, to: str, *, own: bool = False) -> Bet:
    """The bet as it stands under the lock of its cycle, if `by` may do `to` and read what is said there."""
    cycle = held(bet.cycle, by, to, own=own)
    fresh = Bet.objects.filter(pk=bet.pk, cycle=cycle).first()
    if fresh is None:
        raise unknown(by, f"bet {bet.pk}")
    fresh.cycle, fresh.board = cycle, cycle.board
    if not fresh.is_readable_by(by, now):
        if fresh.status == Bet.Status.DRAFT:
            raise unknown(by, f"bet {bet.pk}")
        security.info("refused %s to member %s: bet %s is confidential", to, by.pk, bet.pk)
        raise PermissionDenied("The text of this pitch is confidential.")
    return fresh


def _fresh(comment: Comment, by: Membership) -> Comment:
    """The comment under the lock. Http404 if its author has taken it back."""
    found = Comment.objects.select_related("bet", "author__person", "parent__author__person")
    fresh = found.filter(pk=comment.pk, bet=comment.bet_id).first()
    if fresh is None:
        raise unknown(by, f"comment {comment.pk}")
    return fresh


def _check_challenge(comment: Comment) -> None:
    if comment.bet.is_written_by(comment.author):
        raise refuse({"text": "This pitch is yours: change its words instead."})
    if not comment.appeal:
        raise refuse({"appeal": "Say what the pitch appeals to."})


def _cleaned(text: str) -> str:
    """Without what browsers add. Raises Invalid for nothing at all, and for too much."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise refuse({"text": "Write something."})
    if len(text) > LONGEST:
        raise refuse({"text": f"Write at most {LONGEST:,} characters; these are {len(text):,}."})
    return text


def _say(comment: Comment, text: str, now: datetime) -> Comment:
    """Store what is new, with whom it names, and tell of it. What was just said already is said once."""
    bet, by = comment.bet, comment.author
    comment.board, comment.text = bet.board, _cleaned(text)
    check_fields(comment, {"kind", "appeal", "text"})
    if before := _just_said(comment, now):
        return before
    people = audience(bet, now)
    named = named_in(comment.text, people)
    comment.save()
    said = "reply" if comment.parent else comment.kind
    payload = CommentPosted(comment=comment.pk, said=said, appeal=comment.appeal or None, parent=comment.parent_id)
    tell_all(comment, keep_named(comment, named), people, payload, now)
    _record(payload, bet, by, now)
    return comment


def _just_said(comment: Comment, now: datetime) -> Comment | None:
    same = Comment.objects.filter(bet=comment.bet, parent=comment.parent, author=comment.author, text=comment.text)
    return same.filter(kind=comment.kind, appeal=comment.appeal, at__gt=now - _AGAIN).first()


def _record(payload: Payload, bet: Bet, by: Membership, now: datetime) -> None:
    record(payload, board_id=bet.board_id, topic=bet.cycle.topic, by=by, subject=bet, now=now)
