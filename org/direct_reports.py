"""A VP's direct report is not a VP beside them, unless a leader said why: who reports to you rarely contradicts you.

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

    `field` is the form's field at fault. A trigger of the database holds the same rule for VPs; this one says it in
    words.
    """
    if not member.is_vp and not stands_in(member, today):
        return
    stand_ins = Q(acting_for__isnull=False, acting_until__gte=today)
    vps = Membership.objects.filter(Q(roles__contains=[Role.VP]) | stand_ins, ended_at=None).select_related("person")
    manager = vps.filter(pk=member.manager_id).first() if member.manager_id else None
    if manager and not member.direct_report_exception:
        raise _refusal(member, manager, field)
    report = vps.filter(manager=member.pk, direct_report_exception="").first() if member.pk else None
    if report:
        raise _refusal(report, member, field)


def stands_in(member: Membership, today: date) -> bool:
    """Whether they are appointed to stand in for a VP, from whenever, and it is not over."""
    return member.acting_for_id is not None and member.acting_until is not None and member.acting_until >= today


def _refusal(report: Membership, manager: Membership, field: str) -> DirectReportNotAllowed:
    sentence = (
        f"{report.name} reports to {manager.name}, and both would be VPs of this board."
        f" A leader can record an exception for {report.name}, with a reason."
    )
    return DirectReportNotAllowed(sentence, errors={field: sentence})
