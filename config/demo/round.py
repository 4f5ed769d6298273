"""The demo's ranking round: both leaders have sorted alone, and a few questions are left."""

from bets.actions import private_orders, ready, rounds
from bets.models import Cycle, PrivateOrder
from bets.ordering import ToRank
from config.demo.company import Company, Data
from config.demo.half_year import HalfYear


def sort_alone(company: Company, half_year: HalfYear, data: Data) -> None:
    """`data` names who opens the round and when, and what each leader puts elsewhere than today's order has it."""
    cycle = Cycle.objects.select_related("board").get(pk=half_year.cycle.pk)
    at = company.at(data["opened_at"])
    opened = rounds.open_round(cycle=cycle, by=company.members[data["opened_by"]], now=at)
    mine = {}
    for leader in data["orders"]:
        start, by = PrivateOrder.Start.TODAY, company.members[leader["leader"]]
        mine[by] = private_orders.begin(round=opened, start=start, by=by, now=at).version
        for bet, rank in leader["puts"].items():
            to, pk = ToRank(rank), half_year.bets[bet].pk
            mine[by] = private_orders.place(
                round=opened, bet=pk, target=to, version=mine[by], by=by, now=at
            ).version  # fmt: skip
    for by, version in mine.items():
        ready.say_ready(round=opened, version=version, by=by, now=company.at(data["ready_at"]))
