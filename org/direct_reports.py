"""A VP's direct report has no place in the weekly room, unless a leader said why: who reports to you rarely
contradicts you. So they are neither VP nor steward.

Whoever stands in for a VP, today or later, counts as one.
"""

from datetime import date

from django.db.models import Q

from journal.refusals import Invalid
from org.models import Membership, Role


class DirectReportNotAllowed(Invalid):
    code = "direct_report_not_allowed"


def check(member: Membership, *, field: str, today: date) -> None:
    """Raise DirectReportNotAllowed if `member`, as it is about to be saved, breaks the rule on either side.

    `field` is the form's field at fault. A trigger of the database holds the same rule; this one says it in words.
    """
    is_vp = member.is_vp or stands_in(member, today)
    if not is_vp and not member.is_steward:
        return
    stand_ins = Q(acting_for__isnull=False, acting_until__gte=today)
    vps = Q(roles__contains=[Role.VP]) | stand_ins
    people = Membership.objects.filter(ended_at=None).select_related("person")
    manager = people.filter(vps, pk=member.manager_id).first() if member.manager_id else None
    if manager and not member.direct_report_exception:
        raise _refusal(member, manager, field, as_vp=is_vp)
    if not is_vp or not member.pk:
        return
    reports = people.filter(manager=member.pk, direct_report_exception="")
    report = reports.filter(vps | Q(roles__contains=[Role.STEWARD])).first()
    if report:
        raise _refusal(report, member, field, as_vp=report.is_vp or stands_in(report, today))


def stands_in(member: Membership, today: date) -> bool:
    """Whether they are appointed to stand in for a VP, from whenever, and it is not over."""
    return member.acting_for_id is not None and member.acting_until is not None and member.acting_until >= today


def _refusal(report: Membership, manager: Membership, field: str, *, as_vp: bool) -> DirectReportNotAllowed:
    beside = "both would be VPs of this board" if as_vp else "would be steward of the room that they are a VP in"
    sentence = (
        f"{report.name} reports to {manager.name}, and {beside}."
        f" A leader can record an exception for {report.name}, with a reason."
    )
    return DirectReportNotAllowed(sentence, errors={field: sentence})
