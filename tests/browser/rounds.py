"""Boards of the journeys with a ranking round: one that is open, and one that was revealed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from bets.actions import private_orders, ready, rounds
from bets.models import Cycle
from bets.ordering import ToRank
from org.models import Membership
from tests.browser import scenery


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """Both sort: Ines by forced choice, Otto by hand. Once it is revealed, the two disagree on three pairs."""
    made = scenery.board(name, people, titles)
    cycle = Cycle.objects.select_related("board").get(pk=made["cycle"])
    leaders = Membership.objects.filter(board=cycle.board).leaders().order_by("person__name")
    ines, otto = leaders.select_related("person")
    now = timezone.now()
    round = rounds.open_round(cycle=cycle, by=ines, now=now)
    private_orders.begin(round=round, start="forced", by=ines, now=now)
    private_orders.begin(round=round, start="today", by=otto, now=now)
    private_orders.place(round=round, bet=made["bets"]["Juliett"], target=ToRank(7), version=1, by=otto, now=now)
    if name == "round-done":
        ready.say_ready(round=round, version=2, by=otto, now=now)
        ready.say_ready(round=round, version=1, by=ines, now=now)
    return made
