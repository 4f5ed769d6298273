"""A VP's direct report is not a VP beside them, unless a leader said why: who reports to you rarely contradicts you."""

from journal.refusals import Invalid
from org.models import Membership, Role


class DirectReportNotAllowed(Invalid):
    code = "direct_report_not_allowed"


def check(member: Membership, *, field: str) -> None:
    """Raise DirectReportNotAllowed if `member`, as it is about to be saved, breaks the rule on either side.

    `field` is the form's field at fault. A trigger of the database holds the same rule; this one says it in words.
    """
    if not member.is_vp:
        return
    vps = Membership.objects.filter(ended_at=None, roles__contains=[Role.VP]).select_related("person")
    manager = vps.filter(pk=member.manager_id).first() if member.manager_id else None
    if manager and not member.direct_report_exception:
        raise _refusal(member, manager, field)
    report = vps.filter(manager=member.pk, direct_report_exception="").first() if member.pk else None
    if report:
        raise _refusal(report, member, field)


def _refusal(report: Membership, manager: Membership, field: str) -> DirectReportNotAllowed:
    sentence = (
        f"{report.name} reports to {manager.name}, and both would be VPs of this board."
        f" A leader can record an exception for {report.name}, with a reason."
    )
    return DirectReportNotAllowed(sentence, errors={field: sentence})
