"""Who belongs in the room, and who is in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from eteam.models import Presence, Session
from org.models import Membership, Role

AWAY_AFTER = timedelta(seconds=90)
"""A page tells every 20 seconds that somebody is there; this many missing, and they count as gone."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Names by the alphabet, with what is to be said of each. `absent` are the members who are not there.

    `unmanaged`: of whom no manager is known, so that nobody can tell whether they may join; `exceptions` with reason.
    `am_here` speaks of the reader; `now` is the server's clock in milliseconds, for browsers to set theirs by.
    """

    leaders: tuple[str, ...]
    vps: tuple[str, ...]
    stewards: tuple[str, ...]
    absent: tuple[str, ...]
    unmanaged: tuple[str, ...]
    exceptions: tuple[str, ...]
    am_here: bool
    belongs: int
    now: int

    @property
    def here(self) -> int:
        return len(self.leaders) + len(self.vps)

    @property
    def tag(self) -> str:
        """As an ETag: of the list and not of the time, since whoever falls silent goes without any event."""
        shown = (self.leaders, self.vps, self.stewards, self.absent, self.unmanaged, self.exceptions, self.am_here)
        return f'"{sha256(repr(shown).encode()).hexdigest()[:16]}"'


def is_member(member: Membership, now: datetime) -> bool:
    """Leaders, VPs and those who stand in for one, on that day."""
    duties = member.duties(now)
    return Role.LEADER in duties or Role.VP in duties


def manager_among(member: Membership, now: datetime) -> Membership | None:
    """Their manager, if that is a VP of this board today, or stands in for one. One statement, or none."""
    if member.manager_id is None:
        return None
    manager = Membership.objects.current().select_related("board", "person").filter(pk=member.manager_id).first()
    return manager if manager and Role.VP in manager.duties(now) else None


def seats(session: Session, reader: Membership, now: datetime) -> Seats:
    """Two statements."""
    present = {each.member_id: each for each in Presence.objects.filter(session=session)}
    here = {pk for pk, each in present.items() if each.left_at is None and each.seen_at > now - AWAY_AFTER}
    people = Membership.objects.current().filter(board=session.board_id)
    everybody = list(people.select_related("person", "board", "acting_for__person").order_by("person__name", "pk"))
    members = [each for each in everybody if is_member(each, now)]
    inside = [each for each in members if each.pk in here]
    excepted = [each for each in everybody if each.pk in here and each.direct_report_exception]
    return Seats(
        leaders=tuple(_said(each, session, now) for each in inside if each.is_leader),
        vps=tuple(_said(each, session, now) for each in inside if not each.is_leader),
        stewards=tuple(each.name for each in everybody if each.pk in here and each not in members),
        absent=tuple(each.name for each in members if each.pk not in here),
        unmanaged=tuple(each.name for each in inside if each.manager_id is None and not each.is_leader),
        exceptions=tuple(f"{each.name}: {each.direct_report_exception}" for each in excepted),
        am_here=reader.pk in here,
        belongs=len(members),
        now=int(now.timestamp() * 1000),
    )


def _said(member: Membership, session: Session, now: datetime) -> str:
    if member.pk == session.chair_id:
        return f"{member.name} (chair)"
    if member.acting_for is not None and member.is_acting(now):
        return f"{member.name}, acting for {member.acting_for.name}"
    return member.name
