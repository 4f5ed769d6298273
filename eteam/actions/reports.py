"""Each VP says in three lines how their own domain stands. Nobody says it of another's: there is no such field."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bets.actions.validity import check_fields
from eteam.access import held
from eteam.events.session import DomainReported
from eteam.models import DomainReport, Session
from eteam.session.current import anew
from journal.record import record
from journal.refusals import WrongState
from org.models import Membership


@dataclass(frozen=True, slots=True)
class ThreeLines:
    on_track: bool
    changed: str
    needed: str = ""


@transaction.atomic
def report_domain(*, session: Session, lines: ThreeLines, by: Membership, now: datetime) -> DomainReport:
    """Of their own domain, or of the one for which they stand in today. Anew until the session is closed.

    Raises WrongState when it is closed or cancelled, Invalid for a line that is missing or too long.
    """
    room = held(session.board_id, by, "eteam.domain_report", own=True)
    session = anew(session)
    if not (session.is_running or session.state == Session.State.PLANNED):
        raise WrongState(f"The {session.name.lower()} is {session.get_state_display().lower()}.")
    report = DomainReport.objects.filter(session=session, vp=by).first() or DomainReport(session=session, vp=by)
    report.board_id, report.at = session.board_id, now
    report.on_track, report.changed, report.needed = lines.on_track, lines.changed.strip(), lines.needed.strip()
    check_fields(report, ("changed", "needed"))
    report.save()
    payload = DomainReported(session=session.pk, on_track=report.on_track)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=session, now=now)
    return report
