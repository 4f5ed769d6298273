"""A session that is over: who was there, how long it took, and what it changed."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404

from bets.board.telling import Telling, tell
from bets.events import SessionClosed, SessionOpened
from bets.models import Attendance, Cycle, RankingSession
from journal.models import Event


@dataclass(frozen=True, slots=True)
class Closed:
    """One of the list of sessions: `day` as "24 November 2026", `took` as "1 hour 20 minutes"."""

    pk: int
    day: str
    hours: str
    took: str


@dataclass(frozen=True, slots=True)
class Attended:
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class PastSession:
    """`changes` of the order in it, oldest first."""

    closed: Closed
    opened_by: str
    closed_by: str
    present: tuple[Attended, ...]
    changes: tuple[Telling, ...]


def closed_sessions(cycle: Cycle) -> tuple[Closed, ...]:
    """Newest first. One statement."""
    found = RankingSession.objects.filter(cycle=cycle, closed_at__isnull=False).order_by("-opened_at")
    return tuple(_closed(session, cycle) for session in found)


def past_session(cycle: Cycle, pk: int) -> PastSession:
    """Four statements. Raises Http404 for a session that is open, or of elsewhere."""
    named = RankingSession.objects.select_related("opened_by__person", "closed_by__person")
    session = named.filter(cycle=cycle, pk=pk, closed_at__isnull=False).first()
    if session is None or session.closed_by is None:
        raise Http404("There is no such session, or it is not closed.")
    seats = Attendance.objects.filter(session=session).select_related("member__person").order_by("since", "pk")
    return PastSession(
        closed=_closed(session, cycle),
        opened_by=session.opened_by.name,
        closed_by=session.closed_by.name,
        present=tuple(Attended(seat.member.name, _at(seat.since, cycle)) for seat in seats),
        changes=tuple(tell(event, cycle.board.zone) for event in _between(session, cycle)),
    )


def _between(session: RankingSession, cycle: Cycle) -> list[Event]:
    """What changed the order from its opening to its end, oldest first: by number, for clocks may differ."""
    ends = Event.objects.filter(
        topic=cycle.topic, kind__in=[SessionOpened.kind, SessionClosed.kind], data__session=session.pk
    )
    numbers = sorted(ends.values_list("number", flat=True))
    changed = Event.objects.filter(topic=cycle.topic, revision__isnull=False)
    return list(changed.filter(number__gt=numbers[0], number__lt=numbers[-1]).order_by("number")) if numbers else []


def _closed(session: RankingSession, cycle: Cycle) -> Closed:
    opened = session.opened_at.astimezone(ZoneInfo(cycle.board.zone))
    ended = session.closed_at or session.opened_at
    return Closed(
        pk=session.pk,
        day=f"{opened.day} {opened:%B %Y}",
        hours=f"{opened:%H:%M} to {_at(ended, cycle)}",
        took=took(session.opened_at, ended),
    )


def took(start: datetime, end: datetime) -> str:
    """ "1 hour 20 minutes", "less than a minute"."""
    hours, minutes = divmod(int((end - start).total_seconds()) // 60, 60)
    parts = [
        f"{count} {name}{'' if count == 1 else 's'}" for count, name in ((hours, "hour"), (minutes, "minute")) if count
    ]
    return " ".join(parts) or "less than a minute"


def _at(at: datetime, cycle: Cycle) -> str:
    return f"{at.astimezone(ZoneInfo(cycle.board.zone)):%H:%M}"
