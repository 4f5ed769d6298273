"""What a leader or the steward steers a session by: the clock, the focus, the freeze. The turns stand in `turns`."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from bets.access import held
from bets.actions.sessions import RUN
from bets.events import OrderFrozen, OrderThawed, SessionSteered
from bets.models import Bet, Cycle, RankingSession
from bets.session.clock import Clock
from bets.session.current import demand_current
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership

MINUTE = 60


class NobodysTurn(Refusal):
    """The clock belongs to a turn."""

    code = "nobodys_turn"


class NotPresenter(Refusal):
    """Two who point at once would tear everybody's board to and fro."""

    code = "not_presenter"


# --- the clock


@transaction.atomic
def start_clock(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """It runs from where it stands. Raises NobodysTurn."""
    _set_clock(cycle, lambda clock: clock.started(now), by, now)


@transaction.atomic
def stop_clock(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """It stands, and can be started again. Raises NobodysTurn."""
    _set_clock(cycle, lambda clock: clock.stopped(now), by, now)


@transaction.atomic
def add_minute(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Raises NobodysTurn."""
    _set_clock(cycle, lambda clock: clock.longer(MINUTE), by, now)


# --- focus


@transaction.atomic
def present(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """`by` takes the presenter's place, be it another's."""
    cycle, session = session_of(cycle, by)
    if session.presenter_id != by.pk:
        session.presenter, session.focus = by, None
        save(session, cycle, "presenter", by, now, "presenter", "focus")


@transaction.atomic
def stop_presenting(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Nobody presents. Who was not presenting changes nothing."""
    cycle, session = session_of(cycle, by)
    if session.presenter_id == by.pk:
        session.presenter = session.focus = None
        save(session, cycle, "presenter", by, now, "presenter", "focus")


@transaction.atomic
def point_at(*, cycle: Cycle, bet: int | None, by: Membership, now: datetime) -> None:
    """Show everybody who follows this bet; None: nothing but the turn. Raises NotPresenter, and Invalid for no bet."""
    cycle, session = session_of(cycle, by)
    if session.presenter_id != by.pk:
        who = f"{session.presenter.name} presents" if session.presenter else "Nobody presents"
        raise NotPresenter(f"{who}. Take the presenter's place first.")
    if bet is not None:
        check_submitted(cycle, bet)
    if session.focus_id != bet:
        session.focus_id = bet
        save(session, cycle, "focus", by, now, "focus")


# --- the order stands still


@transaction.atomic
def freeze(*, cycle: Cycle, by: Membership, now: datetime, reason: str = "") -> None:
    """Nobody moves anything until it is thawed or the session is closed: see `bets.frozen`. Raises NoSession."""
    cycle, _ = session_of(cycle, by)
    if not cycle.frozen:
        _set_frozen(cycle, OrderFrozen(reason=reason.strip() or None), True, by, now)


@transaction.atomic
def thaw(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Also what another froze."""
    cycle = held(cycle, by, RUN)
    if cycle.frozen:
        _set_frozen(cycle, OrderThawed(), False, by, now)


def session_of(cycle: Cycle, by: Membership) -> tuple[Cycle, RankingSession]:
    """The cycle, held, and its open session. Raises NoSession."""
    cycle = held(cycle, by, RUN)
    return cycle, demand_current(cycle)


def _set_clock(cycle: Cycle, change: Callable[[Clock], Clock], by: Membership, now: datetime) -> None:
    cycle, session = session_of(cycle, by)
    if session.pitched is None:
        raise NobodysTurn("It is nobody's turn: choose who pitches, then start the clock.")
    before = Clock(session.ends_at, session.left_seconds)
    after = change(before)
    if after != before:
        session.ends_at, session.left_seconds = after.ends_at, after.left
        save(session, cycle, "clock", by, now, "ends_at", "left_seconds")


def _set_frozen(cycle: Cycle, payload: Payload, is_frozen: bool, by: Membership, now: datetime) -> None:
    cycle.frozen = is_frozen
    cycle.save(update_fields=["frozen"])
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)


def check_submitted(cycle: Cycle, bet: int) -> None:
    """Raise Invalid for whatever is not on the board: another's draft is not told apart from nothing."""
    if not Bet.objects.filter(pk=bet, cycle=cycle, status=Bet.Status.SUBMITTED).exists():
        raise Invalid("This bet is not among the submitted bets of this cycle.")


def save(session: RankingSession, cycle: Cycle, what: str, by: Membership, now: datetime, *fields: str) -> None:
    session.save(update_fields=fields)
    shown = session.focus_id if what == "focus" else session.pitched
    payload = SessionSteered(session=session.pk, what=what, bet=shown)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
