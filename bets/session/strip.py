"""What an open session adds to the board for everybody: whose turn it is, its clock, the focus, the freeze."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bets.frozen import Freeze, freeze_of
from bets.models import Bet, Cycle, RankingSession
from bets.session.clock import Clock, words
from bets.session.current import current


@dataclass(frozen=True, slots=True)
class Shown:
    """A bet that is spoken of; `rank` None: of the tray."""

    bet: int
    title: str
    owner: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class ShownClock:
    """`ends_at` (ISO) and `until` (`14:05` on the board's clock) while it runs, `left` (seconds) while it stands."""

    ends_at: str
    until: str
    left: int | None

    @property
    def standing(self) -> str:
        return words(self.left or 0)


@dataclass(frozen=True, slots=True)
class Strip:
    """`place` is the turn as people count, from 1, of `count`; 0: nobody's. `focus` is what the presenter points at."""

    session: int
    opened_by: str
    since: str
    place: int
    count: int
    pitched: Shown | None
    clock: ShownClock | None
    presenter: str
    presenter_id: int | None
    focus: Shown | None
    freeze: Freeze | None

    @property
    def led_to(self) -> int | None:
        """Where those go who follow the presenter: what they point at, else whose turn it is."""
        shown = (self.focus or self.pitched) if self.presenter else None
        return shown.bet if shown else None


def strip(cycle: Cycle) -> Strip | None:
    """None unless a session is open. One statement, and one or two more if it is; `cycle` comes with its board."""
    session = current(cycle)
    return strip_of(session, cycle) if session else None


def strip_of(session: RankingSession, cycle: Cycle) -> Strip:
    """One statement at most, and another while the order is frozen."""
    found = _shown([session.pitched, session.focus_id])
    pitched = found.get(session.pitched or 0)
    return Strip(
        session=session.pk,
        opened_by=session.opened_by.name,
        since=_at(session.opened_at, cycle),
        place=(session.turn or 0) + 1 if session.pitched else 0,
        count=len(session.running),
        pitched=pitched,
        clock=_clock(session, cycle) if pitched else None,
        presenter=session.presenter.name if session.presenter else "",
        presenter_id=session.presenter_id,
        focus=found.get(session.focus_id or 0),
        freeze=freeze_of(cycle),
    )


def _shown(bets: list[int | None]) -> Mapping[int, Shown]:
    wanted = {bet for bet in bets if bet is not None}
    if not wanted:
        return {}
    rows = Bet.objects.filter(pk__in=wanted).values_list("pk", "title", "owner__person__name", "rank__position")
    return {row[0]: Shown(*row) for row in rows}


def _clock(session: RankingSession, cycle: Cycle) -> ShownClock:
    clock = Clock(session.ends_at, session.left_seconds)
    if clock.ends_at is None:
        return ShownClock("", "", clock.left or 0)
    return ShownClock(clock.ends_at.isoformat(timespec="milliseconds"), _at(clock.ends_at, cycle), None)


def _at(at: datetime, cycle: Cycle) -> str:
    return f"{at.astimezone(ZoneInfo(cycle.board.zone)):%H:%M}"
