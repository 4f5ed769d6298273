"""What is counted with a calendar, as whoever counts tells: what an edit would move, and what it has to leave room for.

Saving moves nothing. What is counted by an older version stays so until somebody confirms it, one by one.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from org.models import Board, Membership, Team
from org.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Moved:
    """`name` is due at `after` instead of `before`; `then`: what that means for it, in a word or two.

    `url` is empty where the reader may not open it.
    """

    name: str
    before: datetime
    after: datetime
    then: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """`confirm_at`: the page on which those that are ticked are moved, once the edit is saved."""

    moved: tuple[Moved, ...] = ()
    confirm_at: str = ""


NOTHING = Consequences()

Foreteller = Callable[[Membership, Team | None, Calendar, datetime], Consequences]
"""For the reader, if the calendar were that of the team, or with None the board's."""

Target = Callable[[int], int | None]
"""The working minutes that are promised on the board with this id; None: nothing is promised there."""

USUAL_TARGET = 1200
"""Minutes, where nobody counts yet: what is promised where nothing else is said."""

_foretellers: list[Foreteller] = []
_targets: list[Target] = []


def register(foretell: Foreteller, promised: Target) -> None:
    """Once, when the program starts."""
    if foretell not in _foretellers:
        _foretellers.append(foretell)
        _targets.append(promised)


def target(board: Board) -> int:
    """Working minutes that a calendar of the board has to reach. One statement for each who counts."""
    found = [minutes for promised in _targets if (minutes := promised(board.pk)) is not None]
    return max(found, default=USUAL_TARGET)


def consequences(reader: Membership, team: Team | None, calendar: Calendar, now: datetime) -> Consequences:
    found = [foretell(reader, team, calendar, now) for foretell in _foretellers]
    moved = tuple(each for one in found for each in one.moved)
    return Consequences(moved, next((one.confirm_at for one in found if one.moved), ""))


def fingerprint(calendar: Calendar) -> str:
    """Of what is counted with: that the editor saw what exactly this calendar would move."""
    weekly = sorted((day, windows) for day, windows in calendar.weekly.items() if windows)
    text = repr((calendar.zone, weekly, sorted(calendar.exceptions.items())))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
