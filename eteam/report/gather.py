"""What the database knows for a report, as the plain values that `eteam.figures` asks for."""

from collections import Counter
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from eteam.clocks import value
from eteam.figures import Act, Story, Told, Week
from eteam.figures.story import Change, Step, Stop
from eteam.figures.whole import WEEKS
from eteam.models import Blocker, Outcome, Pause, Reminder, Session
from org.models import Board, Membership
from org.working_time import Calendar


def stories(board: Board, week: Week) -> list[Story]:
    """All blockers that any figure of the week or of its trend can be about. Five statements."""
    clocks: dict[tuple[int | None, str], Calendar] = {}
    return [_story(blocker, clocks) for blocker in _blockers(board, week.before(WEEKS - 1).starts_at)]


def told(board: Board, week: Week, at: datetime) -> Told:
    """Three statements."""
    start, end = week.starts_at, min(week.ends_at, max(at, week.starts_at))
    sent = Reminder.objects.filter(board=board, due_at__gte=start, due_at__lt=end)
    sessions = list(Session.objects.filter(board=board, starts_at__gte=start, starts_at__lt=end))
    closed = [session for session in sessions if session.closed_at is not None and session.closed_at <= at]
    return Told(
        reminders=dict(sorted(Counter(sent.values_list("state", flat=True)).items())),
        direct_reports=_direct_reports(board, at),
        unheard=sum(session.unheard for session in closed),
        left_open=sum(session.left_open for session in sessions),
        sessions=len(closed),
        cancelled=sum(session.state == Session.State.CANCELLED for session in sessions),
    )


def _blockers(board: Board, since: datetime) -> QuerySet[Blocker]:
    outcomes = Outcome.objects.counting().order_by("entered_at", "pk")
    lately = Q(unblocked_entered_at__gte=since) | Q(withdrawn_at__gte=since) | Q(due_at__gte=since)
    return (
        Blocker.objects.filter(Q(unblocked_at=None, withdrawn_at=None) | lately, board=board)
        .select_related("blocked_team", "blocking_team", "owner__person", "calendar__board", "flag")
        .prefetch_related(
            "due_changes", "ladder",
            Prefetch("pauses", Pause.objects.order_by("starts_at")), Prefetch("outcomes", outcomes),
        )
        .order_by("pk")
    )  # fmt: skip


def _story(blocker: Blocker, clocks: dict[tuple[int | None, str], Calendar]) -> Story:
    clock = (blocker.calendar_id, blocker.zone)
    if clock not in clocks:
        clocks[clock] = value(blocker.calendar, blocker.zone)
    return Story(
        id=blocker.pk,
        title=blocker.title,
        blocked=blocker.blocked_team.name,
        blocking=blocker.blocking_name,
        owner=blocker.owner.name if blocker.owner else "",
        calendar=clocks[clock],
        raised_at=blocker.raised_at,
        known_at=blocker.flag.decided_at or blocker.raised_at if blocker.flag else blocker.raised_at,
        first_due_at=blocker.first_due_at,
        first_route=blocker.first_route,
        route=blocker.route,
        routed_at=blocker.routed_at,
        changes=[Change(each.at, each.after) for each in blocker.due_changes.all()],
        stops=[_stop(each) for each in blocker.pauses.all()],
        responded_at=blocker.responded_at,
        decided_at=blocker.decided_at,
        unblocked_at=blocker.unblocked_at,
        entered_at=blocker.unblocked_entered_at,
        confirmed_at=blocker.confirmed_at,
        withdrawn_at=blocker.withdrawn_at,
        acts=[_act(each) for each in blocker.outcomes.all()],
        steps=[Step(each.percent, each.at) for each in blocker.ladder.all()],
    )


def _stop(pause: Pause) -> Stop:
    return Stop(pause.starts_at, pause.ends_at, reopened=pause.kind == Pause.Kind.UNBLOCKED)


def _act(outcome: Outcome) -> Act:
    at = outcome.confirmed_at or outcome.entered_at
    return Act(outcome.kind, at, session=outcome.session_id is not None, accepts_breach=outcome.accepts_breach)


def _direct_reports(board: Board, at: datetime) -> list[str]:
    """Those who sit in the room by an exception, each with its reason."""
    current = Membership.objects.current().filter(board=board, started_at__lte=at).exclude(direct_report_exception="")
    members = current.select_related("person", "manager__person").order_by("person__name", "pk")
    return [f"{member.name}: {member.direct_report_exception}" for member in members]
