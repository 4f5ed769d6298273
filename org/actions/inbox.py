"""Somebody has read what they were told. It concerns nobody else: the log and other people's pages hear nothing."""

from datetime import datetime

from django.db import transaction

from org.access import demand, today, unknown
from org.models import Membership, Notice
from org.permissions import RULES, Circumstances


@transaction.atomic
def mark_read(*, notice: int, by: Membership, now: datetime) -> None:
    """The notice with this id is read, from the first time on. Http404 if it is not theirs."""
    by = _today(by)
    own = Notice.objects.filter(member=by, pk=notice)
    if not own.exists():
        raise unknown(by, f"notice {notice}")
    own.unread().update(read_at=now)


@transaction.atomic
def mark_all_read(*, by: Membership, now: datetime, newest: int | None = None) -> None:
    """All are read; with `newest`, up to the notice with that id: what came in since they looked stays unread."""
    own = Notice.objects.filter(member=_today(by))
    shown = own if newest is None else own.filter(pk__lte=newest)
    shown.unread().update(read_at=now)


def _today(by: Membership) -> Membership:
    """`by`, who is still on the board. Nothing is locked: nobody else writes here what this writes."""
    member = today(by)
    demand(member, RULES["inbox.own"], "inbox.own", Circumstances())
    return member
