"""A board's room is set up, once, and its rules are changed. The sessions that it gives stand in `planning`."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from bets.access import hold_board
from bets.actions.validity import check_fields, refuse
from eteam.access import authorise, held
from eteam.actions.rerouting import reroute
from eteam.events.planning import RoomChanged, RoomSetUp
from eteam.models import Room
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.access import today, unknown
from org.calendars import calendar_of
from org.models import Board, Membership
from org.working_time import due

EDIT = "eteam.room.edit"

FIELDS = (
    "zone", "weekday", "starts", "minutes", "checkpoint_weekday", "checkpoint_starts", "checkpoint_minutes",
    "box", "target", "pauses", "chat",
)  # fmt: skip

BOUNDS = {"weekday": (1, 7), "minutes": (15, 720), "checkpoint_weekday": (1, 7), "checkpoint_minutes": (5, 240),
          "box": (1, 120), "target": (60, 9600)}  # fmt: skip
"""The least and the most of each; the table has the same."""

_OPTIONAL = ("checkpoint_weekday", "checkpoint_starts")

REACHED_WITHIN = timedelta(days=60)

_https = URLValidator(schemes=["https"])


class RoomExists(Refusal):
    """A board has one room."""

    code = "room_exists"


@transaction.atomic
def set_up(*, board: Board, by: Membership, now: datetime, **values: Any) -> Room:
    """The board's room; what is not among `values` is as usual, and the zone the board's.

    Raises RoomExists for the second of two at once, and Invalid with `errors` by field.
    """
    hold_board(board.pk)
    member = today(by)
    if member.board_id != board.pk:
        raise unknown(member, f"board {board.pk}")
    authorise(member, EDIT)
    if Room.objects.filter(board=board).exists():
        raise RoomExists("Somebody has said already when the room meets.")
    _refuse_unknown(values)
    room = Room(board=board, made_at=now, **{"zone": board.zone, **values})
    _check(room, FIELDS, now)
    room.save()
    record(RoomSetUp(), board_id=board.pk, topic=room.topic, by=by, subject=room, now=now)
    return room


@transaction.atomic
def change(*, room: Room, by: Membership, now: datetime, **values: Any) -> Room:
    """Other rules: what is planned already stays where it is until somebody lets it follow, and what is raised keeps
    its target; another box counts at once, so everything is routed again. Raises Invalid with `errors` by field.
    """
    room = held(room.board_id, by, EDIT)
    _refuse_unknown(values)
    changed = {name: [_said(name, getattr(room, name)), _said(name, value)] for name, value in values.items()
               if getattr(room, name) != value}  # fmt: skip
    for name in changed:
        setattr(room, name, values[name])
    _check(room, changed, now)
    if changed:
        room.save(update_fields=list(changed))
        reroute(room, now)
        payload = RoomChanged(fields=changed)
        record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=room, now=now)
    return room


def _refuse_unknown(values: Collection[str]) -> None:
    if unknown := set(values) - set(FIELDS):
        raise Invalid(f"These cannot be set: {', '.join(sorted(unknown))}.")


def _check(room: Room, changed: Collection[str], now: datetime) -> None:
    if errors := _out_of_bounds(room, changed):
        raise refuse(errors)
    check_fields(room, [name for name in changed if name not in _OPTIONAL or getattr(room, name) is not None])
    if errors := _of_the_clock(room) | _of_the_chat(room):
        raise refuse(errors)
    if "target" in changed and due(now, room.target, calendar_of(room.board)) > now + REACHED_WITHIN:
        raise refuse({"target": f"The next {REACHED_WITHIN.days} days do not have so much working time."})


def _out_of_bounds(room: Room, changed: Collection[str]) -> dict[str, str]:
    given = {name: getattr(room, name) for name in BOUNDS if name in changed}
    return {
        name: f"Between {least} and {most}."
        for name, value in given.items()
        for least, most in [BOUNDS[name]]
        if value is not None and not least <= value <= most
    }


def _of_the_clock(room: Room) -> dict[str, str]:
    if room.zone not in available_timezones():
        return {"zone": f"There is no time zone {room.zone}."}
    if (room.checkpoint_weekday is None) != (room.checkpoint_starts is None):
        field = "checkpoint_starts" if room.checkpoint_starts is None else "checkpoint_weekday"
        return {field: "A checkpoint has a weekday and a time, or neither."}
    meetings = room.timetable.meetings
    if len(meetings) == 2 and meetings[0].overlaps(meetings[1]):
        return {"checkpoint_starts": "The checkpoint is while the session lasts: it would decide nothing earlier."}
    return {}


def _of_the_chat(room: Room) -> dict[str, str]:
    try:
        if room.chat:
            _https(room.chat)
    except ValidationError:
        return {"chat": "Write the whole address, which begins with https://."}
    return {}


def _said(name: str, value: Any) -> str:
    """For the log, which more people read than may know the chat address: it lets everybody write there."""
    if name == "chat":
        return "an address" if value else "none"
    return "none" if value is None else str(value)
