"""A reminder as it is sent: written once, kept with its row, and the same at every attempt."""

from datetime import datetime

from django.template.loader import render_to_string

from eteam.models import Reminder
from eteam.reminders.kinds import MAIL
from eteam.reminders.places import address
from eteam.reminders.subjects import SUBJECTS
from eteam.reminders.unsubscribing import mutable, stop_address

Body = dict[str, str]


def body(reminder: Reminder, now: datetime) -> Body:
    """`headline` and `path`; of a mail also `text`, `html`, `stop` (where it is switched off), `calendar`, `method`.

    `reminder` comes with its board and its recipient's person.
    """
    words = SUBJECTS[reminder.subject].words(reminder, now)
    headline = " ".join(words.headline.split())  # it becomes a header, which is one line
    base = {"headline": headline, "path": words.path}
    if reminder.channel != MAIL:
        return base
    stop = stop_address(reminder) if mutable(reminder, now) else ""
    context = {
        "words": words,
        "headline": headline,
        "link": address(words.path),
        "board": reminder.board,
        "stop": stop,
        "widest": max((len(label) for label, _ in words.facts), default=0),
    }
    text = words.text or render_to_string("eteam/mail/message.txt", context)
    html = words.html or render_to_string("eteam/mail/message.html", context)
    rest = {"stop": stop, "calendar": words.calendar, "method": words.method}
    return base | {"text": text, "html": html} | {name: value for name, value in rest.items() if value}
