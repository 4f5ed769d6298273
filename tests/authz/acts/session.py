"""The ranking session, made ready for somebody to try: attending it, and running it."""

from bets.actions import sessions, steering, turns
from bets.models import Cycle, RankingSession
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, AttendanceFactory, RankingSessionFactory

RUN = "session.presenter_freeze_clock"


def room(cast: Cast) -> RankingSession:
    """Open, with the first turn on."""
    found: RankingSession = RankingSessionFactory(
        cycle=cast.cycle, opened_by=cast.stina, running=cast.ids("ABCD"), turn=0, left_seconds=300
    )
    return found


@attempt("session.attend")
def enter_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: sessions.enter(cycle=cast.cycle, by=by, now=NOW)


@attempt("session.attend")
def leave_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = room(cast)
    if by.board_id == cast.board.pk:
        AttendanceFactory(session=session, member=by)
    return lambda: sessions.leave(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def open_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: sessions.open_session(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def close_session(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: sessions.close_session(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def put_a_turn_later(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: turns.shift(cycle=cast.cycle, bet=cast.a.pk, steps=1, by=by, now=NOW)


@attempt(RUN)
def leave_a_turn_out(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: turns.leave_out(cycle=cast.cycle, bet=cast.d.pk, by=by, now=NOW)


@attempt(RUN)
def take_a_turn_in(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = room(cast)
    RankingSession.objects.filter(pk=session.pk).update(running=cast.ids("AB"))
    return lambda: turns.include(cycle=cast.cycle, bet=cast.d.pk, by=by, now=NOW)


@attempt(RUN)
def set_minutes(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: turns.set_minutes(cycle=cast.cycle, minutes=8, by=by, now=NOW)


@attempt(RUN)
def next_turn(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: turns.turn_to(cycle=cast.cycle, turn=1, by=by, now=NOW)


@attempt(RUN)
def start_the_clock(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: steering.start_clock(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def stop_the_clock(cast: Cast, by: Membership, owner: Membership) -> Act:
    session = room(cast)
    RankingSession.objects.filter(pk=session.pk).update(ends_at=NOW, left_seconds=None)
    return lambda: steering.stop_clock(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def add_a_minute(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: steering.add_minute(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def present(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: steering.present(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def stop_presenting(cast: Cast, by: Membership, owner: Membership) -> Act:
    _presenting(cast, by)
    return lambda: steering.stop_presenting(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def point_at_a_bet(cast: Cast, by: Membership, owner: Membership) -> Act:
    _presenting(cast, by)
    return lambda: steering.point_at(cycle=cast.cycle, bet=cast.c.pk, by=by, now=NOW)


@attempt(RUN)
def freeze(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    return lambda: steering.freeze(cycle=cast.cycle, by=by, now=NOW)


@attempt(RUN)
def thaw(cast: Cast, by: Membership, owner: Membership) -> Act:
    room(cast)
    Cycle.objects.filter(pk=cast.cycle.pk).update(frozen=True)
    return lambda: steering.thaw(cycle=cast.cycle, by=by, now=NOW)


def _presenting(cast: Cast, by: Membership) -> None:
    """Whoever is of another board cannot be; they are refused before it is asked."""
    session = room(cast)
    if by.board_id == cast.board.pk:
        RankingSession.objects.filter(pk=session.pk).update(presenter=by)
