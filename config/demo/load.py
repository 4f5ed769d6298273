"""Make the demo company's board: a half-year under its plan, one in ranking, one in pitching.

Every act of its history goes through the action that people use.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from bets.actions.leaving import withdraw
from bets.actions.locking import lock
from bets.actions.ranking import move
from bets.actions.waiving import waive
from bets.models import Cycle
from bets.ordering import ToRank
from bets.readiness import missing
from config.demo.company import PASSWORD as PASSWORD
from config.demo.company import Company, Data, found, read
from config.demo.half_year import HalfYear
from config.demo.outside import track
from config.demo.room import meet
from config.demo.round import sort_alone
from config.demo.talk import talk
from org.models import Board


def load_demo(*, now: datetime) -> Board:
    """The demo company's board, made if it is not there yet. Its weekly room has met until `now`."""
    data = read("company.toml")
    board = Board.objects.filter(slug=data["board"]["slug"]).first()
    return board or _make(data, now)


@transaction.atomic
def _make(data: Data, now: datetime) -> Board:
    _plan_quickly()
    company = found(data)
    _past(company, data["people"])
    present = _present(company, data)
    sort_alone(company, present, data["round"])
    talk(company, present, now)
    meet(company, now)
    track(company, now)
    return company.board


def _plan_quickly() -> None:
    """Join tables in the order in which a query names them: on tables this small, finding a better one takes longer.

    A blocker comes with sixteen of them, and is read some hundred times. For this transaction alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")


def _past(company: Company, people: Data) -> None:
    """The half-year before, locked."""
    past = read("past.toml")
    teams = {slug: {"raw": weeks} for slug, weeks in past["capacity"].items()}
    start = {data["key"]: rank for rank, data in enumerate(past["pitch"], start=1)}
    half_year = HalfYear(company, past["cycle"], past["pitch"], people).make(teams, start)
    leader, at = company.members[past["cycle"]["leader"]], company.at(past["cycle"]["locked_at"])
    cycle = Cycle.objects.get(pk=half_year.cycle.pk)
    for item in missing(cycle):
        what: dict[str, Any] = {"code": item.code, "bet": item.bet, "team": item.team, "fact": item.fact}
        waive(cycle=cycle, by=leader, now=at, reason=past["cycle"]["idle"], **what)
    lock(cycle=cycle, by=leader, now=at)


def _present(company: Company, data: Data) -> HalfYear:
    """The half-year that is being ranked: the order of the first day, then each move as its leader made it."""
    pitches = read("pitches.toml")["pitch"]
    start = {pitch["key"]: pitch["start_rank"] for pitch in pitches if "start_rank" in pitch}
    half_year = HalfYear(company, data["cycle"], pitches, data["people"]).make(data["teams"], start)
    for act in data["history"]:
        move(
            cycle=half_year.cycle,
            bet=half_year.bets[act["bet"]].pk,
            target=ToRank(act["to_rank"]),
            by=company.members[act["leader"]],
            now=company.at(act["at"]),
            reason=act["reason"],
        )
    for pitch in pitches:
        if end := pitch.get("withdrawn"):
            bet = half_year.bets[pitch["key"]]
            withdraw(bet=bet, by=bet.owner, now=company.at(end["at"]), reason=end["reason"])
    return half_year
