"""Which version of a page of the room a person sees, so that a page that asks again costs little."""

from datetime import datetime

from journal.models import Counter
from org.models import Membership

REPRESENTATION = 2
"""Raise it with every change of what a fragment looks like: open pages then fetch it anew."""


def event_number(board: int) -> int:
    """Of the board's newest event. To be read before the content that it stands for. One statement."""
    return Counter.objects.filter(board_id=board).values_list("number", flat=True).first() or 0


def etag(number: int, member: Membership, what: str, now: datetime) -> str:
    """Of one representation, `what`: its name and all of its query. `number` is that of the board's newest event.

    The same for all who have the same duties; a page that shows a reader their own carries the member in `what`.
    """
    roles = "".join(sorted(duty[0] for duty in member.duties(now)))
    return f'"{REPRESENTATION}-{member.board_id}-{number}-{roles}-{what}"'
