"""The page on which a pitch is written, beside its form: how it will stand, what is missing, what its demand meets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bets.access import may
from bets.board.ground import Column, Ground, read
from bets.board.rows import Row, ranked, unranked
from bets.completeness import Completeness, completeness
from bets.models import Bet, Cycle, Pitch, Prototype, Version
from bets.pitch.asked import Asked, asked
from bets.pitch.past import Past, past_of
from bets.pitch.sizes import Sizes
from org.models import Membership

MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """`row` is the board's own, `version` the number of the newest one (0: never submitted).

    `closed`: pitches have closed, by the clock of this page; the act itself asks the database's.
    """

    bet: Bet
    row: Row
    columns: tuple[Column, ...]
    complete: Completeness
    asked: tuple[Asked, ...]
    writers: tuple[Membership, ...]
    readers: int
    version: int
    prototypes: int
    past: Past | None
    is_owner: bool
    is_closed: bool
    is_confidential: bool

    @property
    def are_many(self) -> bool:
        """More teams than the board has columns for: demand stays in words."""
        return len(self.columns) > MOST_COLUMNS

    @property
    def next_version(self) -> int:
        """What the next edit makes. A bet that never had a version keeps as number 1 what it says now."""
        return max(self.version, 1) + 1


def desk(bet: Bet, member: Membership, sizes: Sizes, now: datetime) -> Desk:
    """For one of its writers. The number of statements does not depend on what it says."""
    ground = _ground(bet, member)
    return Desk(
        bet=bet,
        row=_row(bet, ground),
        columns=ground.columns,
        complete=completeness(Pitch.of(bet).content(), len(sizes.demands)),
        asked=asked(bet, sizes.demands, ground.column),
        writers=tuple(bet.co_writers.select_related("person").order_by("person__name", "pk")),
        readers=bet.readers.count(),
        version=Version.objects.filter(bet=bet).count(),
        prototypes=Prototype.objects.filter(bet=bet).count(),
        past=past_of(bet, member),
        is_owner=bet.owner_id == member.pk,
        is_closed=bet.cycle.state != Cycle.State.PITCHING or now >= bet.cycle.pitches_close_at,
        is_confidential=bet.is_confidential(now),
    )


def _ground(bet: Bet, member: Membership) -> Ground:
    """The board with the bet where it stands; what is not submitted stands as it would, in the tray."""
    if bet.is_open and may(member, bet.cycle, "rank.read"):
        return read(bet.cycle)
    alone = read(bet.cycle, [bet.pk])
    entries = tuple(replace(entry, status=Bet.Status.SUBMITTED) for entry in alone.order)
    return replace(alone, order=(), tray=entries)


def _row(bet: Bet, ground: Ground) -> Row:
    rows: Sequence[Row] = (*ranked(ground, {}), *unranked(ground))
    return next(row for row in rows if row.bet == bet.pk)
