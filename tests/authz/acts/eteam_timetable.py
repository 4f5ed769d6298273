"""The timetable and its sessions, made ready for somebody to try."""

from datetime import timedelta

from eteam.actions import following_timetable, planning, timetable
from eteam.models import Session
from org.models import Membership
from tests.authz.acts.eteam_rows import room
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.eteam.rows import SessionFactory
from tests.factories import NOW

SCHEDULE = "eteam.session.schedule_move_cancel"


def planned(cast: Cast, **fields: object) -> Session:
    room(cast)
    found: Session = SessionFactory(board=cast.board, **fields)
    return found


@attempt("eteam.room.edit")
def say_when_it_meets(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: timetable.set_up(board=cast.board, by=by, now=NOW)


@attempt("eteam.room.edit")
def change_the_rules_of_the_room(cast: Cast, by: Membership, owner: Membership) -> Act:
    here = room(cast)
    return lambda: timetable.change(room=here, by=by, now=NOW, box=15)


@attempt(SCHEDULE)
def plan_the_sessions_of_a_cycle(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: planning.generate(cycle=cast.cycle, by=by, now=NOW)


@attempt(SCHEDULE)
def let_sessions_follow_the_timetable(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = planned(cast, planned_on=NOW.date() + timedelta(days=7))
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at - timedelta(hours=2))
    here = session.board.room
    return lambda: following_timetable.follow(room=here, by=by, now=NOW)


@attempt(SCHEDULE)
def add_a_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    here = room(cast)
    at = NOW + timedelta(days=2)
    return lambda: planning.add(room=here, kind="checkpoint", starts_at=at, minutes=30, by=by, now=NOW)


@attempt(SCHEDULE)
def move_a_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = planned(cast)
    at = session.starts_at + timedelta(hours=1)
    return lambda: planning.move(session=session, starts_at=at, minutes=180, by=by, now=NOW)


@attempt(SCHEDULE)
def cancel_a_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = planned(cast)
    return lambda: planning.cancel(session=session, reason="Nobody is here.", by=by, now=NOW)


@attempt(SCHEDULE)
def hold_a_cancelled_session_after_all(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = planned(cast, state="cancelled", cancelled_for="Nobody is here.")
    return lambda: planning.restore(session=session, by=by, now=NOW)


@attempt(SCHEDULE)
def name_the_chair(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = planned(cast)
    return lambda: planning.name_chair(session=session, chair=cast.otto, by=by, now=NOW)
