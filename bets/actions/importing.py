"""Rows of a file become drafts of their owners. All or nothing; the same rows again change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from bets.access import held
from bets.actions import ties
from bets.events import CycleImported
from bets.exchange import BetRow
from bets.models import Bet, Cycle, Demand, Pitch
from journal.record import record
from org.actions.newcomers import Crew, bring
from org.models import Membership


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
    *, cycle: Cycle, rows: Sequence[BetRow], teams: Sequence[str], by: Membership, now: datetime
) -> Imported:
    """Make or update a draft for each row, found by its external key, in file order.

    Missing owners become VPs of the board, missing teams are made. A bet that was submitted is left alone: it is
    its owner's. The rank of a row is another tool's proposal and is not taken over.
    """
    cycle = held(cycle, by, "import.drafts")
    owners = sorted({row.owner for row in rows})
    crew = bring(board=cycle.board, vps=owners, leader=None, teams=teams, now=now)
    result = Imported(crew.new_people, crew.new_teams)
    known = by_key(cycle)
    drafts = [_draft(cycle, row, crew, known, result, now) for row in rows]
    _tie(cycle, [(row, bet) for row, bet in zip(rows, drafts, strict=True) if bet], known)
    if result.changed:
        payload = CycleImported(drafted=len(result.drafted), updated=len(result.updated))
        record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
    return result


def by_key(cycle: Cycle) -> dict[tuple[str, str], Bet]:
    """The cycle's bets that came from elsewhere."""
    bets = Bet.objects.filter(cycle=cycle).exclude(external_id="").prefetch_related("demands__team")
    return {(bet.external_source, bet.external_id): bet for bet in bets}


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


def _draft(
    cycle: Cycle, row: BetRow, crew: Crew, known: dict[tuple[str, str], Bet], result: Imported, now: datetime
) -> Bet | None:
    bet = known.get(row.key)
    if bet is None:
        bet = known[row.key] = new_bet(cycle, row, crew, now)
        bet.save()
        Pitch.objects.create(bet=bet)
        _ask(bet, row, crew)
        result.drafted.append(row.title)
        return bet
    if bet.status != Bet.Status.DRAFT:
        result.left_alone.append(row.title)
        return None
    if _update(bet, row, crew):
        result.updated.append(row.title)
    return bet


def _update(bet: Bet, row: BetRow, crew: Crew) -> bool:
    """Bring a draft to what the row says; whether anything differed."""
    wanted = {"title": row.title, "thesis": row.thesis, "link": row.link, "needs_no_team": row.needs_no_team,
              "owner_id": crew.members[row.owner].pk}  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(bet, name) != value]
    for name in changed:
        setattr(bet, name, wanted[name])
    if changed:
        bet.save()
    if {demand.team.slug: demand.tenths for demand in bet.demands.all()} != dict(row.demand):
        bet.demands.all().delete()
        _ask(bet, row, crew)
        return True
    return bool(changed)


def _ask(bet: Bet, row: BetRow, crew: Crew) -> None:
    Demand.objects.bulk_create(
        Demand(board_id=bet.board_id, bet=bet, team=crew.teams[team], tenths=tenths)
        for team, tenths in row.demand.items()
    )


def _tie(cycle: Cycle, drafts: Sequence[tuple[BetRow, Bet]], known: dict[tuple[str, str], Bet]) -> None:
    needs = {bet.pk: {known[key].pk for key in row.needs} for row, bet in drafts}
    excludes = {bet.pk: {known[key].pk for key in row.excludes} for row, bet in drafts}
    ties.write(cycle, needs, excludes)
