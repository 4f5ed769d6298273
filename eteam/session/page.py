"""The room while a session runs, and before: the agenda, what is on the floor, and what keeps it open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eteam.agenda import BREACHED, DECISIONS, FIRST, HEARD, RAISED, READ_OUT, REPORTS, ROOM, SECTIONS, Entry
from eteam.blockers.rows import is_late
from eteam.clocks import counted
from eteam.countdown import Countdown
from eteam.models import Blocker, Outcome, Room, Session
from eteam.session.items import Domain, Gathered, gather
from eteam.session.line import Line, line
from eteam.session.things import Thing
from eteam.session.told import title_of
from org.moments import place

_NAMES = {
    READ_OUT: "Read out", FIRST: "First", BREACHED: "Breached", ROOM: "Room", DECISIONS: "Past their date",
    REPORTS: "Domain reports", RAISED: "Raised in the room", HEARD: "Heard",
}  # fmt: skip


_MOST_ON_WALL = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a list. `till`: what is to be said of its time; `outcome`: how it ended in this session."""

    key: str
    title: str
    url: tuple[str, int] | None
    about: str
    left: Countdown | None
    is_late: bool
    till: str
    note: str
    is_on_floor: bool
    needs_outcome: bool


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    words: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Focus:
    """What everybody looks at. `thing` None: nothing that takes an outcome. `then`: what comes behind it."""

    row: Row
    thing: Thing | None
    where: str
    hear_before: str
    outcome: Outcome | None
    typed: Outcome | None
    domain: Domain | None
    box_ends_at: datetime | None
    box_until: str
    then: str


@dataclass(frozen=True, slots=True)
class RoomPage:
    """`pending`: items without an outcome, of `count`. `over`: it is over time. `waiting`: for whom.

    `agenda`: the keys of all entries, in the order in which they are heard.
    `opens`: from when on it can be opened, `today 12:30` or `Tue 1 Dec 12:30`; empty once it can. `begins`: the verb.
    """

    session: Session
    hours: str
    until: str
    day: str
    place: str
    steps: tuple[Step, ...]
    agenda: tuple[str, ...]
    line: Line
    focus: Focus | None
    lanes: tuple[Lane, ...]
    read_out: tuple[Row, ...]
    others: tuple[Row, ...]
    heard: tuple[Row, ...]
    domains: tuple[Domain, ...]
    pending: int
    count: int
    waiting: tuple[Outcome, ...]
    over: bool
    opens: str
    begins: str

    @property
    def on_wall(self) -> list[tuple[str, Row]]:
        """While nothing is on the floor: as many as can be read from the other side of the room, with their lane."""
        return self._waiting[:_MOST_ON_WALL]

    @property
    def off_wall(self) -> int:
        """How many more there are."""
        return len(self._waiting[_MOST_ON_WALL:])

    @property
    def _waiting(self) -> list[tuple[str, Row]]:
        return [(lane.name, row) for lane in self.lanes for row in lane.rows]


def room_page(session: Session, room: Room, now: datetime) -> RoomPage:
    """Eleven statements, for any number of items."""
    found = gather(session, room, now)
    rows = {entry.key: _row(entry, found, session, now) for entry in found.entries}
    there = ZoneInfo(session.zone)
    starts, ends = session.starts_at.astimezone(there), session.ends_at.astimezone(there)
    items = [entry for entry in found.entries if entry.needs_outcome or entry.section == HEARD]
    return RoomPage(
        session=session,
        day=f"{starts:%A} {starts.day} {starts:%B}",
        hours=f"{starts:%H:%M} to {ends:%H:%M}",
        until=f"{ends:%H:%M}",
        place=place(session.zone),
        steps=tuple(_steps(found, session)),
        agenda=tuple(entry.key for entry in found.entries),
        line=line(session.starts_at, session.ends_at, session.zone, _dues(found), now if session.is_running else None),
        focus=_focus(found, rows, session, room, now),
        lanes=tuple(_lanes(found, rows)),
        read_out=tuple(rows[entry.key] for entry in found.entries if entry.section == READ_OUT),
        others=tuple(rows[entry.key] for entry in found.entries if _is_other(entry)),
        heard=tuple(rows[entry.key] for entry in found.entries if entry.section == HEARD),
        domains=tuple(found.domains) if not session.is_checkpoint else (),
        pending=len(found.pending),
        count=len(items),
        waiting=tuple(found.typed.values()),
        over=session.is_running and now > session.ends_at,
        opens=_opens(session, now),
        begins="begins" if now < session.starts_at else "was to begin",
    )


def _opens(session: Session, now: datetime) -> str:
    if now >= session.opens_at:
        return ""
    there = ZoneInfo(session.zone)
    is_today = session.opens_at.astimezone(there).date() == now.astimezone(there).date()
    return f"today {_clock(session.opens_at, session)}" if is_today else _moment(session.opens_at, session)


def _is_other(entry: Entry) -> bool:
    """In no lane: a decision past its date, a matter that was raised in the room."""
    return entry.section == DECISIONS or (entry.section == RAISED and entry.key.startswith("matter:"))


def _dues(found: Gathered) -> Iterator[tuple[datetime, str]]:
    for entry in found.entries:
        if entry.hear_before:
            yield entry.hear_before, found.blockers[_pk(entry.key)].blocked_team.head


def _steps(found: Gathered, session: Session) -> Iterator[Step]:
    on = next((entry.section for entry in found.entries if entry.key == session.focus), "")
    for section in SECTIONS:
        count = sum(entry.section == section for entry in found.entries)
        if count:
            yield Step(_NAMES[section], count, section == on)


def _lanes(found: Gathered, rows: dict[str, Row]) -> Iterator[Lane]:
    """By the route of each, whatever section hears it: what is breached could not wait, and did."""
    lanes: dict[str, list[Row]] = {"now": [], "first": [], "room": []}
    for entry in found.entries:
        if entry.section in (FIRST, BREACHED, ROOM, RAISED):
            lanes[_lane(entry, found)].append(rows[entry.key])
    words = {"now": "cannot wait for its turn", "first": "falls due during the session", "room": "by due time"}
    for name, found_rows in lanes.items():
        yield Lane(name, words[name], tuple(found_rows))


def _lane(entry: Entry, found: Gathered) -> str:
    if not entry.key.startswith("blocker:"):
        return "room"
    if entry.section == BREACHED:
        return "now"
    return str(found.blockers[_pk(entry.key)].route)


def _focus(found: Gathered, rows: dict[str, Row], session: Session, room: Room, now: datetime) -> Focus | None:
    entry = next((each for each in found.entries if each.key == session.focus), None)
    if entry is None:
        return None
    behind = [each for each in found.pending if each.key != entry.key]
    same = [each for each in found.entries if each.section == entry.section]
    ends = session.focus_since + timedelta(minutes=room.box) if session.focus_since else None
    return Focus(
        row=rows[entry.key],
        thing=thing_of(entry.key, found),
        where=f"{_NAMES[entry.section]}, {same.index(entry) + 1} of {len(same)}",
        hear_before=_clock(entry.hear_before, session) if entry.hear_before else "",
        outcome=found.ended.get(entry.key),
        typed=found.typed.get(entry.key),
        domain=next((each for each in found.domains if each.key == entry.key), None),
        box_ends_at=ends,
        box_until=_clock(ends, session) if ends else "",
        then=rows[behind[0].key].title if behind else "",
    )


def thing_of(key: str, found: Gathered) -> Thing | None:
    """What an outcome of this entry is of; of a decision past its date, what was decided about."""
    kind, pk = key.partition(":")[0], _pk(key)
    if kind == "blocker":
        return found.blockers[pk]
    if kind == "matter":
        return found.matters[pk]
    return found.decisions[pk].of if kind == "decision" else None


def _row(entry: Entry, found: Gathered, session: Session, now: datetime) -> Row:
    kind, pk = entry.key.partition(":")[0], _pk(entry.key)
    blocker = found.blockers.get(pk) if kind in ("blocker", "unblocked") else None
    thing = blocker or (found.matters.get(pk) if kind == "matter" else None)
    outcome = found.ended.get(entry.key) or {"decision": found.decisions, "outside": found.outside}.get(kind, {}).get(
        pk
    )
    counts = blocker if kind == "blocker" and entry.section != HEARD else None
    bet = thing.bet if thing else None
    rank = getattr(getattr(bet, "rank", None), "position", None)
    return Row(
        key=entry.key,
        title=title_of(entry.key, found),
        url=("blocker", pk) if blocker else ("outcome", outcome.pk) if outcome else None,
        about=(f"#{rank} {bet.title}" if rank else bet.title) if bet else "",
        left=counted(counts, now) if counts else None,
        is_late=counts is not None and is_late(counts, now),
        till=_till(entry, found, session),
        note=words_of(outcome, session.zone) if outcome else "",
        is_on_floor=entry.key == session.focus and session.is_running,
        needs_outcome=entry.needs_outcome,
    )


def words_of(outcome: Outcome, zone: str) -> str:
    """`Decided: Cloud issues its own key. Victor, by Wed 2 Dec 17:00.`"""
    text = outcome.text or outcome.next_step
    said = f"{outcome.get_kind_display()}{': ' + text if text else '.'}"
    if outcome.owner is None:
        return said
    until = outcome.by_when or outcome.decide_by
    there = until.astimezone(ZoneInfo(zone)) if until else None
    date = f", by {there:%a} {there.day} {there:%b %H:%M}" if there else ""
    return f"{said} {outcome.owner.name}{date}."


def _till(entry: Entry, found: Gathered, session: Session) -> str:
    if entry.hear_before:
        return f"Hear before {_clock(entry.hear_before, session)}."
    if not entry.key.startswith("blocker:") or entry.section == HEARD:
        return "No clock: not a blocker." if entry.key.startswith("matter:") and entry.section != HEARD else ""
    blocker = found.blockers[_pk(entry.key)]
    due = _moment(blocker.due_at, session)
    if entry.section == BREACHED:
        decided = " Decided, and not unblocked." if blocker.decided_at else ""
        return f"{_breached(blocker, session, due)}{decided}"
    return f"Cannot wait: due {due}." if entry.section == FIRST else f"Due {due}."


def _breached(blocker: Blocker, session: Session, due: str) -> str:
    """Before the session begins, what falls due until then can still be met."""
    if blocker.breached_at is not None:
        return f"Breached: was due {due}."
    return f"Due {due}." if session.is_running else f"Breached by then: due {due}."


def _moment(at: datetime, session: Session) -> str:
    there = at.astimezone(ZoneInfo(session.zone))
    return f"{there:%a} {there.day} {there:%b %H:%M}"


def _clock(at: datetime, session: Session) -> str:
    return f"{at.astimezone(ZoneInfo(session.zone)):%H:%M}"


def _pk(key: str) -> int:
    return int(key.partition(":")[2])
