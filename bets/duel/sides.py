"""The two bets of a duel: as the board shows them, and what their pitches say in short."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.allocation import BetId
from bets.board.ground import Ground
from bets.board.rows import Ask, Row, ranked, unranked
from bets.excerpt import excerpt
from bets.models import Bet, Pitch, Prototype
from bets.prototypes import Shown, shown
from org.models import Membership

_MOST = 260
"""Characters of a text: as much as can be read by somebody who has to answer."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a pitch that helps to choose."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `row` as on today's board, None for one that is no longer in the running: `gone` says why.

    `facts` and `prototypes` are empty for who may not read a confidential pitch; `is_confidential`: it is not for a
    screen that all can see.
    """

    bet: BetId
    row: Row | None
    title: str
    thesis: str
    owner_name: str
    gone: str
    is_readable: bool
    is_confidential: bool
    facts: tuple[Fact, ...]
    prototypes: tuple[Shown, ...]

    @property
    def rank(self) -> int | None:
        return self.row.rank if self.row else None

    @property
    def name(self) -> str:
        """ "#14", and "it" for one without a rank."""
        return f"#{self.rank}" if self.rank else "it"

    @property
    def asks(self) -> tuple[Ask, ...]:
        return self.row.asks if self.row else ()


def sides(ground: Ground, bets: Sequence[BetId], member: Membership, now: datetime) -> tuple[Side, ...]:
    """In the order of `bets`. Two statements, and up to two more for each pitch that is confidential."""
    rows = {row.bet: row for row in (*ranked(ground, {}), *unranked(ground)) if row.bet in bets}
    found = {bet.pk: bet for bet in Bet.objects.filter(pk__in=bets).select_related("pitch", "owner__person")}
    for bet in found.values():
        bet.cycle, bet.board = ground.cycle, ground.cycle.board
    readable = {pk for pk, bet in found.items() if bet.is_readable_by(member, now)}
    looks = readable if may(member, ground.cycle, "attachment.download") else set()
    things = _prototypes(looks)
    return tuple(_side(found[pk], rows.get(pk), pk in readable, things, now) for pk in bets)


def _side(bet: Bet, row: Row | None, is_readable: bool, things: Mapping[int, list[Shown]], now: datetime) -> Side:
    return Side(
        bet=bet.pk,
        row=row,
        title=bet.title,
        thesis=bet.thesis,
        owner_name=bet.owner.name,
        gone="" if bet.is_open else Bet.Status(bet.status).label,
        is_readable=is_readable,
        is_confidential=bet.is_confidential(now),
        facts=tuple(_facts(Pitch.of(bet))) if is_readable else (),
        prototypes=tuple(things.get(bet.pk, ())),
    )


def _facts(pitch: Pitch) -> Iterator[Fact]:
    """What can be said in a line; the rest stands on the page of the bet."""
    found = {
        "Belief": pitch.belief,
        "Disproved if": pitch.disproof,
        "Metric": _metric(pitch),
        "Kill if": _kill(pitch),
        "Gives up": pitch.gives_up,
    }
    for name, text in found.items():
        if text:
            yield Fact(name, excerpt(text, _MOST))


def _metric(pitch: Pitch) -> str:
    course = " to ".join(part for part in (pitch.baseline, pitch.target) if part)
    return ", ".join(part for part in (pitch.metric, course) if part)


def _kill(pitch: Pitch) -> str:
    limit = ": ".join(part for part in (pitch.kill_metric, pitch.kill_threshold) if part)
    return "; ".join(part for part in (limit, pitch.kill_decider and f"{pitch.kill_decider} decides") if part)


def _prototypes(bets: set[int]) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = {}
    for prototype in Prototype.objects.filter(bet__in=bets):
        found.setdefault(prototype.bet_id, []).append(shown(prototype))
    return found
