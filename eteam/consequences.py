"""What an edit of a calendar would move in the weekly room, for the page of the calendar, which knows no blockers."""

from datetime import datetime

from django.urls import reverse

from eteam.access import may
from eteam.models import Room
from eteam.recount import READ, Recount, by_edit
from org.calendar_consequences import NOTHING, Consequences, Moved
from org.models import Membership, Team
from org.working_time import Calendar


def foretell(reader: Membership, team: Team | None, calendar: Calendar, now: datetime) -> Consequences:
    """For whoever edits the calendar of the team, or with None the board's. A board may have no room yet."""
    room = Room.objects.of(reader.board_id).first()
    if room is None:
        return NOTHING
    moved = tuple(_moved(each, reader) for each in by_edit(room, team, calendar, now))
    return Consequences(moved, reverse("blockers_recount", args=[room.board.slug]))


def promised(board: int) -> int | None:
    """The target of the room of a board, in working minutes. One statement."""
    return Room.objects.of(board).values_list("target", flat=True).first()


def _moved(each: Recount, reader: Membership) -> Moved:
    url = reverse("blocker", args=[each.blocker.pk]) if may(reader, READ) else ""
    return Moved(each.name_for(reader), each.blocker.due_at, each.after, each.then, url)
