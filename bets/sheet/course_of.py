"""How the rank of one bet came about, read from the log."""

from dataclasses import dataclass

from bets.board.telling import Telling, tell
from bets.course import Picture, Station, course, picture
from bets.events import act_of
from bets.models import Bet, Cycle
from journal.models import Event

_MOST = 60
"""Changes that are drawn and listed; older ones stay in the log."""


@dataclass(frozen=True, slots=True)
class Change:
    """The rank since a revision, and who did what to whom to bring it about."""

    revision: int
    rank: int | None
    telling: Telling


@dataclass(frozen=True, slots=True)
class Course:
    """`changes` newest first; `earlier` is how many came before them."""

    picture: Picture
    changes: tuple[Change, ...]
    revision: int
    earlier: int

    @property
    def first(self) -> Change:
        return self.changes[-1]


def course_of(bet: Bet, cycle: Cycle) -> Course | None:
    """None for a bet that was never ranked. Two statements, however long the log is."""
    events = Event.objects.filter(topic=cycle.topic, revision__isnull=False).order_by("revision")
    acts = ((revision or 0, act_of(data)) for revision, data in events.values_list("revision", "data"))
    stations = list(course(acts, bet.pk))
    shown = stations[-_MOST:]
    drawn = picture(shown, cycle.revision)
    if drawn is None:
        return None
    return Course(drawn, _changes(cycle, shown), cycle.revision, len(stations) - len(shown))


def _changes(cycle: Cycle, stations: list[Station]) -> tuple[Change, ...]:
    events = Event.objects.filter(topic=cycle.topic, revision__in=[station.revision for station in stations])
    told = {event.revision: tell(event, cycle.board.zone) for event in events}
    return tuple(Change(station.revision, station.rank, told[station.revision]) for station in reversed(stations))
