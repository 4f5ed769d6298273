"""The phases of a cycle, in words, and what somebody is told who may not see the order yet."""

from dataclasses import dataclass
from datetime import date

from bets.models import Cycle


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    is_current: bool


def steps(cycle: Cycle) -> tuple[Step, ...]:
    """Pitching, ranking, locked, closed. The board's wall clock; no step depends on the time of day."""
    closes = cycle.closes_at()
    until = f"{closes.day} {closes:%B}, {closes:%H:%M}"
    names = {
        Cycle.State.PITCHING: f"Pitching until {until}" if cycle.state == "pitching" else f"Pitching closed {until}",
        Cycle.State.RANKING: "Ranking",
        Cycle.State.LOCKED: "Locked",
        Cycle.State.CLOSED: "Closed",
    }
    return tuple(Step(name, state == cycle.state) for state, name in names.items())


def period(cycle: Cycle) -> str:
    """ "1 January to 30 June 2027"; both years where they differ."""
    starts = _day(cycle.starts_on) if cycle.starts_on.year == cycle.ends_on.year else _date(cycle.starts_on)
    return f"{starts} to {_date(cycle.ends_on)}"


def coming(today: date) -> str:
    """The name of the half-year that begins next, "2027H1"."""
    return f"{today.year}H2" if today.month <= 6 else f"{today.year + 1}H1"


def _day(on: date) -> str:
    return f"{on.day} {on:%B}"


def _date(on: date) -> str:
    return f"{_day(on)} {on.year}"
