"""What is heard in a session, in which order, and by when: built, never typed. Pure; rules E3.

Read out first; then what falls due in the session, before what is late anyway, or its promise would be broken too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

READ_OUT, FIRST, BREACHED, ROOM, DECISIONS, REPORTS, RAISED, HEARD = (
    "read_out", "first", "breached", "room", "decisions", "reports", "raised", "heard",
)  # fmt: skip
SECTIONS = (READ_OUT, FIRST, BREACHED, ROOM, DECISIONS, REPORTS, RAISED, HEARD)

UNBLOCKED, OUTSIDE, BLOCKED = "unblocked", "outside", "blocked"
MISALIGNED, OFF_TRACK, PLAN = "misaligned", "off_track", "plan"
DECISION, REPORT = "decision", "report"

_SECTION_OF = {
    UNBLOCKED: READ_OUT, OUTSIDE: READ_OUT, DECISION: DECISIONS, REPORT: REPORTS,
    MISALIGNED: ROOM, OFF_TRACK: ROOM, PLAN: ROOM,
}  # fmt: skip
_AFTER = {BLOCKED: 0, MISALIGNED: 1, OFF_TRACK: 2, PLAN: 3}
"""Within a section: what has a clock comes before what has none."""

_OF_A_CHECKPOINT = (FIRST, BREACHED, HEARD)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be heard. `key` names it for everybody.

    `at`: of what is blocked or decided, when it is due; of a matter, when it was raised; of what is read out, when it
    happened. `order`: of reports, their fixed place. `route` and `is_breached` are those of what is blocked.
    `is_raised_here`: since this session was opened. `heard_at`: when it got its outcome in this session.
    """

    key: str
    kind: str
    at: datetime
    route: str = ""
    is_breached: bool = False
    is_raised_here: bool = False
    order: int = 0
    heard_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`hear_before`: of FIRST items. `needs_outcome`: the session is not closed before it has one."""

    key: str
    section: str
    hear_before: datetime | None = None
    needs_outcome: bool = False


def agenda(
    items: Iterable[Item], begins: datetime, box: timedelta, *, is_checkpoint: bool = False
) -> tuple[Entry, ...]:
    """In the order in which it is heard. `begins`: when the next item can; a checkpoint has only what cannot wait."""
    found: dict[str, list[Item]] = {section: [] for section in SECTIONS}
    for item in items:
        found[_section(item)].append(item)
    found[FIRST] = _in_time(found[FIRST], begins, box)
    for section in (READ_OUT, BREACHED, ROOM, DECISIONS, REPORTS, RAISED):
        found[section].sort(key=lambda item: (_AFTER.get(item.kind, 0), item.order, item.at, item.key))
    found[HEARD].sort(key=lambda item: (item.heard_at or item.at, item.key))
    sections = _OF_A_CHECKPOINT if is_checkpoint else SECTIONS
    return tuple(_entry(item, section) for section in sections for item in found[section])


def _section(item: Item) -> str:
    if item.heard_at is not None:
        return HEARD
    if item.kind == BLOCKED:
        return BREACHED if item.is_breached else _unbreached(item)
    return RAISED if item.is_raised_here and item.kind in _AFTER else _SECTION_OF[item.kind]


def _unbreached(item: Item) -> str:
    """What cannot wait is heard with the FIRST items: it may have become so while nobody could decide it before."""
    if item.route in ("now", "first"):
        return FIRST
    return RAISED if item.is_raised_here else ROOM


def _in_time(items: Sequence[Item], begins: datetime, box: timedelta) -> list[Item]:
    """FIRST items by due; each NOW item as early as all that stand behind it are still heard in time."""
    line = sorted((item for item in items if item.route == "first"), key=_by_due)
    for item in sorted((item for item in items if item.route != "first"), key=_by_due, reverse=True):
        line.insert(_earliest(line, begins, box), item)
    return line


def _earliest(line: Sequence[Item], begins: datetime, box: timedelta) -> int:
    """The first place in the line where one more item makes no FIRST item late that would be in time without it."""
    for place in range(len(line)):
        behind = range(place, len(line))
        if not any(_turns_late(line[each], begins + box * (each + 1), box) for each in behind):
            return place
    return len(line)


def _turns_late(item: Item, heard_by: datetime, box: timedelta) -> bool:
    return item.route == "first" and heard_by <= item.at < heard_by + box


def _by_due(item: Item) -> tuple[datetime, str]:
    return item.at, item.key


def _entry(item: Item, section: str) -> Entry:
    return Entry(
        key=item.key,
        section=section,
        hear_before=item.at if section == FIRST and item.route == "first" else None,
        needs_outcome=section != HEARD and item.kind in (*_AFTER, DECISION),
    )
