"""A session as iCalendar, for people's own calendars. Made from values alone; the same input gives the same bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

_PRODUCT = "-//bets//weekly room//EN"

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One session. `uid` never changes; `sequence` goes up with every change of the time."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    url: str
    cancelled: bool = False
    stamp: datetime


def invitation(entry: Entry, *, organizer: str, attendee: str, name: str) -> str:
    """To one attendee, with its method. Calendars that know the `uid` move or remove what they have."""
    event = _event(entry)
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["CN"] = vText(" ".join(name.replace('"', "'").split()))
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    event.add("attendee", guest)
    return _calendar([event], method=CANCEL if entry.cancelled else REQUEST)


def feed(name: str, entries: Iterable[Entry]) -> str:
    """All of them, to be fetched again and again."""
    return _calendar([_event(entry) for entry in entries], name=name)


def _calendar(events: Iterable[Event], *, method: str = "", name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
