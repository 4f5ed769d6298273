"""A board with a history: a session that is over, and what it changed of the order."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from bets.actions import ranking, sessions
from bets.models import Cycle
from bets.ordering import ToRank
from org.models import Membership
from tests.browser import scenery
from tests.logged import log_import


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """Revision 1 is the first order; Ines moved Kilo in 2 and Lima in 3, and gave no reason. The session: `session`."""
    found = scenery.board(name, people, titles)
    cycle = Cycle.objects.select_related("board").get(pk=found["cycle"])
    log_import(cycle)
    ines = Membership.objects.select_related("person").get(board=cycle.board, person__name="Ines")
    now = timezone.now()
    session = sessions.open_session(cycle=cycle, by=ines, now=now)
    sessions.enter(cycle=cycle, by=ines, now=now)
    for title, rank in (("Kilo", 10), ("Lima", 1)):
        ranking.move(cycle=cycle, bet=found["bets"][title], target=ToRank(rank), by=ines, now=now)
    sessions.close_session(cycle=cycle, by=ines, now=now)
    return {**found, "session": session.pk}
