"""Cycles as integrators read them."""

from datetime import date, datetime
from typing import Any

from bets.access import may
from bets.models import Cycle
from bets.plan.history import asked, in_force
from org.models import Membership
from org.moments import utc


def body(cycle: Cycle, member: Membership) -> dict[str, Any]:
    """For who may know of the board, which has been read. No statement."""
    return {
        "id": cycle.pk,
        "board": cycle.board.slug,
        "name": cycle.name,
        "state": cycle.state,
        "policy": cycle.policy,
        "visibility": cycle.visibility,
        "starts_on": cycle.starts_on.isoformat(),
        "ends_on": cycle.ends_on.isoformat(),
        "pitches_close_at": utc(cycle.pitches_close_at),
        "confirm_by": _day(cycle.confirm_by),
        "ranking_session_at": utc(cycle.ranking_session_at) if cycle.ranking_session_at else None,
        "locks_on": _day(cycle.locks_on),
        "revision": cycle.revision if may(member, cycle, "rank.read") else None,
        "frozen": cycle.frozen,
    }


def wishes(cycle: Cycle, now: datetime) -> list[dict[str, Any]]:
    """To unlock the plan that is in force, as far as they count today. Two statements."""
    plan = in_force(cycle)
    found = asked(plan, now) if plan else ()
    return [{"member": wish.member, "name": wish.by, "reason": wish.reason, "until": utc(wish.until)} for wish in found]


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
