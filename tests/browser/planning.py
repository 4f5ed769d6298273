"""Boards on the way to a plan: `plan-open` in ranking, `plan-walk` with one thing missing, `plan-look` locked."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from bets.actions.leaving import withdraw
from bets.actions.locking import lock, unlock
from bets.models import Bet, Cycle, Demand
from bets.readiness import missing
from org.models import Membership, Team
from tests.browser import scenery
from tests.factories import PrototypeFactory, WaiverFactory
from tests.logged import log_import


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    found = scenery.board(name, people, titles)
    cycle = Cycle.objects.select_related("board").get(pk=found["cycle"])
    Bet.objects.filter(cycle=cycle, rank=None).delete()
    log_import(cycle)
    ines = _member(cycle, "Ines")
    _prepare(cycle, ines, leave="idle" if name == "plan-walk" else "")
    if name == "plan-look":
        _lock(cycle, ines)
    return found


def _member(cycle: Cycle, name: str) -> Membership:
    return Membership.objects.select_related("person", "board").get(board=cycle.board, person__name=name)


def _prepare(cycle: Cycle, by: Membership, leave: str) -> None:
    """All that is missing, but for what has the code `leave`."""
    Demand.objects.filter(bet__cycle=cycle).update(state="confirmed")
    for number, bet in enumerate(Bet.objects.filter(cycle=cycle).ranked()):
        if number != 1:
            PrototypeFactory(bet=bet, link=f"https://prototypes.example.com/{bet.title.lower()}")
    for item in missing(cycle):
        if item.code != leave:
            bet, team = Bet.objects.filter(pk=item.bet).first(), Team.objects.filter(board=cycle.board, slug=item.team)
            WaiverFactory(cycle=cycle, code=item.code, bet=bet, team=team.first(), fact=item.fact, by=by)


def _lock(cycle: Cycle, by: Membership) -> None:
    """With what happens under a plan: a bet withdrawn, one that says how it goes, and a wish to unlock."""
    now = timezone.now()
    lock(cycle=cycle, by=by, now=now - timedelta(days=30))
    alpha, bravo = (Bet.objects.select_related("cycle__board").get(cycle=cycle, title=t) for t in ("Alpha", "Bravo"))
    Bet.objects.filter(pk=bravo.pk).update(status_line="Half of the shops have it.", link="https://example.com/bravo")
    withdraw(bet=alpha, by=_member(cycle, "Vera"), now=now, reason="The partner left.")
    unlock(cycle=cycle, by=_member(cycle, "Otto"), now=now, reason="The largest customer left.")
