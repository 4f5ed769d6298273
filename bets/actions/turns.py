"""Who pitches when, and whose turn it is, as a leader or the steward says."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from bets.actions.steering import check_submitted, save, session_of
from bets.models import Cycle, RankingSession
from bets.session.clock import Clock
from bets.session.turns import NoSuchTurn, Turns
from journal.refusals import Invalid
from org.models import Membership


@transaction.atomic
def shift(*, cycle: Cycle, bet: int, steps: int, by: Membership, now: datetime) -> None:
    """Let `bet` pitch so many turns later, or earlier if `steps` is negative."""
    _arrange(cycle, lambda turns: turns.shifted(bet, steps), by, now)


@transaction.atomic
def leave_out(*, cycle: Cycle, bet: int, by: Membership, now: datetime) -> None:
    """`bet` is not pitched in this session."""
    _arrange(cycle, lambda turns: turns.without(bet), by, now)


@transaction.atomic
def include(*, cycle: Cycle, bet: int, by: Membership, now: datetime) -> None:
    """`bet`, submitted in this cycle, pitches last."""

    def with_it(turns: Turns) -> Turns:
        check_submitted(cycle, bet)
        return turns.including(bet)

    _arrange(cycle, with_it, by, now)


@transaction.atomic
def set_minutes(*, cycle: Cycle, minutes: int, by: Membership, now: datetime) -> None:
    """For each pitch that is still to come, 1 to 120. The clock of the one under way goes on as it was."""
    cycle, session = session_of(cycle, by)
    if not 1 <= minutes <= 120:
        why = "A pitch takes 1 to 120 minutes."
        raise Invalid(why, errors={"minutes": why})
    if session.minutes != minutes:
        session.minutes = minutes
        save(session, cycle, "running", by, now, "minutes")


@transaction.atomic
def turn_to(*, cycle: Cycle, turn: int | None, by: Membership, now: datetime) -> None:
    """It is the turn of that place of the running order, from 0, with a full clock that stands; None: of nobody.

    The place that one wants, not "the next one": pressed by two at once, it is still one turn.
    """
    cycle, session = session_of(cycle, by)
    turns = _allowed(lambda: Turns(tuple(session.running)).at(turn))
    if turns.turn != session.turn:
        _take_turns(session, turns)
        save(session, cycle, "turn", by, now, "turn", "ends_at", "left_seconds", "focus")


def _arrange(cycle: Cycle, change: Callable[[Turns], Turns], by: Membership, now: datetime) -> None:
    cycle, session = session_of(cycle, by)
    before = Turns(tuple(session.running), session.turn)
    after = _allowed(lambda: change(before))
    if after == before:
        return
    session.running = list(after.running)
    if after.pitched != before.pitched:
        _take_turns(session, after)
    session.turn = after.turn
    save(session, cycle, "running", by, now, "running", "turn", "ends_at", "left_seconds", "focus")


def _take_turns(session: RankingSession, turns: Turns) -> None:
    """The clock is full again, and what was pointed at is past."""
    clock = Clock.full(session.minutes) if turns.turn is not None else Clock()
    session.turn, session.focus = turns.turn, None
    session.ends_at, session.left_seconds = clock.ends_at, clock.left


def _allowed(change: Callable[[], Turns]) -> Turns:
    try:
        return change()
    except NoSuchTurn as error:
        raise Invalid(str(error)) from error
