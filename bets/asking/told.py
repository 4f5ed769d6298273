"""How questions ended, as the journal tells it: who settled them, and for which of the two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bets.asking.reading import Pair
from bets.asking.words import REASON
from bets.events import QuestionSettled, RankingChanged
from bets.models import Cycle
from journal.models import Event

_MOST = 100
"""Of the newest; a session that asks more than that has asked wrongly."""


@dataclass(frozen=True, slots=True)
class Ended:
    """`kept` stands above the other of `pair`; `moved`: by an act, so that `revision` is that of the order after it.

    `reason`: a sentence of whoever answered last, if they gave one. `counts`: neither of the two has moved since.
    """

    pair: Pair
    kept: int
    leaders: tuple[str, ...]
    at: datetime
    reason: str
    moved: bool
    revision: int | None
    counts: bool

    @property
    def killed(self) -> int:
        return self.pair[0] if self.kept == self.pair[1] else self.pair[1]


def ended(cycle: Cycle, kept: Mapping[Pair, int]) -> Iterator[Ended]:
    """The newest first; `kept` holds those that count. One statement."""
    kinds = [QuestionSettled.kind, RankingChanged.kind]
    events = Event.objects.filter(topic=cycle.topic, kind__in=kinds, data__has_key="pair").order_by("-number")
    newest: set[Pair] = set()
    for event in events[:_MOST]:
        pair = (event.data["pair"][0], event.data["pair"][1])
        yield _ended(event, pair, counts=pair in kept and pair not in newest)
        newest.add(pair)


def _ended(event: Event, pair: Pair, *, counts: bool) -> Ended:
    data, moved = event.data, event.kind == RankingChanged.kind
    return Ended(
        pair=pair,
        kept=_kept(event, pair) if moved else data["keeps"],
        leaders=tuple(data["leaders"]),
        at=event.at,
        reason="" if data.get("reason") == REASON else data.get("reason") or "",
        moved=moved,
        revision=event.revision,
        counts=counts,
    )


def _kept(event: Event, pair: Pair) -> int:
    """A bet that went up is the one that is kept; one that went down, the one that is not."""
    other = pair[0] if event.data["bet"] == pair[1] else pair[1]
    return int(event.data["bet"] if event.data["to"] < event.data["start"] else other)
