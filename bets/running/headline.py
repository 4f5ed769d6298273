"""Where the cycle stands, in two sentences: what is so, and what comes next. Pure but for the rows it is given."""

from dataclasses import dataclass
from datetime import datetime

from bets.models import Cycle
from bets.readiness import Readiness
from bets.running.pitchers import Pitchers
from org.moments import relative


@dataclass(frozen=True, slots=True)
class Headline:
    lead: str
    rest: str = ""


def headline(cycle: Cycle, pitchers: Pitchers | None, readiness: Readiness | None, now: datetime) -> Headline:
    """As far as the reader may know: what is None is not said."""
    match cycle.state:
        case Cycle.State.PITCHING:
            return Headline(_pitching(cycle, pitchers), _closing(cycle, now))
        case Cycle.State.RANKING:
            return Headline(f"The bets of {cycle.name} are being ranked.", _keeping(readiness))
        case Cycle.State.LOCKED:
            return Headline(f"The plan of {cycle.name} is locked.", "Everybody in the company reads it.")
    return Headline(f"{cycle.name} is over.")


def _pitching(cycle: Cycle, pitchers: Pitchers | None) -> str:
    if pitchers is None:
        return f"Bets for {cycle.name} are being pitched."
    if not pitchers.vps:
        return "Nobody can pitch yet: there is no VP on this board."
    if not pitchers.absent:
        return f"{'The only VP has' if pitchers.vps == 1 else f'All {pitchers.vps} VPs have'} pitched."
    verb = "has" if pitchers.pitched <= 1 else "have"
    return f"{pitchers.pitched or 'None'} of {pitchers.vps} VPs {verb} pitched."


def _closing(cycle: Cycle, now: datetime) -> str:
    if now >= cycle.pitches_close_at:
        return "Pitches are closed: the ranking can be opened."
    return f"Pitches close {relative(cycle.pitches_close_at, now)}."


def _keeping(readiness: Readiness | None) -> str:
    if readiness is None:
        return ""
    count = len(readiness.missing)
    if not count:
        return "Nothing keeps it from being locked."
    return f"{count} thing{'' if count == 1 else 's'} {'keeps' if count == 1 else 'keep'} it from being locked."
