"""A whole cycle from a file, where there is no history yet: board, people, teams, bets, order.

Everybody's consent is taken as given, and every row that says so carries `first_setup`: it is how a company that
has ranked elsewhere comes in, once. It never touches a cycle that has a history.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import orjson
from django.db import transaction

from bets.access import hold_board
from bets.actions import ties
from bets.actions.capacity import Share
from bets.actions.capacity import write as write_capacity
from bets.actions.importing import Imported, by_key, new_bet
from bets.events import CycleCreated, CycleImported, RankingChanged
from bets.exchange import BetRow, CapacityRow, CycleFile
from bets.models import Bet, Cycle, Demand, Pitch, Prototype, Rank
from journal.models import Event
from journal.record import Somebody, record
from journal.refusals import Refusal
from org.actions.newcomers import Crew, bring, tell
from org.events import BoardOpened
from org.models import Board, Membership


class HasHistory(Refusal):
    code = "has_history"


class HasLeader(Refusal):
    """The board is led by others, who would be asked before anybody joins them."""

    code = "has_leader"


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What the command line names: slugs, the leader's e-mail address, the days of the cycle."""

    board: str
    cycle: str
    leader: str
    starts_on: date
    ends_on: date


@transaction.atomic
def first_setup(*, setup: Setup, file: CycleFile, capacity: Sequence[CapacityRow], now: datetime) -> Imported:
    """Make the cycle, submitted, confirmed and ranked; with the same rows as last time change nothing.

    Raises HasLeader if the board is led, and not by the leader named, whatever the rows; HasHistory if the cycle
    exists and was not made by these rows.
    """
    board, opened = Board.objects.get_or_create(slug=setup.board, defaults={"name": setup.board})
    hold_board(board.pk)  # two set-ups at once: the second one looks again
    led = _is_led(board, setup.leader)
    shares = tuple(capacity) or file.capacity
    digest = _digest(file, shares)
    if (cycle := Cycle.objects.filter(board=board, name=setup.cycle).first()) is not None:
        return _same_again(cycle, digest)
    cycle = _cycle(board, setup, file, now)
    slugs = [*file.teams, *(share.team for share in shares)]
    vps = sorted({row.owner for row in file.bets})
    crew = bring(board=board, vps=vps, leader=None if led else setup.leader, teams=slugs, now=now)
    write_capacity(cycle, [_share(row, crew) for row in shares])
    bets = _bets(cycle, file.bets, crew, now)
    order = _rank(cycle, file.bets, bets)
    by = Somebody(f"first set-up by {setup.leader}")
    if opened:
        record(BoardOpened(zone=board.zone), board_id=board.pk, topic=board.topic, by=by, subject=board, now=now)
    tell(crew, board=board, by=by, now=now)
    _tell(cycle, by, bets, order, digest, now)
    return Imported(crew.new_people, crew.new_teams, drafted=[bet.title for bet in bets])


def _is_led(board: Board, leader: str) -> bool:
    """Whether the board has leaders, among them the one named; its roles are then left as they are."""
    leaders = set(Membership.objects.filter(board=board).leaders().values_list("person__email", flat=True))
    if leaders and leader not in leaders:
        raise HasLeader(
            f"The board {board.slug} has a leader already, and not {leader}: name one of its leaders with --leader,"
            " or let one of them make this person a leader first."
        )
    return bool(leaders)


def _digest(file: CycleFile, shares: Sequence[CapacityRow]) -> str:
    """The same for the same rows in any order, with any layout."""
    rows = sorted(
        (asdict(row) | {"line": 0} for row in file.bets), key=lambda row: (row["external_source"], row["external_id"])
    )
    teams = sorted((asdict(row) | {"line": 0} for row in shares), key=lambda row: str(row["team"]))
    return hashlib.sha256(orjson.dumps([rows, teams], option=orjson.OPT_SORT_KEYS)).hexdigest()


def _same_again(cycle: Cycle, digest: str) -> Imported:
    imports = Event.objects.filter(topic=cycle.topic, kind=CycleImported.kind)
    if not imports.filter(data__digest=digest).exists():
        raise HasHistory(
            f"The cycle {cycle.name} exists, and not from these rows. A first set-up never changes a cycle:"
            " leave --first-setup out to import drafts, or name another cycle."
        )
    return Imported()


def _cycle(board: Board, setup: Setup, file: CycleFile, now: datetime) -> Cycle:
    return Cycle.objects.create(
        board=board, name=setup.cycle, starts_on=setup.starts_on, ends_on=setup.ends_on, pitches_close_at=now,
        state=Cycle.State.RANKING, policy=file.policy or Cycle.Policy.TEAM,
    )  # fmt: skip


def _share(row: CapacityRow, crew: Crew) -> Share:
    return Share(crew.teams[row.team], row.raw_tenths, row.reserve_permille, row.carry_over_tenths)


def _bets(cycle: Cycle, rows: Sequence[BetRow], crew: Crew, now: datetime) -> list[Bet]:
    """The bets of the rows, in file order, with pitches, prototypes, confirmed demands and ties."""
    bets = Bet.objects.bulk_create(_submitted(cycle, row, crew, now) for row in rows)
    pairs = list(zip(rows, bets, strict=True))
    Pitch.objects.bulk_create(Pitch(bet=bet) for bet in bets)
    Prototype.objects.bulk_create(
        Prototype(board_id=bet.board_id, bet=bet, link=bet.link, added_at=now) for bet in bets if bet.link
    )
    Demand.objects.bulk_create(
        Demand(
            board=cycle.board, bet=bet, team=crew.teams[team], tenths=tenths,
            state=Demand.State.CONFIRMED, decided_via=Bet.Via.FIRST_SETUP,
        )
        for row, bet in pairs for team, tenths in row.demand.items()
    )  # fmt: skip
    known = by_key(cycle)
    ties.write(
        cycle,
        {bet.pk: {known[key].pk for key in row.needs} for row, bet in pairs if row.needs},
        {bet.pk: {known[key].pk for key in row.excludes} for row, bet in pairs if row.excludes},
    )
    return bets


def _submitted(cycle: Cycle, row: BetRow, crew: Crew, now: datetime) -> Bet:
    bet = new_bet(cycle, row, crew, now)
    bet.status, bet.submitted_at, bet.submitted_by = Bet.Status.SUBMITTED, now, bet.owner
    bet.submitted_via, bet.must_do = Bet.Via.FIRST_SETUP, row.must_do
    return bet


def _rank(cycle: Cycle, rows: Sequence[BetRow], bets: Sequence[Bet]) -> list[int]:
    """Rank the bets as the rows say; those without a rank stay in the tray. Returns the order."""
    ranked = sorted((row.rank, bet.pk) for row, bet in zip(rows, bets, strict=True) if row.rank is not None)
    order = [bet for _, bet in ranked]
    Rank.objects.append(cycle, order, after=0)
    Cycle.objects.filter(pk=cycle.pk).update(revision=1)
    return order


def _tell(cycle: Cycle, by: Somebody, bets: Sequence[Bet], order: list[int], digest: str, now: datetime) -> None:
    for payload, revision in (
        (CycleCreated(), None),
        (CycleImported(drafted=len(bets), updated=0, digest=digest), None),
        (RankingChanged(act="import", order=order), 1),
    ):
        record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now, revision=revision)
