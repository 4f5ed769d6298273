"""A session as its entry in a calendar: in an invitation as in a feed."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from eteam.models import Session
from eteam.reminders.invitation import Entry
from eteam.reminders.places import address, session_page


def host() -> str:
    """Of this installation; what its ids for mail and calendars end in."""
    return urlsplit(settings.URL).hostname or "localhost"


def entry(session: Session, stamp: datetime) -> Entry:
    """`session` with its board. `sequence` is its revision."""
    url = address(session_page(session))
    return Entry(
        uid=f"session-{session.pk}@{host()}",
        sequence=session.revision,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=f"{session.board.name}: {session.get_kind_display().lower()} of the weekly room",
        description=f"Everyone needed is in the room, and what is heard is decided there.\n\n{url}",
        url=url,
        cancelled=session.state == Session.State.CANCELLED,
        stamp=stamp,
    )
