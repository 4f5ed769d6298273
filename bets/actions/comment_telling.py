"""Whom a comment names, and who is told of it. Part of the acts in `commenting`, in their transaction."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse

from bets.actions.validity import refuse
from bets.audience import Listener
from bets.excerpt import excerpt
from bets.mentions import Nameable, named
from bets.models import Comment, Mention
from bets.names import listing
from journal.kinds import Payload
from org.notices import tell

_EXCERPT = 160
"""Characters of a comment that a notice repeats."""


def named_in(text: str, people: Iterable[Listener]) -> frozenset[int]:
    """Whom the text names. Raises Invalid where it cannot be told who is meant, and for those who may not read it."""
    known = {each.member.pk: each for each in people}
    found = named(text, (Nameable(pk, each.member.name, each.member.person.email) for pk, each in known.items()))
    if found.unclear:
        names = listing([f"@{name}" for name in found.unclear])
        raise refuse({"text": f"Several people go by {names}: write @ and the first part of the e-mail address."})
    if deaf := [known[pk].member.name for pk in found.members if not known[pk].reads]:
        raise refuse({"text": f"{listing(sorted(deaf))} may not read this pitch, and cannot be named here."})
    return found.members


def keep_named(comment: Comment, members: frozenset[int]) -> set[int]:
    """Store who is named in the comment. Returns those who were not named in it before."""
    kept = Mention.objects.filter(comment=comment)
    before = set(kept.values_list("member_id", flat=True))
    kept.filter(member__in=before - members).delete()
    fresh = set(members - before)
    Mention.objects.bulk_create(
        Mention(board_id=comment.board_id, comment=comment, member_id=pk) for pk in sorted(fresh)
    )
    return fresh


def tell_all(
    comment: Comment, named_now: set[int], people: Iterable[Listener], payload: Payload, now: datetime
) -> None:
    """Of a new comment: the bet's writers, whom it replies to, and whom it names; each of them once."""
    writers = {each.member.pk for each in people if each.writes}
    groups = [*_addressed(comment, writers), (named_now, _sentence(comment, "names you under"))]
    _tell_each(groups, comment, people, payload, now)


def tell_named(
    comment: Comment, named_now: set[int], people: Iterable[Listener], payload: Payload, now: datetime
) -> None:
    """Of other words in a comment: whom only these name."""
    _tell_each([(named_now, _sentence(comment, "names you under"))], comment, people, payload, now)


def _addressed(comment: Comment, writers: set[int]) -> Iterator[tuple[set[int], str]]:
    """Groups of members and what they are told."""
    if comment.parent:
        verb = "answers you about" if comment.author_id in writers else "replies to you about"
        yield {comment.parent.author_id}, _sentence(comment, verb)
        yield writers, _sentence(comment, "replies under")
    elif comment.kind == Comment.Kind.CHALLENGE:
        appeal = Comment.Appeal(comment.appeal).label
        yield writers, _sentence(comment, "challenges", f", which appeals to {appeal}")
    else:
        yield writers, _sentence(comment, "asks about" if comment.kind == Comment.Kind.QUESTION else "remarks on")


def _sentence(comment: Comment, verb: str, more: str = "") -> str:
    """`Otto asks about “Alpha”: “What if the old phones stay?”`"""
    return f"{comment.author.name} {verb} “{comment.bet.title}”{more}: “{excerpt(comment.text, _EXCERPT)}”"


def _tell_each(
    groups: Iterable[tuple[set[int], str]],
    comment: Comment,
    people: Iterable[Listener],
    payload: Payload,
    now: datetime,
) -> None:
    """Whoever is in several groups hears the first. Only who may read it: the sentence holds its first words."""
    waiting = {each.member.pk for each in people if each.reads}
    path = f"{reverse('bet', args=[comment.bet_id])}#comment-{comment.pk}"
    for members, sentence in groups:
        tell(members & waiting, payload, sentence, path, by=comment.author, now=now)
        waiting -= members
