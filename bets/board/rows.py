"""One bet as a row of the board: where it stands, what it asks, whether it is funded, and what there is to say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bets.allocation import Allocation, BetId, Reason, Team
from bets.bars import Span, lanes, placed
from bets.board.ground import Entry, Ground
from bets.models import Bet, Demand
from bets.names import listing, weeks
from bets.sentences import Why, price, warnings, why
from bets.what_if import Prices


@dataclass(frozen=True, slots=True)
class Ask:
    """A demand on the team of column `col`, named short and whole: in figures, and where it falls in its half-year."""

    col: int
    team: str
    name: str
    weeks: str
    before: str
    own: Span
    is_short: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A line that falls at this bet: "Data line", "5.0 of 38.0 left", and the columns that it closes."""

    name: str
    left: str
    cols: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about the bet: a tag in capitals, a stressed lead, and the rest, which may lead to a page."""

    lead: str
    rest: str = ""
    tag: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Raise:
    """An offer to bring a prerequisite, `bet`, directly above."""

    bet: BetId
    rank: int


@dataclass(frozen=True, slots=True)
class Row:
    """`state` is funded, waits or withdrawn; `rank` is None in the tray. `up` and `down` are the neighbours shown."""

    bet: BetId
    rank: int | None
    title: str
    thesis: str
    owner: int
    owner_name: str
    must_do: bool
    state: str
    is_funded: bool
    is_open: bool
    asks: tuple[Ask, ...]
    teams: frozenset[Team]
    cut: Cut | None = None
    lanes: tuple[Span, ...] = ()
    why: Why | None = None
    price: str = ""
    warnings: tuple[str, ...] = ()
    raises: tuple[Raise, ...] = ()
    notes: tuple[Note, ...] = ()
    up: BetId | None = None
    down: BetId | None = None

    @property
    def is_fifth(self) -> bool:
        """Every fifth has a darker rule below it, so that the eye can count."""
        return self.rank is not None and self.rank % 5 == 0


def ranked(ground: Ground, prices: Mapping[BetId, Prices]) -> Iterator[Row]:
    """The rows of the order, must-do bets first; below a team's line its lane is tinted."""
    entries = sorted(ground.order, key=lambda entry: not entry.must_do)
    closed: set[int] = set()
    for entry in entries:
        cut = _cut(ground, entry.pk)
        closed.update(cut.cols if cut else ())
        yield _row(ground, entry, cut, lanes(closed, len(ground.columns)), prices.get(entry.pk))


def unranked(ground: Ground) -> Iterator[Row]:
    for entry in ground.tray:
        demand = ground.candidates[entry.pk].demand
        asks = tuple(_ask_alone(ground, team, tenths) for team, tenths in _by_column(ground, demand or {}))
        unsized = [Note("Unsized:", "no estimate by any team, so it can be ranked but not funded.")]
        yield Row(
            bet=entry.pk, rank=None, title=entry.title, thesis=entry.thesis,
            owner=entry.owner, owner_name=entry.owner_name, must_do=entry.must_do, state="tray",
            is_funded=False, is_open=entry.is_open, asks=asks, teams=frozenset(demand or {}),
            notes=(*_notes(ground, entry), *(unsized if demand is None else ())),
        )  # fmt: skip


def _row(ground: Ground, entry: Entry, cut: Cut | None, tinted: tuple[Span, ...], prices: Prices | None) -> Row:
    allocation, bet = ground.allocation, entry.pk
    demand = ground.candidates[bet].demand or {}
    waiting = allocation.unfunded.get(bet)
    return Row(
        bet=bet,
        rank=ground.names.ranks[bet],
        title=entry.title,
        thesis=entry.thesis,
        owner=entry.owner,
        owner_name=entry.owner_name,
        must_do=entry.must_do,
        state="withdrawn" if not entry.is_open else "waits" if waiting else "funded",
        is_funded=waiting is None,
        is_open=entry.is_open,
        asks=tuple(_ask(ground, bet, team, tenths) for team, tenths in _by_column(ground, demand)),
        teams=frozenset(demand),
        cut=cut,
        lanes=tinted,
        why=why(allocation, bet, ground.names) if waiting else None,
        price=price(waiting, prices, ground.names) if waiting and prices else "",
        warnings=tuple(_warnings(ground, bet)),
        raises=tuple(_raises(ground, bet)),
        notes=tuple(_notes(ground, entry)),
    )


def _by_column(ground: Ground, demand: Mapping[Team, int]) -> list[tuple[Team, int]]:
    return sorted(demand.items(), key=lambda asked: ground.column[asked[0]].number)


def _ask(ground: Ground, bet: BetId, team: Team, tenths: int) -> Ask:
    column, waiting = ground.column[team], ground.allocation.unfunded.get(bet)
    own = placed(ground.allocation.placements[bet].get(team, 0), tenths, column.net)
    is_short = waiting is not None and (team in waiting.turn_price or team in waiting.teams)
    return Ask(column.number, column.head, column.name, weeks(tenths), own.x, own, is_short)


def _ask_alone(ground: Ground, team: Team, tenths: int) -> Ask:
    """Of the tray: nothing stands before it, and nothing is decided."""
    column = ground.column[team]
    return Ask(column.number, column.head, column.name, weeks(tenths), "", placed(0, tenths, column.net), False)


def _warnings(ground: Ground, bet: BetId) -> list[str]:
    """What is wrong whatever is left. That a prerequisite comes later is said once: by why it waits, if it does."""
    found = warnings(ground.allocation, bet, ground.names)
    waiting = ground.allocation.unfunded.get(bet)
    is_said = waiting is not None and waiting.reason is Reason.DEPENDENCY and any(_raises(ground, bet))
    return found[:-1] if is_said else found


def _raises(ground: Ground, bet: BetId) -> Iterator[Raise]:
    for waits, needed in ground.allocation.out_of_order:
        if waits == bet:
            yield Raise(needed, ground.names.ranks[needed])


def _cut(ground: Ground, bet: BetId) -> Cut | None:
    allocation = ground.allocation
    if allocation.line == bet:
        return Cut("The line", "nothing below it is funded", tuple(column.number for column in ground.columns))
    teams = [team for team, closer in allocation.team_lines.items() if closer == bet]
    if not teams:
        return None
    names = listing([ground.names.team(team) for team in teams])
    cols = tuple(sorted(ground.column[team].number for team in teams))
    return Cut(f"{names} {'line' if len(teams) == 1 else 'lines'}", _left(allocation, ground, teams), cols)


def _left(allocation: Allocation, ground: Ground, teams: list[Team]) -> str:
    """ "5.0 of 38.0 left", and with their names if they are several."""
    amounts = [f"{weeks(allocation.leftover.get(team, 0))} of {weeks(ground.column[team].net)}" for team in teams]
    if len(teams) > 1:
        amounts = [f"{amount} {ground.names.team(team)}" for amount, team in zip(amounts, teams, strict=True)]
    return f"{', '.join(amounts)} left"


def _notes(ground: Ground, entry: Entry) -> Iterator[Note]:
    if entry.must_do and entry.must_do_reason:
        yield Note("Must do:", entry.must_do_reason)
    if entry.is_late:
        yield _late(ground, entry)
    if not entry.is_open:
        yield Note(f"{Bet.Status(entry.status).label}:", entry.ended_reason)
    yield from _demand_notes(ground, entry)


def _late(ground: Ground, entry: Entry) -> Note:
    at = entry.submitted_at.astimezone(ZoneInfo(ground.cycle.board.zone))
    by = f" Exception by {entry.late_exception_by}: “{entry.late_exception}”" if entry.late_exception_by else ""
    return Note("", f"Submitted {at.day} {at:%B}.{by}", tag="LATE")


def _demand_notes(ground: Ground, entry: Entry) -> Iterator[Note]:
    proposed = []
    for said in entry.unsettled:
        team = ground.names.team(said["team"])
        if said["state"] == Demand.State.DISPUTED:
            offers = f" and offers {weeks(said['offered'])}" if said["offered"] is not None else ""
            yield Note("Disputed:", f"{team} is asked for {weeks(said['tenths'])}{offers}.")
        elif said["state"] == Demand.State.SETTLED:
            asked = f"; {weeks(said['asked'])} was asked" if said["asked"] is not None else ""
            yield Note("", f"{team} {weeks(said['tenths'])} set by a leader{asked}.")
        else:
            proposed.append(team)
    if proposed:
        yield Note("Proposed:", f"not confirmed by {listing(proposed)} yet.")
