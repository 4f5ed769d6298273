"""The page of one bet as one object."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.actions.external import SYNC
from bets.actions.roadmap import FOLLOW
from bets.beside import Corner, of_bet
from bets.board.ground import Ground, read
from bets.board.page import priced
from bets.board.rows import Row, unranked
from bets.demand_forms import Typed
from bets.models import Bet, Demand, Pitch, Reference
from bets.pitch.past import Past, again, past_of
from bets.sheet.acts import Act, acts
from bets.sheet.asks import Asked, asked
from bets.sheet.course_of import Course, course_of
from bets.sheet.pitch import Group, Part, facts, texts
from bets.sheet.tied import Tied, tied
from org.access import may as may_here
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Sheet:
    """`row` is how the board shows the bet, `course` how its rank came about; both None for who may not see the order.

    `texts` and `facts` are empty for who may not read a confidential pitch; `readers` may, besides leaders and
    writers. `before` and `again`: the same idea in other cycles. `worked`: where it is worked on outside, for who
    follows that; `may_tell`: the reader may say where.
    """

    bet: Bet
    status: str
    authors: tuple[str, ...]
    is_readable: bool
    is_confidential: bool
    readers: tuple[str, ...]
    texts: tuple[Part, ...]
    facts: tuple[Group, ...]
    asks: tuple[Asked, ...]
    row: Row | None
    course: Course | None
    tied: Tied
    versions: int
    before: Past | None
    again: tuple[Past, ...]
    acts: tuple[Act, ...]
    may_tie: bool
    may_rank: bool
    corners: tuple[Corner, ...]
    worked: Reference | None
    may_tell: bool

    @property
    def rank(self) -> int | None:
        return self.row.rank if self.row else None

    @property
    def owed(self) -> tuple[Asked, ...]:
        """The demands that the reader has to answer."""
        return tuple(each for each in self.asks if each.awaits_reader)


def sheet(bet: Bet, member: Membership, now: datetime, *, typed: Typed | None = None) -> Sheet:
    """What `member`, who may know of the bet, sees and may do there. The same statements for any number of rows."""
    cycle = bet.cycle
    bet.board = cycle.board
    sees_order = may(member, cycle, "rank.read") and bet.status != Bet.Status.DRAFT
    ground = read(cycle) if sees_order else None
    is_readable = bet.is_readable_by(member, now)
    pitch = (Pitch.objects.filter(bet=bet).first() if is_readable else None) or Pitch(bet=bet)
    demands = Demand.objects.filter(bet=bet).order_by("team__name")
    co_writers = list(bet.co_writers.select_related("person").order_by("person__name"))
    writes = member.pk in {bet.owner_id, *(each.pk for each in co_writers)}
    return Sheet(
        bet=bet,
        status=_status(bet),
        authors=tuple(member.name for member in co_writers),
        is_readable=is_readable,
        is_confidential=bet.is_confidential(now),
        readers=_readers(bet, now),
        texts=texts(pitch),
        facts=facts(pitch),
        asks=tuple(asked(demands, cycle, member, now, allocation=ground.allocation if ground else None, typed=typed)),
        row=_row(ground, bet) if ground else None,
        course=course_of(bet, cycle) if ground else None,
        tied=tied(bet, member, sees_order=sees_order),
        versions=bet.versions.count() if is_readable else 0,
        before=past_of(bet, member),
        again=tuple(again(bet, member)),
        acts=tuple(acts(bet, member, writes=writes)),
        may_tie=may(member, cycle, "bet.tie", own=writes),
        may_rank=may(member, cycle, "rank.move"),
        corners=of_bet(bet, member, now),
        worked=Reference.objects.filter(bet=bet).first() if may_here(member, FOLLOW) else None,
        may_tell=bet.is_open and may(member, cycle, SYNC, own=writes),
    )


def _status(bet: Bet) -> str:
    if bet.status == Bet.Status.DRAFT:
        return "Draft, seen by its owner and co-writers only"
    return f"{Bet.Status(bet.status).label}{', late' if bet.is_late else ''}"


def _readers(bet: Bet, now: datetime) -> tuple[str, ...]:
    """Whom the owner lets read a confidential pitch, besides the leaders."""
    if not bet.is_confidential(now):
        return ()
    return tuple(reader.name for reader in bet.readers.select_related("person").order_by("person__name"))


def _row(ground: Ground, bet: Bet) -> Row | None:
    return next((row for row in (*priced(ground), *unranked(ground)) if row.bet == bet.pk), None)
