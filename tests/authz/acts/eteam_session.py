"""A session of the weekly room, made ready for somebody to try: to run, to be in, and to report to."""

from typing import Any

from eteam.actions import attending, matters, reports, sessions, steering
from eteam.models import Session
from org.models import Membership
from tests.authz.acts.eteam_rows import room
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, PresenceFactory, SessionFactory
from tests.factories import NOW

RUN = "eteam.session.open_close"


def session(cast: Cast, **fields: Any) -> Session:
    room(cast)
    found: Session = SessionFactory(board=cast.board, starts_at=NOW, **fields)
    return found


def running(cast: Cast) -> Session:
    return session(cast, running=True, opened_by=cast.stina)


@attempt(RUN)
def open_the_room(cast: Cast, by: Membership, owner: Membership) -> Act:
    planned = session(cast)
    return lambda: sessions.open_session(session=planned, by=by, now=NOW)


@attempt(RUN)
def close_the_room(cast: Cast, by: Membership, owner: Membership) -> Act:
    open_one = running(cast)
    return lambda: sessions.close_session(session=open_one, by=by, now=NOW)


@attempt(RUN)
def close_the_room_with_items_unheard(cast: Cast, by: Membership, owner: Membership) -> Act:
    open_one = running(cast)
    BlockerFactory(blocked_team=cast.data, raised_by=cast.emil)
    return lambda: sessions.close_session(session=open_one, by=by, now=NOW, unheard_reason="A fire alarm.")


@attempt(RUN)
def give_an_item_the_floor(cast: Cast, by: Membership, owner: Membership) -> Act:
    open_one = running(cast)
    item = f"blocker:{BlockerFactory(blocked_team=cast.data, raised_by=cast.emil).pk}"
    return lambda: steering.give_floor(session=open_one, item=item, by=by, now=NOW)


@attempt("eteam.attend_self")
def enter_the_room(cast: Cast, by: Membership, owner: Membership) -> Act:
    open_one = running(cast)
    return lambda: attending.enter(session=open_one, by=by, now=NOW)


@attempt("eteam.attend_self")
def leave_the_room(cast: Cast, by: Membership, owner: Membership) -> Act:
    open_one = running(cast)
    if by.board_id == cast.board.pk:
        PresenceFactory(session=open_one, member=by)
    return lambda: attending.leave(session=open_one, by=by, now=NOW)


@attempt("eteam.domain_report")
def report_a_domain(cast: Cast, by: Membership, owner: Membership) -> Act:
    """Their own: there is no field for another's."""
    planned = session(cast)
    lines = reports.ThreeLines(on_track=True, changed="The oven stands.")
    return lambda: reports.report_domain(session=planned, lines=lines, by=by, now=NOW)


@attempt("eteam.raise_matter")
def raise_a_matter(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    asked = matters.Asked(kind="plan", title="What is to be done with 4.0 of Data?")
    return lambda: matters.raise_matter(board=cast.board, asked=asked, by=by, now=NOW)
