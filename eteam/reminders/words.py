"""What a reminder says, before it is made a page of mail; and instants as people say them. Pure."""

from dataclasses import dataclass
from datetime import datetime

from org.moments import place, wall, weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`headline` is whole by itself: the subject of the mail, the line in the inbox and in the chat.

    `facts` are label and value; `path` is the page where one can act, `act` what one does there. `calendar`: an
    iCalendar object for the mail, which carries its method. `text` and `html`: of a mail with a form of its own.
    """

    headline: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    path: str
    act: str
    calendar: str = ""
    method: str = ""
    text: str = ""
    html: str = ""


def when(at: datetime, zone: str, now: datetime) -> str:
    """`Tuesday 1 December, 13:00 in Stockholm`"""
    return f"{weekday(at, zone)} {wall(at, zone, year=now.year)} in {place(zone)}"
