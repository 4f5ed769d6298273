"""One bet on a page of its own: what its owner says for it, what it asks, why it waits, how it got where it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bets.access import may
from bets.board.ground import read
from bets.board.page import priced
from bets.board.rows import Row, unranked
from bets.board.telling import Telling, tell
from bets.models import Bet, Demand, Pitch
from bets.names import weeks
from journal.models import Event
from org.models import Membership

_MOST_MOVES = 50
_FACTS = (
    "metric", "baseline", "target", "confidence", "kill_metric", "kill_threshold", "kill_decider",
    "margin_effect", "debt_effect",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the pitch; a paragraph ends with an empty line."""

    name: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        return re.split(r"\n\s*\n", self.text.strip().replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class Asked:
    team: str
    weeks: str
    state: str
    rest: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """`row` is how the board shows it, `moves` its changes of rank; both empty for who may not see the order."""

    bet: Bet
    status: str
    parts: tuple[Part, ...]
    facts: tuple[Part, ...]
    asked: tuple[Asked, ...]
    row: Row | None
    moves: tuple[Telling, ...]


def sheet(bet: Bet, member: Membership) -> Sheet:
    sees_order = may(member, bet.cycle, "rank.read") and bet.status != Bet.Status.DRAFT
    pitch = Pitch.objects.filter(bet=bet).first() or Pitch(bet=bet)
    return Sheet(
        bet=bet,
        status=_status(bet),
        parts=tuple(_texts(pitch)),
        facts=tuple(_facts(pitch)),
        asked=tuple(_asked(bet)),
        row=_row(bet) if sees_order else None,
        moves=tuple(_moves(bet)) if sees_order else (),
    )


def _status(bet: Bet) -> str:
    if bet.status == Bet.Status.DRAFT:
        return "Draft, seen by its owner and co-writers only"
    return f"{Bet.Status(bet.status).label}{', late' if bet.is_late else ''}"


def _texts(pitch: Pitch) -> Iterator[Part]:
    return _parts(pitch, ("problem", "belief", "disproof", "proposal", "alignment", "value", "risks", "gives_up"))


def _facts(pitch: Pitch) -> Iterator[Part]:
    return _parts(pitch, _FACTS)


def _parts(pitch: Pitch, names: tuple[str, ...]) -> Iterator[Part]:
    """In the order of `names`, without those that are empty."""
    called = {field.attname: str(field.verbose_name).capitalize() for field in Pitch.parts()}
    for name in names:
        value = getattr(pitch, name)
        if value not in ("", None):
            yield Part(called[name], f"{value} %" if name == "confidence" else str(value))


def _asked(bet: Bet) -> Iterator[Asked]:
    for demand in Demand.objects.filter(bet=bet).select_related("team").order_by("team__name"):
        offered, asked = demand.offered_tenths, demand.asked_tenths
        rest = f", offers {weeks(offered)}" if offered is not None else ""
        rest += f", {weeks(asked)} was asked" if asked is not None else ""
        state = Demand.State(demand.state).label
        yield Asked(demand.team.name, weeks(demand.tenths), state, rest)


def _row(bet: Bet) -> Row | None:
    ground = read(bet.cycle)
    return next((row for row in (*priced(ground), *unranked(ground)) if row.bet == bet.pk), None)


def _moves(bet: Bet) -> Iterator[Telling]:
    events = Event.objects.filter(topic=bet.cycle.topic, revision__isnull=False, data__bet=bet.pk)
    for event in events.order_by("-revision")[:_MOST_MOVES]:
        yield tell(event, bet.cycle.board.zone)
