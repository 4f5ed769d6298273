"""Ranking rounds of a cycle: the one that is open, and the orders that count since one was revealed."""

from collections.abc import Iterable

from django.db.models import QuerySet

from bets.models import Cycle, PrivateOrder, Round

_WITH_PEOPLE = ("opened_by__person", "closed_by__person", "reference__person")


def open_round(cycle: Cycle) -> Round | None:
    """The round in which leaders sort at the moment. One statement."""
    return Round.objects.select_related(*_WITH_PEOPLE).filter(cycle=cycle, closed_at=None).first()


def current_round(cycle: Cycle) -> Round | None:
    """The open round, or else the newest that was revealed. One statement."""
    rounds = Round.objects.select_related(*_WITH_PEOPLE).filter(cycle=cycle, called_off=False)
    return rounds.order_by("-opened_at", "-pk").first()


def newest_revealed(cycle: Cycle) -> int | None:
    """The id of the round whose proposal is the one to adopt. One statement."""
    return _revealed(cycle).order_by("-closed_at", "-pk").values_list("pk", flat=True).first()


def counted_orders(cycle: Cycle) -> list[tuple[int, ...]]:
    """The orders of those who were ready when the newest round was revealed, #1 first; none: no round was.

    Bets that had gone by then are left out. One statement.
    """
    newest = _revealed(cycle).order_by("-closed_at", "-pk").values("pk")[:1]
    counted = ready_orders(PrivateOrder.objects.filter(round__in=newest)).order_by("leader")
    return [within(order, proposal or ()) for order, proposal in counted.values_list("order", "round__proposal")]


def ready_orders(orders: QuerySet[PrivateOrder]) -> QuerySet[PrivateOrder]:
    """Those whose leaders pressed Ready: the only ones that are ever used."""
    return orders.filter(ready_at__isnull=False)


def within(order: Iterable[int], bets: Iterable[int]) -> tuple[int, ...]:
    """As much of `order` as is among `bets`."""
    among = set(bets)
    return tuple(bet for bet in order if bet in among)


def _revealed(cycle: Cycle) -> QuerySet[Round]:
    return Round.objects.filter(cycle=cycle, closed_at__isnull=False, called_off=False)
