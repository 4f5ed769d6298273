"""The board as one object: the page, its live fragment and the dialogs of a move render it, and nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from django.http import Http404

from bets.access import may
from bets.actions.orders import newest_standing
from bets.allocation import Policy
from bets.asking.counter import counted
from bets.beside import of_cycle
from bets.board.ground import Ground, read
from bets.board.policies import PolicyView, policies
from bets.board.rows import Note, Row, ranked, unranked
from bets.board.steps import Step, period, steps
from bets.board.teams import Capacity, capacity
from bets.board.telling import Telling, tell
from bets.board.view import View
from bets.history import explained, newest_first, order_at
from bets.models import Cycle
from bets.sentences import Headline, headline
from bets.session.strip import Strip, strip
from bets.what_if import prices
from journal.models import Event
from org.models import Membership, Team

_LATEST = 30
"""Events read for the newest that can be taken back; more are read only if it is not among them."""

_MOST_PRICED = 40
"""A price costs up to two allocations; under fill hundreds of bets may wait for capacity."""


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    count: int | None
    link: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`can_rank`: whoever this is rendered for may move bets in what is shown; `can_look`: at prototypes; `can_run`:
    a session, of which `strip` tells while one is open. `asked`: how many questions can still change what is funded.
    """

    cycle: Cycle
    view: View
    revision: int
    steps: tuple[Step, ...]
    period: str
    headline: Headline
    latest: Telling | None
    undoes: int | None
    filters: tuple[Filter, ...]
    policies: tuple[PolicyView, ...]
    capacity: Capacity
    must: tuple[Row, ...]
    rows: tuple[Row, ...]
    tray: tuple[Row, ...]
    count: int
    in_tray: int
    can_rank: bool
    can_look: bool
    strip: Strip | None
    can_run: bool
    asked: str

    @property
    def is_past(self) -> bool:
        return self.view.revision is not None

    @property
    def is_comparison(self) -> bool:
        return bool(self.view.policy) and self.view.policy != self.cycle.policy

    @property
    def policy(self) -> str:
        return self.view.policy or self.cycle.policy


def board(cycle: Cycle, member: Membership, view: View) -> Board:
    """What `member`, who may read the order, sees of it.

    Ten statements; up to two more for questions that were settled, and two when looking back.
    """
    revision = cycle.revision if view.revision is None else view.revision
    ground = read(cycle, None if revision == cycle.revision else order_at(cycle, revision))
    _check_team(cycle, ground, view.team)
    latest = _latest(cycle, revision)
    compares = may(member, cycle, "allocation.preview")
    shown = ground.under(Policy(view.policy)) if view.policy and compares else ground
    is_still = cycle.frozen or view.revision is not None
    can_rank = may(member, cycle, "rank.move") and shown is ground and not is_still
    standing = newest_standing(chain(latest, _older(cycle, latest))) if can_rank else None
    order, tray = tuple(_with_neighbours(priced(shown), cycle, member, view)), tuple(unranked(shown))
    chosen = tuple(row for row in order if _is_shown(row, view))
    rows = tuple(row for row in chosen if not row.must_do)
    return Board(
        cycle=cycle,
        view=view,
        revision=revision,
        steps=steps(cycle),
        period=period(cycle),
        headline=headline(shown.allocation, shown.names),
        latest=_told(cycle, latest[0]) if latest else None,
        undoes=standing.revision if standing else None,
        filters=tuple(_filters(order, tray, shown, view)),
        policies=tuple(policies(ground, view)) if compares else (),
        capacity=capacity(shown),
        must=tuple(row for row in chosen if row.must_do),
        rows=tuple(_between(rows)) if can_rank else rows,
        tray=tuple(row for row in tray if _is_shown(row, view)),
        count=len(order),
        in_tray=len(tray),
        can_rank=can_rank,
        can_look=may(member, cycle, "attachment.download"),
        strip=strip(cycle) if view.revision is None else None,
        can_run=may(member, cycle, "session.presenter_freeze_clock"),
        asked=counted(cycle, ground.allocation) if compares and shown is ground and view.revision is None else "",
    )


def _latest(cycle: Cycle, revision: int) -> list[Event]:
    """The newest events of the order up to `revision`, newest first."""
    events = Event.objects.filter(topic=cycle.topic, revision__lte=revision)
    return list(events.order_by("-revision")[:_LATEST])


def _told(cycle: Cycle, event: Event) -> Telling:
    """In words, with the reason that was given afterwards."""
    revision = event.revision or 0
    return tell(event, cycle.board.zone, explained(cycle, [revision]).get(revision))


def _older(cycle: Cycle, latest: list[Event]) -> Iterator[Event]:
    """What came before `latest`. Costs a statement only if it is read: if all of them are undos, or undone."""
    if len(latest) == _LATEST:
        oldest = latest[-1].revision or 0
        yield from (event for event in newest_first(cycle) if (event.revision or 0) < oldest)


def _check_team(cycle: Cycle, ground: Ground, team: str) -> None:
    """Raise Http404 unless the board has it; a statement only for one that neither has nor is asked for capacity."""
    if team and team not in ground.column and not Team.objects.filter(board=cycle.board_id, slug=team).exists():
        raise Http404("No such view of the board.")


def priced(ground: Ground) -> Iterator[Row]:
    """The rows of the order, with what it would take where that can be said in time."""
    waiting = sum(bool(waits.turn_price) for waits in ground.allocation.unfunded.values())
    return ranked(ground, prices(ground.allocation) if waiting <= _MOST_PRICED else {})


def _with_neighbours(rows: Iterator[Row], cycle: Cycle, member: Membership, view: View) -> Iterator[Row]:
    """What others say of the bets that are funded, as `blocked`: of the board of now."""
    said = of_cycle(cycle, member) if view.revision is None else {}
    for row in rows:
        notes = tuple(Note(each.lead, each.rest, url=each.url) for each in said.get(row.bet, ()))
        yield replace(row, notes=(*notes, *row.notes)) if notes and row.is_funded else row


def _is_shown(row: Row, view: View) -> bool:
    return view.admits(owner=row.owner, is_funded=None if row.rank is None else row.is_funded, teams=row.teams)


def _between(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows, each with its neighbours: what the buttons up and down pass."""
    ids: list[int | None] = [None, *(row.bet for row in rows), None]
    for row, up, down in zip(rows, ids, ids[2:], strict=False):
        yield replace(row, up=up, down=down)


def _filters(order: Iterable[Row], tray: Iterable[Row], ground: Ground, view: View) -> Iterator[Filter]:
    """Those that are always offered, then the team or owner that is chosen."""
    count, funded = len(ground.order), len(ground.allocation.funded)
    bare = View(policy=view.policy, revision=view.revision)
    yield Filter("All", count, bare.but(), not view.is_filtered)
    yield Filter("Funded", funded, bare.but(show="funded"), view.show == "funded")
    yield Filter("Waiting", count - funded, bare.but(show="waiting"), view.show == "waiting")
    yield Filter("Mine", None, bare.but(show="mine"), view.show == "mine")
    bets = [*order, *tray]
    if view.team:
        asking = sum(view.team in row.teams for row in bets)
        yield Filter(ground.names.team(view.team), asking, bare.but(team=view.team), True)
    if view.owner:
        owned = [row for row in bets if row.owner == view.owner]
        name = owned[0].owner_name if owned else "Somebody without bets here"
        yield Filter(name, len(owned), bare.but(owner=view.owner), True)
