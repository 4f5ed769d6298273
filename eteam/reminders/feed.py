"""The sessions of a board as a calendar that programs fetch, at an address that is a secret of one person."""

from datetime import datetime, timedelta

from django.http import Http404

from eteam.access import may
from eteam.actions.feeding import digest
from eteam.models import Feed, Session
from eteam.reminders.entries import entry
from eteam.reminders.invitation import feed as written
from org.models import Membership

_PAST = timedelta(days=60)


def owner_of(secret: str) -> Membership:
    """Whose address this is. Http404 for any other, and for whoever has left or is no longer in the room."""
    feeds = Feed.objects.select_related("member__board", "member__person").filter(digest=digest(secret))
    found = feeds.filter(member__ended_at=None, member__person__is_active=True).first()
    if found is None or not may(found.member, "ical.own_feed"):
        raise Http404("No such page.")
    return found.member


def feed(member: Membership, now: datetime) -> str:
    """One statement. Cancelled ones too, so that a calendar takes them out."""
    sessions = Session.objects.filter(board=member.board_id, starts_at__gt=now - _PAST).select_related("board")
    return written(f"{member.board.name}: weekly room", (entry(session, now) for session in sessions.by_start()))
