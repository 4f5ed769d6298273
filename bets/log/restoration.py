"""An earlier order beside today's, before it is brought back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bets.actions.orders import restored
from bets.board.ground import Ground, read
from bets.board.telling import Telling, tell
from bets.models import Cycle
from bets.sentences import change
from bets.what_if import difference
from journal.models import Event


@dataclass(frozen=True, slots=True)
class Step:
    """One bet that would stand elsewhere. `now` and `then`: its ranks, None in the tray."""

    bet: int
    title: str
    now: int | None
    then: int | None


@dataclass(frozen=True, slots=True)
class Restoration:
    """`base`: the revision that it is compared with. `steps` is empty if the order is the same today."""

    revision: int
    base: int
    made: Telling | None
    steps: tuple[Step, ...]
    consequence: str
    needs_reason: bool


def restoration(cycle: Cycle, revision: int) -> Restoration:
    """What `bets.actions.orders.restore` would do. Nine statements. Raises NoSuchRevision."""
    wanted = restored(cycle, revision)
    ground = read(cycle)
    made = Event.objects.filter(topic=cycle.topic, revision=revision).first()
    then = replace(ground.inputs, candidates=tuple(ground.candidates[bet] for bet in wanted))
    changed = difference(ground.allocation, then.allocation)
    ranks = {bet: rank for rank, bet in enumerate(wanted, start=1)}
    return Restoration(
        revision=revision,
        base=cycle.revision,
        made=tell(made, cycle.board.zone) if made else None,
        steps=tuple(_steps(ground, ranks)),
        consequence=change(changed, replace(ground.names, ranks=ranks | dict(ground.names.ranks))),
        needs_reason=cycle.order_adopted and bool(changed.enters or changed.leaves),
    )


def _steps(ground: Ground, then: dict[int, int]) -> Iterator[Step]:
    """By the rank that they would have; those that would have none last."""
    entries = sorted([*ground.order, *ground.tray], key=lambda entry: then.get(entry.pk, len(then) + 1))
    for entry in entries:
        if entry.position != then.get(entry.pk):
            yield Step(entry.pk, entry.title, entry.position, then.get(entry.pk))
