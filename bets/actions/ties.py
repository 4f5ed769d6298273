"""What a bet depends on: the bets that it needs, and those that it is an alternative to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from django.db import transaction
from django.db.models import Q

from bets.access import authorise, held
from bets.events import TiesChanged
from bets.models import Bet, Cycle, Exclusion, Need
from journal.record import record
from journal.refusals import Invalid
from org.access import unknown
from org.models import Membership


class Ring(Invalid):
    """`extra`: `ring`, the ids of the bets that would need each other in turn, the first one again at the end."""

    code = "ring"

    def __init__(self, ring: Sequence[int], titles: Mapping[int, str]) -> None:
        first, *others = [titles.get(bet, "a draft") for bet in ring]
        sentence = f"{first} would need {', which needs '.join(others)}: a ring."
        super().__init__(sentence, ring=list(ring), errors={"needs": sentence})


@transaction.atomic
def tie(*, bet: Bet, needs: Collection[int], excludes: Collection[int], by: Membership, now: datetime) -> None:
    """Make `needs` the prerequisites of the bet and `excludes` its either-or partners, all of its cycle.

    Raises Ring if a bet would need itself in the end. Never changes the order. What changes nothing is no event.
    """
    cycle = held(bet.cycle, by, "bet.tie", own=bet.is_written_by(by))
    today = Bet.objects.filter(pk=bet.pk, cycle=cycle).first()
    if today is None:
        raise unknown(by, f"bet {bet.pk}")
    authorise(by, cycle, "bet.tie", own=today.is_written_by(by))  # as it is under the lock
    _check(cycle, bet, {*needs, *excludes})
    if write(cycle, {bet.pk: set(needs)}, {bet.pk: set(excludes)}):
        payload = TiesChanged(needs=sorted(set(needs)), excludes=sorted(set(excludes)))
        record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)


def write(cycle: Cycle, needs: Mapping[int, set[int]], excludes: Mapping[int, set[int]]) -> set[int]:
    """Replace the ties of the bets named as keys. Returns the bets that are tied otherwise now.

    The caller holds the cycle. Raises Ring. Writes only what differs.
    """
    return _write_needs(cycle, needs) | _write_exclusions(cycle, excludes)


def _write_needs(cycle: Cycle, needs: Mapping[int, set[int]]) -> set[int]:
    edges = _edges(cycle)
    changed = {bet: others for bet, others in needs.items() if edges.get(bet, set()) != others}
    if ring := find_ring(edges | changed):
        raise Ring(ring, _titles(ring, needs))
    Need.objects.filter(cycle=cycle, bet__in=changed).delete()
    Need.objects.bulk_create(
        Need(cycle=cycle, bet_id=bet, prerequisite_id=other)
        for bet, others in changed.items()
        for other in sorted(others)
    )
    return set(changed)


def find_ring(needs: Mapping[int, Collection[int]]) -> list[int]:
    """A ring of bets each of which needs the next, its first bet again at the end; or an empty list."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _edges(cycle: Cycle) -> dict[int, set[int]]:
    edges: dict[int, set[int]] = {}
    for bet, prerequisite in Need.objects.filter(cycle=cycle).values_list("bet_id", "prerequisite_id"):
        edges.setdefault(bet, set()).add(prerequisite)
    return edges


def _titles(ring: Collection[int], tied: Collection[int]) -> dict[int, str]:
    """Of the bets that may be named to whoever ties `tied`: not of other people's drafts."""
    nameable = Bet.objects.filter(Q(pk__in=tied) | ~Q(status=Bet.Status.DRAFT), pk__in=ring)
    return dict(nameable.values_list("pk", "title"))


def _write_exclusions(cycle: Cycle, excludes: Mapping[int, set[int]]) -> set[int]:
    rows = Exclusion.objects.filter(cycle=cycle)
    touching = rows.filter(bet__in=excludes) | rows.filter(other__in=excludes)
    before = {(row.bet_id, row.other_id): row.pk for row in touching}
    pairs = {(min(bet, other), max(bet, other)) for bet, others in excludes.items() for other in others}
    rows.filter(pk__in=[pk for pair, pk in before.items() if pair not in pairs]).delete()
    fresh = sorted(pairs - before.keys())
    Exclusion.objects.bulk_create(Exclusion(cycle=cycle, bet_id=bet, other_id=other) for bet, other in fresh)
    return {bet for pair in pairs ^ before.keys() for bet in pair}


def _check(cycle: Cycle, bet: Bet, others: set[int]) -> None:
    known = set(Bet.objects.filter(cycle=cycle, pk__in=others).values_list("pk", flat=True))
    if bet.pk in others or known != others:
        raise Invalid("A bet is tied to other bets of the same cycle.")
