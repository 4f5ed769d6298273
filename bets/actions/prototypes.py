"""Something that can be tried is put beside a pitch, or taken away, by those who write it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from bets.access import held
from bets.actions.pitching.rows import fresh
from bets.actions.validity import check_fields, check_link, refuse
from bets.events import PrototypeAdded, PrototypeRemoved
from bets.models import Bet, Prototype
from bets.uploads import Kept
from journal.record import record
from journal.refusals import Invalid
from org.models import Membership

MOST = 12
"""Of one bet: what one looks at in a session."""


@transaction.atomic
def add_link(*, bet: Bet, link: str, title: str, by: Membership, now: datetime) -> Prototype:
    """A page elsewhere. Raises Invalid with `errors` by field."""
    prototype = Prototype(kind=Prototype.Kind.LINK, link=link.strip(), title=title.strip())
    check_fields(prototype, {"link", "title"})
    check_link(prototype.link)
    if not prototype.link:
        raise refuse({"link": "Write a web address, or choose a file."})
    return _add(prototype, bet, by, now)


def add_file(*, bet: Bet, kept: Kept, title: str, by: Membership, now: datetime) -> Prototype:
    """A picture or a document that `bets.uploads` has examined. Without a title it has that of the file.

    The file is stored before the cycle is held, so that nobody waits for a disk, and taken away again if the act is
    refused.
    """
    prototype = Prototype(
        bet=bet, kind=kept.kind, title=title.strip() or kept.title, media_type=kept.media_type,
        size=len(kept.data), width=kept.width, height=kept.height,
    )  # fmt: skip
    check_fields(prototype, {"title"})
    with _stored(prototype, kept), transaction.atomic():
        return _add(prototype, bet, by, now)


@transaction.atomic
def remove(*, prototype: Prototype, by: Membership, now: datetime) -> None:
    """Gone, and its file after the commit. Nothing happens if it is gone already."""
    bet = prototype.bet
    cycle = held(bet.cycle, by, "attachment.upload", own=bet.is_written_by(by))
    bet = fresh(bet, cycle, by, owner=False)
    gone, _ = Prototype.objects.filter(pk=prototype.pk).delete()
    if not gone:
        return
    if prototype.file:
        storage, name = prototype.file.storage, str(prototype.file.name)
        transaction.on_commit(lambda: storage.delete(name))
    payload = PrototypeRemoved(prototype=prototype.pk, sort=prototype.kind)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)


@contextmanager
def _stored(prototype: Prototype, kept: Kept) -> Iterator[None]:
    prototype.file.save(f"kept.{kept.suffix}", ContentFile(kept.data), save=False)
    try:
        yield
    except BaseException:
        prototype.file.storage.delete(str(prototype.file.name))
        raise


def _add(prototype: Prototype, bet: Bet, by: Membership, now: datetime) -> Prototype:
    cycle = held(bet.cycle, by, "attachment.upload", own=bet.is_written_by(by))
    bet = fresh(bet, cycle, by, owner=False)
    there = Prototype.objects.filter(bet=bet)
    if there.count() >= MOST:
        raise Invalid(f"A bet has at most {MOST} prototypes. Take one away first.")
    if prototype.link and there.filter(link=prototype.link).exists():
        raise refuse({"link": "This link stands there already."})
    prototype.board, prototype.bet = cycle.board, bet
    prototype.added_by, prototype.added_at = by, now
    prototype.save()
    payload = PrototypeAdded(prototype=prototype.pk, sort=prototype.kind)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)
    return prototype
