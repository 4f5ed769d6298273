"""Who is in the room, as everybody who may attend is told: in words, and never older than a page's last look."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import OuterRef, Q, Subquery

from bets.models import Attendance, Cycle, RankingSession
from bets.models.session import AWAY_AFTER
from bets.session.current import current
from org.models import Membership, Role


@dataclass(frozen=True, slots=True)
class Presence:
    """Names by the alphabet. `away` were there and are gone, `missing` are the leaders who did not come yet.

    `am_here` speaks of the reader; `now` is the server's clock in milliseconds, for browsers to set theirs by.
    """

    here: tuple[str, ...]
    away: tuple[str, ...]
    missing: tuple[str, ...]
    am_here: bool
    now: int

    @property
    def tag(self) -> str:
        """As an ETag: of the list and not of the time, since whoever falls silent goes without any event."""
        shown = repr((self.here, self.away, self.missing, self.am_here))
        return f'"{sha256(shown.encode()).hexdigest()[:16]}"'


def presence(cycle: Cycle, member: Membership, now: datetime) -> Presence | None:
    """Of the open session; None if there is none. Two statements."""
    session = current(cycle)
    return in_room(session, member, now) if session else None


def in_room(session: RankingSession, member: Membership, now: datetime) -> Presence:
    """One statement."""
    seats = Attendance.objects.filter(session=session, member=OuterRef("pk"))
    people = Membership.objects.current().filter(board=session.board_id).order_by("person__name", "pk")
    seated = people.annotate(seen=Subquery(seats.values("seen_at")), left=Subquery(seats.values("left_at")))
    concerned = seated.filter(Q(seen__isnull=False) | Q(roles__contains=[Role.LEADER]))
    here, away, missing, am_here = [], [], [], False
    for pk, name, seen, left in concerned.values_list("pk", "person__name", "seen", "left"):
        if seen is None:
            missing.append(name)
        elif left is None and seen > now - AWAY_AFTER:
            here.append(name)
            am_here = am_here or pk == member.pk
        else:
            away.append(name)
    return Presence(tuple(here), tuple(away), tuple(missing), am_here, milliseconds(now))


def milliseconds(at: datetime) -> int:
    """Since 1970, as browsers count."""
    return int(at.timestamp() * 1000)
