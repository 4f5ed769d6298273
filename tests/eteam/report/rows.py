"""A board whose room has seen one week: 23 to 29 November 2026, Stockholm, and the Monday after."""

from datetime import datetime
from typing import Any

from eteam.figures import Week
from eteam.models import Blocker, Report, Room
from org.models import Team
from org.working_time import due
from tests.cast import Cast
from tests.eteam.figures.told import CALENDAR, DATA, MONDAY, WEEK, after
from tests.eteam.rows import (
    BlockerFactory,
    LadderStepFactory,
    OutcomeFactory,
    ReminderFactory,
    RoomFactory,
    SessionFactory,
)
from tests.factories import TeamFactory

WORKED = (120, 300, 480, 600, 960, 1200, 1205, 1500, 2100)


def room_of(cast: Cast) -> Room:
    room: Room = RoomFactory(board=cast.board, made_at=MONDAY)
    return room


def blocker(cast: Cast, title: str, raised_at: datetime = MONDAY, **given: Any) -> Blocker:
    """`blocked_for`: unblocked after so many working minutes, and confirmed."""
    if (minutes := given.pop("blocked_for", None)) is not None:
        end = after(minutes, raised_at)
        given |= {"unblocked_at": end, "unblocked_entered_at": end, "unblocked_by": cast.victor}
        given |= {"confirmed_at": end, "confirmed_by": cast.vera}
    due_at = due(raised_at, 1200, CALENDAR)
    made: Blocker = BlockerFactory(
        blocked_team=given.pop("blocked_team", cast.data), raised_by=cast.vera, title=title, raised_at=raised_at,
        due_at=due_at, **given,
    )  # fmt: skip
    return made


def worked_week(cast: Cast) -> Room:
    """The worked figures: 6 met, 3 late, 2 open past their time, 1 withdrawn; something of everything else."""
    room = room_of(cast)
    fleet: Team = TeamFactory(board=cast.board, slug="fleet", name="Fleet", vp=cast.victor)
    for minutes in WORKED:
        blocker(cast, f"Blocked for {minutes}", blocked_for=minutes, blocking="team", blocking_team=fleet)
    blocker(cast, "=cmd|' /C calc'!A0", owner=cast.victor, route="now", first_route="now")
    slow = blocker(cast, "No key, and nobody knows whose", blocked_team=fleet, blocking="unknown", carries=1)
    blocker(cast, "Was none", withdrawn_at=after(60), withdrawn_by=cast.vera, withdrawn_for="It was unplugged.")
    blocker(cast, "Not due yet", after(2300), decided_at=after(2350))
    held = SessionFactory(
        board=cast.board, starts_at=after(600), ends_at=after(700), state="closed", opened_at=after(600),
        opened_by=cast.ines, closed_at=after(700), closed_by=cast.ines, unheard=1, unheard_for="The fire alarm.",
    )  # fmt: skip
    OutcomeFactory(
        blocker=slow, kind="carried", next_step="Ask", reason="Nobody knew.", session=held, decider=None, text="",
        by_when=None, owner=cast.victor, entered_by=cast.ines, entered_at=after(650), accepts_breach=True,
    )  # fmt: skip
    LadderStepFactory(blocker=slow, percent=50, at=after(600))
    ReminderFactory(board=cast.board, recipient=cast.vera, due_at=after(10), state="sent", sent_at=after(10))
    return room


def others(cast: Cast) -> list[Report]:
    return list(Report.objects.filter(board=cast.board).order_by("week", "revision"))


__all__ = ["DATA", "MONDAY", "WEEK", "WORKED", "Week", "after", "blocker", "others", "room_of", "worked_week"]
