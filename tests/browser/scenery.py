"""One board of the journeys: twelve bets in the order of their titles, a tray, two teams, and lines at #5 and #9."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from bets.actions import orders
from bets.models import Bet, Cycle, Rank
from org.models import Board, Membership, Person
from tests.cast import make_member
from tests.factories import (
    BetFactory,
    BoardFactory,
    CapacityFactory,
    CycleFactory,
    DemandFactory,
    NeedFactory,
    RankFactory,
    TeamFactory,
)


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """Where it is, the ids of its bets by title, and a session per person."""
    house = BoardFactory(slug=name, name=name.capitalize())
    members = {person: make_member(house, person.capitalize(), roles) for person, roles in people.items()}
    cycle = CycleFactory(board=house, name="2027H1")
    bets = _order(cycle, members["vera"], titles)
    bets["Tango"] = BetFactory(cycle=cycle, owner=members["vera"], title="Tango", is_late=True)
    if name == "must":
        Bet.objects.filter(pk=bets["Foxtrot"].pk).update(must_do=True, must_do_reason="The law asks for it.")
    if name == "reason":
        _adopt(cycle, members["ines"])
    return {
        "cycle": cycle.pk,
        "bets": {title: bet.pk for title, bet in bets.items()},
        "sessions": {person: session(member.person) for person, member in members.items()},
    }


def _order(cycle: Cycle, owner: Membership, titles: Sequence[str]) -> dict[str, Bet]:
    teams = [_team(cycle.board, cycle, name, tenths) for name, tenths in (("Data", 90), ("Voice", 45))]
    bets = {}
    for number, title in enumerate(titles):
        bet = BetFactory(cycle=cycle, owner=owner, title=title, thesis=f"What {title} is for, in one line.")
        DemandFactory(bet=bet, team=teams[number % 2], tenths=20, state="disputed" if number == 1 else "confirmed")
        RankFactory(bet=bet)
        bets[title] = bet
    NeedFactory(cycle=cycle, bet=bets["Alpha"], prerequisite=bets["Lima"])
    return bets


def _team(house: Board, cycle: Cycle, name: str, tenths: int) -> Any:
    team = TeamFactory(board=house, slug=name.lower(), name=name)
    CapacityFactory(cycle=cycle, team=team, raw_tenths=tenths)
    return team


def _adopt(cycle: Cycle, by: Membership) -> None:
    orders.adopt(cycle=cycle, order=Rank.objects.order(cycle), by=by, now=timezone.now())


def session(person: Person) -> str:
    """The key of a session that the person is signed in with."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)
