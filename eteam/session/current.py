"""The session that is running, and the next ones."""

from datetime import datetime

from eteam.models import Session
from journal.refusals import Refusal

_NAMED = ("board", "chair__person", "opened_by__person", "closed_by__person")


class NoSession(Refusal):
    code = "no_session"


def running(board: int) -> Session | None:
    """One statement."""
    return Session.objects.running().select_related(*_NAMED).filter(board=board).first()


def at_hand(board: int, now: datetime) -> Session | None:
    """The running one, else the next that is not over: what the room's page shows. One statement."""
    standing = Session.objects.standing().select_related(*_NAMED).filter(board=board)
    found = [each for each in standing.by_start() if each.is_running or each.ends_at > now]
    return min(found, key=lambda each: not each.is_running, default=None)


def after(session: Session, now: datetime) -> Session | None:
    """The next point of decision behind this one. One statement."""
    later = Session.objects.filter(board=session.board_id, state=Session.State.PLANNED, ends_at__gt=now)
    return later.exclude(pk=session.pk).by_start().first()


def last_closed(session: Session) -> Session | None:
    """The session before it, of those that read out what happened since: no checkpoint. One statement."""
    closed = Session.objects.filter(
        board=session.board_id, state=Session.State.CLOSED, kind=Session.Kind.SESSION, starts_at__lt=session.starts_at
    )
    return closed.order_by("-starts_at", "-pk").first()


def anew(session: Session) -> Session:
    """As it stands under the room's lock. One statement."""
    return Session.objects.select_related(*_NAMED).get(pk=session.pk)


def demand_running(session: Session) -> Session:
    """As it stands under the room's lock. Raises NoSession unless it is running."""
    standing = anew(session)
    if not standing.is_running:
        raise NoSession(f"The {standing.name.lower()} is not running: {standing.get_state_display().lower()}.")
    return standing
