"""The log of one cycle's order: who did what, why, what was taken back since."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bets.access import may
from bets.actions.orders import undoable
from bets.board.telling import Telling, tell
from bets.history import explained
from bets.models import Bet, Cycle
from journal.models import Event
from org.models import Membership

PAGE = 50
"""Changes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change. `undone_by`: the revision that took it back. `lacks_reason`: nobody said why, and a leader may."""

    telling: Telling
    undone_by: int | None
    can_undo: bool
    can_restore: bool
    lacks_reason: bool
    can_explain: bool


@dataclass(frozen=True, slots=True)
class Log:
    """`bet`: the title, if only changes of one bet are asked for. `older`: the query of the next page, "" if none."""

    lines: tuple[Line, ...]
    bet: str
    older: str
    is_newest: bool


def log(cycle: Cycle, member: Membership, *, before: int | None = None, bet: int | None = None) -> Log:
    """Up to fifty changes below revision `before`, of `bet` alone if it is given. Four statements, five with a bet."""
    events = _events(cycle, before, bet)
    shown = events[:PAGE]
    reasons = explained(cycle, [event.revision or 0 for event in shown])
    leads = may(member, cycle, "rank.move")
    newest = undoable(cycle) if leads else None
    undone = _undone(cycle)
    lines = (
        _line(event, cycle, reasons.get(event.revision or 0), undone.get(event.revision or 0), newest, leads)
        for event in shown
    )
    return Log(
        lines=tuple(lines),
        bet=_title(cycle, bet),
        older=_older(shown, bet) if len(events) > PAGE else "",
        is_newest=before is None,
    )


def _events(cycle: Cycle, before: int | None, bet: int | None) -> Sequence[Event]:
    events = Event.objects.filter(topic=cycle.topic, revision__isnull=False).order_by("-revision")
    if before is not None:
        events = events.filter(revision__lt=before)
    if bet is not None:
        events = events.filter(data__bet=bet)
    return list(events[: PAGE + 1])


def _undone(cycle: Cycle) -> dict[int, int]:
    """Revisions that were taken back, each with the one that did it."""
    undos = Event.objects.filter(topic=cycle.topic, revision__isnull=False, data__act="undo")
    return dict(undos.values_list("data__undoes", "revision"))


def _line(
    event: Event, cycle: Cycle, reason: Event | None, undone_by: int | None, newest: Event | None, leads: bool
) -> Line:
    return Line(
        telling=tell(event, cycle.board.zone, reason),
        undone_by=undone_by,
        can_undo=newest is not None and newest.revision == event.revision,
        can_restore=leads and event.revision != cycle.revision,
        lacks_reason=_asks_why(event) and reason is None,
        can_explain=leads,
    )


def _asks_why(event: Event) -> bool:
    """An undo and the first order explain themselves; who declines or withdraws has said why."""
    return event.data.get("act") in ("move", "place", "tray", "adopt", "restore") and not event.data.get("reason")


def _title(cycle: Cycle, bet: int | None) -> str:
    """ "" for no bet, and for one that has no place in this cycle's log."""
    if bet is None:
        return ""
    return Bet.objects.filter(cycle=cycle, pk=bet).exclude(status=Bet.Status.DRAFT).values_list(
        "title", flat=True
    ).first() or ""  # fmt: skip


def _older(shown: Sequence[Event], bet: int | None) -> str:
    return urlencode({"before": shown[-1].revision, **({"bet": bet} if bet is not None else {})})
