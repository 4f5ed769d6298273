"""The prototypes of a cycle in rank order: the product in six months, fading where the capacity ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bets.board.ground import Entry, Ground, read
from bets.models import Bet, Cycle, Prototype
from bets.prototypes import Shown, shown
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Tile:
    """One bet: `front` is the prototype in its frame, `empty` why there is none to see, `more` the other ones."""

    bet: int
    rank: int
    title: str
    owner_name: str
    must_do: bool
    is_funded: bool
    is_open: bool
    front: Shown | None
    more: tuple[Shown, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """`with_one`: how many bets have something to be seen by this member."""

    funded: tuple[Tile, ...]
    waiting: tuple[Tile, ...]
    with_one: int

    @property
    def count(self) -> int:
        return len(self.funded) + len(self.waiting)


def gallery(cycle: Cycle, member: Membership, now: datetime) -> Gallery:
    """What `member`, who may read the order and look at prototypes, sees. Seven statements."""
    ground = read(cycle)
    found: dict[int, list[Shown]] = {}
    for prototype in Prototype.objects.filter(bet__cycle=cycle):
        found.setdefault(prototype.bet_id, []).append(shown(prototype))
    readable = set(Bet.objects.filter(cycle=cycle).readable_by(member, now).values_list("pk", flat=True))
    tiles = tuple(_tiles(ground, found, readable, sees_all=bool(member.duties(now))))
    return Gallery(
        funded=tuple(tile for tile in tiles if tile.is_funded),
        waiting=tuple(tile for tile in tiles if not tile.is_funded),
        with_one=sum(tile.front is not None for tile in tiles),
    )


def _tiles(ground: Ground, found: dict[int, list[Shown]], readable: set[int], *, sees_all: bool) -> Iterator[Tile]:
    """Must-do bets first, as they are funded."""
    for entry in sorted(ground.order, key=lambda entry: not entry.must_do):
        is_funded = entry.pk not in ground.allocation.unfunded
        empty = ""
        if entry.pk not in readable:
            empty = "Confidential: its prototype is for leaders and the people named."
        elif not (sees_all or is_funded):
            empty = "Not funded: its prototype is not shown to everybody."
        yield _tile(ground, entry, found.get(entry.pk, ()) if not empty else (), empty or "No prototype yet.")


def _tile(ground: Ground, entry: Entry, prototypes: Iterable[Shown], empty: str) -> Tile:
    ordered = sorted(prototypes, key=_weight)
    return Tile(
        bet=entry.pk,
        rank=ground.names.ranks[entry.pk],
        title=entry.title,
        owner_name=entry.owner_name,
        must_do=entry.must_do,
        is_funded=entry.pk not in ground.allocation.unfunded,
        is_open=entry.is_open,
        front=ordered[0] if ordered else None,
        more=tuple(ordered[1:]),
        empty="" if ordered else empty,
    )


def _weight(prototype: Shown) -> int:
    """What can be seen in its frame stands in front."""
    return [Prototype.Kind.IMAGE, Prototype.Kind.LINK, Prototype.Kind.PDF].index(Prototype.Kind(prototype.kind))
