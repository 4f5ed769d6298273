"""All blockers of a board: three lanes of what is not decided, and what became of the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from bets.models import Bet
from eteam.access import may
from eteam.blockers.rows import WITH, Row, decisions_of, row
from eteam.blockers.view import ROUTES, STATE_NAMES, View
from eteam.models import Blocker, Flag
from org.models import Membership, Team

_RECENT = timedelta(days=14)
_MOST_CLOSED = 50

_MEANING = {
    "now": "cannot wait for its turn",
    "first": "falls due during the session",
    "room": "by due time",
}


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    link: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """`route` is now, first or room, and says how it is drawn; empty for the sections below the lanes."""

    name: str
    meaning: str
    rows: tuple[Row, ...]
    route: str = ""


@dataclass(frozen=True, slots=True)
class Lanes:
    """`headline`: what is so, in a sentence. `is_whole`: the reader sees all of the board, and not their own alone."""

    view: View
    headline: str
    lanes: tuple[Lane, ...]
    sections: tuple[Lane, ...]
    states: tuple[Choice, ...]
    teams: tuple[Team, ...]
    bet: Bet | None
    flags: int
    is_whole: bool
    is_empty: bool

    @property
    def shows_lanes(self) -> bool:
        return self.view.state in ("", "open")


def lanes(member: Membership, view: View, now: datetime) -> Lanes:
    """What `member` may read of it. Six statements, one more for a bet that is asked for."""
    is_whole = may(member, "blocker.read")
    found = list(_chosen(member, view, now, is_whole))
    decisions = decisions_of(found)
    rows = [(each, row(each, decisions.get(each.pk), member, now)) for each in found]
    undecided = [line for each, line in rows if each.is_open and each.decided_at is None]
    return Lanes(
        view=view,
        headline=_headline(undecided),
        lanes=tuple(_lanes(undecided, view)),
        sections=tuple(_sections(rows, view)),
        states=tuple(_states(view)),
        teams=tuple(Team.objects.filter(board=member.board_id)),
        bet=Bet.objects.known_to(member).filter(board=member.board_id, pk=view.bet).first() if view.bet else None,
        flags=_flags(member, now),
        is_whole=is_whole,
        is_empty=not rows,
    )


def _chosen(member: Membership, view: View, now: datetime, is_whole: bool) -> QuerySet[Blocker]:
    """In the order of their due times; those that are closed only while they are recent."""
    blockers = Blocker.objects.filter(board=member.board_id)
    if not is_whole:
        blockers = blockers.of(member)
    if view.team:
        blockers = blockers.filter(Q(blocked_team__slug=view.team) | Q(blocking_team__slug=view.team))
    if view.bet:
        blockers = blockers.filter(bet=int(view.bet))
    if view.route:
        blockers = blockers.undecided().filter(route=view.route)
    closed_since = now - _RECENT
    recent = (
        Q(unblocked_at=None, withdrawn_at=None) | Q(unblocked_at__gt=closed_since) | Q(withdrawn_at__gt=closed_since)
    )
    return blockers.filter(recent).select_related(*WITH).prefetch_related("pauses").order_by("due_at", "pk")


def _lanes(undecided: Sequence[Row], view: View) -> Iterator[Lane]:
    for route in ROUTES:
        if view.route in ("", route):
            of_it = tuple(line for line in undecided if line.route == route)
            yield Lane(route.upper(), _MEANING[route], of_it, route)


def _sections(rows: Sequence[tuple[Blocker, Row]], view: View) -> Iterator[Lane]:
    """Newest first where it is over; only those that the view asks for, and that hold anything."""
    decided = [line for each, line in rows if each.is_open and each.decided_at is not None]
    asked = [line for each, line in rows if each.is_provisional]
    unblocked = _newest([pair for pair in rows if pair[0].unblocked_at and not pair[0].is_provisional])
    withdrawn = _newest([pair for pair in rows if pair[0].withdrawn_at])
    of_state = {
        "asked": ("Said to be unblocked", "the blocked team has not confirmed yet", asked),
        "decided": ("Decided", "not unblocked yet", decided),
        "unblocked": ("Unblocked", "in the last two weeks", unblocked),
        "withdrawn": ("Withdrawn", "in the last two weeks", withdrawn),
    }
    for state, (name, meaning, lines) in of_state.items():
        if view.state == state or (lines and not view.state):
            yield Lane(name, meaning, tuple(lines[:_MOST_CLOSED]))


def _newest(pairs: Sequence[tuple[Blocker, Row]]) -> list[Row]:
    def ended(pair: tuple[Blocker, Row]) -> datetime:
        return pair[0].withdrawn_at or pair[0].unblocked_at or pair[0].raised_at

    return [line for _, line in sorted(pairs, key=ended, reverse=True)]


def _states(view: View) -> Iterator[Choice]:
    yield Choice("All", view.but(state=""), not view.state)
    for state, name in STATE_NAMES.items():
        yield Choice(name, view.but(state=state), view.state == state)


def _headline(undecided: Sequence[Row]) -> str:
    """`3 are blocked. 1 cannot wait, 1 has breached.`"""
    if not undecided:
        return "Nobody is blocked."
    count, now = len(undecided), sum(line.route == "now" for line in undecided)
    late = sum(line.is_late for line in undecided)
    first = "1 blocker is open." if count == 1 else f"{count} blockers are open."
    waits = f"{now} cannot wait" if now else "All can wait for the session"
    return f"{first} {waits}{f', {late} of them breached' if late else ''}."


def _flags(member: Membership, now: datetime) -> int:
    """How many wait for the reader as VP. One statement."""
    return waiting_flags(member, now).count()


def waiting_flags(member: Membership, now: datetime) -> QuerySet[Flag]:
    """Those that the member decides: of their own teams, and of those whose VP they stand in for."""
    vps = [member.pk, *([member.acting_for_id] if member.is_acting(now) else [])]
    return Flag.objects.waiting().filter(board=member.board_id, team__vp__in=vps).order_by("becomes_at", "pk")
