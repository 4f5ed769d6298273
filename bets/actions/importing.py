"""Rows of a file become drafts of their owners. All or nothing; the same rows again change nothing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from bets.access import held, hold_board
from bets.actions import ties
from bets.events import CycleImported
from bets.exchange import BetRow
from bets.exchange.columns import DEMAND
from bets.exporting import OUR_SOURCE
from bets.models import Bet, Cycle, Demand, Pitch
from journal.record import record
from org.actions.newcomers import Crew, bring, tell
from org.models import Membership

AT_ONCE = 100
"""Rows that are written in a few statements: others wait for the cycle for as long as all rows take."""


@dataclass
class Imported:
    """What an import made, or would make: e-mail addresses, team slugs, titles of bets."""

    new_people: tuple[str, ...] = ()
    new_teams: tuple[str, ...] = ()
    drafted: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.new_people or self.new_teams or self.drafted or self.updated)


@transaction.atomic
def import_drafts(
    *,
    cycle: Cycle,
    rows: Sequence[BetRow],
    teams: Sequence[str],
    columns: Collection[str],
    by: Membership,
    now: datetime,
    told: Callable[[int], None] = lambda done: None,
) -> Imported:
    """Make or update a draft for each row, found by its external key, in file order.

    Missing owners become VPs of the board, missing teams are made. A bet that was submitted is left alone: it is
    its owner's. So is what a draft says of which the file has none of `columns`: its owner may have written it.
    The rank of a row is another tool's proposal and is not taken over. `told` hears how many are done.
    """
    hold_board(cycle.board_id)  # it makes people and teams, and so may another import into another cycle
    cycle = held(cycle, by, "import.drafts")
    before = by_key(cycle)
    owners = owners_to_be(rows, before)
    crew = bring(board=cycle.board, vps=owners, leader=None, teams=teams, now=now)
    made: dict[tuple[str, str], Bet] = {}
    touched: set[int] = set()
    for begin in range(0, len(rows), AT_ONCE):
        some = rows[begin : begin + AT_ONCE]
        made |= _make(cycle, [row for row in some if row.key not in before], crew, now)
        touched |= _update([(before[row.key], row) for row in some if row.key in before], columns, crew, now)
        told(begin + len(some))
    bets = before | made
    open_rows = [row for row in rows if bets[row.key].status == Bet.Status.DRAFT]
    touched |= _tie(cycle, rows, open_rows, bets, columns)
    result = Imported(
        crew.new_people,
        crew.new_teams,
        drafted=[row.title for row in rows if row.key in made],
        updated=[row.title for row in open_rows if row.key in before and bets[row.key].pk in touched],
        left_alone=[row.title for row in rows if bets[row.key].status != Bet.Status.DRAFT],
    )
    if result.changed:
        tell(crew, board=cycle.board, by=by, now=now)
        payload = CycleImported(drafted=len(result.drafted), updated=len(result.updated))
        record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
    return result


def by_key(cycle: Cycle) -> dict[tuple[str, str], Bet]:
    """The cycle's bets that came from elsewhere, and those that were submitted here as our own export calls them."""
    bets = list(Bet.objects.filter(cycle=cycle).select_related("owner__person"))
    ours = {(OUR_SOURCE, str(bet.pk)): bet for bet in bets if not bet.external_id and not bet.is_draft}
    return ours | {(bet.external_source, bet.external_id): bet for bet in bets if bet.external_id}


def owners_to_be(rows: Sequence[BetRow], before: Mapping[tuple[str, str], Bet]) -> list[str]:
    """Who would own a draft that is made, or that was another's: e-mail addresses. Nobody else becomes a VP by it."""
    return sorted({row.owner for row in rows if _gives(row, before.get(row.key))})


def _gives(row: BetRow, bet: Bet | None) -> bool:
    return bet is None or (bet.is_draft and bet.owner.person.email != row.owner)


def new_bet(cycle: Cycle, row: BetRow, crew: Crew, now: datetime) -> Bet:
    """A draft as the row says it, not saved."""
    return Bet(
        board=cycle.board,
        cycle=cycle,
        owner=crew.members[row.owner],
        title=row.title,
        thesis=row.thesis,
        link=row.link,
        needs_no_team=row.needs_no_team,
        external_source=row.external_source,
        external_id=row.external_id,
        created_at=now,
    )


def _make(cycle: Cycle, rows: Sequence[BetRow], crew: Crew, now: datetime) -> dict[tuple[str, str], Bet]:
    """Drafts of rows that are new. Three statements."""
    bets = Bet.objects.bulk_create(new_bet(cycle, row, crew, now) for row in rows)
    Pitch.objects.bulk_create(Pitch(bet=bet) for bet in bets)
    Demand.objects.bulk_create(
        Demand(board_id=bet.board_id, bet=bet, team=crew.teams[team], tenths=tenths)
        for bet, row in zip(bets, rows, strict=True)
        for team, tenths in row.demand.items()
    )
    return {row.key: bet for row, bet in zip(rows, bets, strict=True)}


def _update(pairs: Sequence[tuple[Bet, BetRow]], columns: Collection[str], crew: Crew, now: datetime) -> set[int]:
    """Bring drafts to what their rows say; those that differed. One statement, and a few for each of them."""
    drafts = [(bet, row) for bet, row in pairs if bet.is_draft]
    asked = Prefetch("demands", Demand.objects.select_related("team"))
    prefetch_related_objects([bet for bet, _ in drafts], asked)
    return {bet.pk for bet, row in drafts if _bring_to(bet, row, columns, crew, now)}


def _bring_to(bet: Bet, row: BetRow, columns: Collection[str], crew: Crew, now: datetime) -> bool:
    said = {"title": row.title, "thesis": row.thesis, "link": row.link, "needs_no_team": row.needs_no_team}
    wanted: dict[str, Any] = {name: value for name, value in said.items() if name in columns}
    if row.demand:
        wanted["needs_no_team"] = False  # nobody says both
    if _gives(row, bet):
        wanted["owner"] = crew.members[row.owner]
    changed = [name for name, value in wanted.items() if getattr(bet, name) != value]
    for name in changed:
        setattr(bet, name, wanted[name])
    if changed:
        bet.edited_at = now
        bet.save()
    return _ask(bet, row, columns, crew) or bool(changed)


def _ask(bet: Bet, row: BetRow, columns: Collection[str], crew: Crew) -> bool:
    """Write what the row asks otherwise than today; whether anything. What stays keeps its VP's answer."""
    today = {
        demand.team.slug: demand.tenths
        for demand in bet.demands.all()
        if row.needs_no_team or DEMAND + demand.team.slug in columns
    }
    fresh = {team: tenths for team, tenths in row.demand.items() if today.get(team) != tenths}
    gone = {team for team, tenths in today.items() if row.demand.get(team) != tenths}
    if gone:
        bet.demands.filter(team__slug__in=gone).delete()
    Demand.objects.bulk_create(
        Demand(board_id=bet.board_id, bet=bet, team=crew.teams[team], tenths=tenths) for team, tenths in fresh.items()
    )
    return bool(fresh or gone)


def _tie(
    cycle: Cycle,
    rows: Sequence[BetRow],
    open_rows: Sequence[BetRow],
    bets: Mapping[tuple[str, str], Bet],
    columns: Collection[str],
) -> set[int]:
    """Tie the drafts; the bets that are tied otherwise now. Either-or holds both ways, whichever row names it."""
    partners: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        for key in row.excludes:
            partners[row.key].add(bets[key].pk)
            partners[key].add(bets[row.key].pk)
    needs = {bets[row.key].pk: {bets[key].pk for key in row.needs} for row in open_rows}
    excludes = {bets[row.key].pk: partners[row.key] for row in open_rows}
    return ties.write(cycle, needs if "needs" in columns else {}, excludes if "excludes" in columns else {})
