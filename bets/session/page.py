"""The page of the open session: what everybody there sees, and what a leader or the steward runs it by."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from bets.access import may
from bets.models import Bet, Cycle, RankingSession
from bets.session.current import current
from bets.session.presence import Presence, in_room
from bets.session.strip import Strip, strip_of
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Turn:
    """A bet of the running order. `place` counts from 0; `state` is past, now, next or later."""

    place: int
    bet: int
    title: str
    thesis: str
    owner: str
    rank: int | None
    is_open: bool
    state: str


@dataclass(frozen=True, slots=True)
class Console:
    """The part of the page that follows what is steered. `others` are submitted, and not to be pitched.

    `before` and `after` are the places of the turns around the one that is on; None: there is none.
    """

    strip: Strip
    turns: tuple[Turn, ...]
    others: tuple[tuple[int, str], ...]
    minutes: int
    may_run: bool
    may_lock: bool
    is_presenter: bool
    before: int | None
    after: int | None
    last: int


@dataclass(frozen=True, slots=True)
class SessionPage:
    console: Console
    presence: Presence


def session_page(cycle: Cycle, member: Membership, now: datetime) -> SessionPage | None:
    """None while no session is open. Four statements, and one more while the order is frozen."""
    session = current(cycle)
    if session is None:
        return None
    return SessionPage(_console(session, cycle, member), in_room(session, member, now))


def console(cycle: Cycle, member: Membership) -> Console | None:
    """One statement less: what is fetched again after every event."""
    session = current(cycle)
    return _console(session, cycle, member) if session else None


def _console(session: RankingSession, cycle: Cycle, member: Membership) -> Console:
    bets = _bets(session)
    on = session.turn if session.pitched else None
    coming = 0 if on is None else on + 1
    return Console(
        strip=strip_of(session, cycle),
        turns=tuple(_turn(bets[bet], place, on) for place, bet in enumerate(session.running) if bet in bets),
        others=tuple((pk, bet.title) for pk, bet in bets.items() if pk not in session.running),
        minutes=session.minutes,
        may_run=may(member, cycle, "session.presenter_freeze_clock"),
        may_lock=may(member, cycle, "cycle.lock"),
        is_presenter=session.presenter_id == member.pk,
        before=on - 1 if on else None,
        after=coming if coming < len(session.running) else None,
        last=len(session.running) - 1,
    )


def _bets(session: RankingSession) -> dict[int, Bet]:
    """By id: those to be pitched, also where they were withdrawn since, and all others that are submitted."""
    which = Q(pk__in=session.running) | Q(cycle=session.cycle_id, status=Bet.Status.SUBMITTED)
    return {bet.pk: bet for bet in Bet.objects.filter(which).select_related("owner__person", "rank").order_by("title")}


def _turn(bet: Bet, place: int, on: int | None) -> Turn:
    rank = getattr(bet, "rank", None)
    return Turn(
        place=place,
        bet=bet.pk,
        title=bet.title,
        thesis=bet.thesis,
        owner=bet.owner.name,
        rank=rank.position if rank else None,
        is_open=bet.status == Bet.Status.SUBMITTED,
        state=_state(place, on),
    )


def _state(place: int, on: int | None) -> str:
    if on is None:
        return "next" if place == 0 else "later"
    return "past" if place < on else "now" if place == on else "next" if place == on + 1 else "later"
