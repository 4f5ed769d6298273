"""What keeps a cycle from being locked unless a leader says why."""

import pytest

from bets.actions.locking import NotReady, lock
from bets.models import Bet, Capacity, Cycle, Demand
from bets.readiness import missing
from tests.cast import Cast
from tests.factories import NOW, PrototypeFactory


def of(cast: Cast, code: str) -> list[tuple[int | None, str | None]]:
    return [(item.bet, item.team) for item in missing(Cycle.objects.get(pk=cast.cycle.pk)) if item.code == code]


def let_delta_jump(cast: Cast) -> None:
    """Data gives 2.5: Alpha and Bravo take 2.0, Charlie waits with 1.0, Delta fits into the rest."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(policy="fill")
    Demand.objects.filter(bet=cast.d).update(tenths=5)
    for bet in (cast.a, cast.b, cast.d):
        PrototypeFactory(bet=bet)


def test_under_fill_a_queue_jump_needs_a_reason(cast: Cast) -> None:
    assert of(cast, "queue_jump") == []
    let_delta_jump(cast)
    assert of(cast, "queue_jump") == [(cast.d.pk, None)]
    with pytest.raises(NotReady):
        lock(cycle=cast.cycle, by=cast.ines, now=NOW)
    lock(cycle=cast.cycle, by=cast.ines, now=NOW, accepted=frozenset({"queue_jump"}), reason="It is a small one.")


@pytest.mark.parametrize(("raw", "said"), [(67, []), (66, [(None, "data")])])
def test_must_do_bets_take_at_most_15_percent_of_a_team(
    cast: Cast, raw: int, said: list[tuple[int | None, str | None]]
) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(must_do=True)
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=raw)
    assert of(cast, "must_do_share") == said
