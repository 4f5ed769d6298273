"""After the lock: what the plan froze stays, whoever tries, by acts and by SQL; what stays open does not.

Every statement is tried a second time before the lock, where it passes: so it is the lock that refuses it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from bets.actions import capacity, cycles, demands, leaving, orders, pitching, ranking, ties, waiving
from bets.actions.open_fields import edit_open_fields
from bets.models import Bet, Cycle, Demand, Plan
from bets.ordering import After
from bets.plan import changed
from journal.refusals import WrongState
from tests.authz.digest import digest
from tests.cast import Cast
from tests.factories import (
    NOW,
    BetFactory,
    CapacityFactory,
    CarryOverFactory,
    ExclusionFactory,
    NeedFactory,
    TeamFactory,
)
from tests.locked import locked_plan, make_ready

STATES = ("locked", "closed")

# What is frozen, and a statement for each way to change it; `{name}` are ids of the rows of `scene`.
STATEMENTS = {
    "order: two bets change places": "UPDATE bets_rank SET position = 3 - position WHERE bet_id IN ({a}, {b})",
    "order: a bet of the tray is placed": (
        "INSERT INTO bets_rank (board_id, cycle_id, bet_id, position) VALUES ({board}, {cycle}, {tray}, 5)"
    ),
    "order: the last rank goes": "DELETE FROM bets_rank WHERE bet_id = {d}",
    "demand: less": "UPDATE bets_demand SET tenths = 1 WHERE bet_id = {a}",
    "demand: disputed again": "UPDATE bets_demand SET state = 'disputed' WHERE bet_id = {a}",
    "demand: of one more team": (
        "INSERT INTO bets_demand (board_id, bet_id, team_id, tenths, state, decided_via, reason)"
        " VALUES ({board}, {a}, {team}, 5, 'confirmed', '', '')"
    ),
    "demand: none": "DELETE FROM bets_demand WHERE bet_id = {a}",
    "capacity: more": "UPDATE bets_capacity SET raw_tenths = 99 WHERE id = {capacity}",
    "capacity: a reserve": "UPDATE bets_capacity SET reserve_permille = 100 WHERE id = {capacity}",
    "capacity: of one more team": (
        "INSERT INTO bets_capacity (board_id, cycle_id, team_id, raw_tenths, reserve_permille, carry_over_tenths)"
        " VALUES ({board}, {cycle}, {team}, 5, 0, 0)"
    ),
    "capacity: none": "DELETE FROM bets_capacity WHERE id = {spare}",
    "carry-over: another": "UPDATE bets_carryover SET what = 'Another' WHERE id = {carried}",
    "carry-over: more of it": (
        "INSERT INTO bets_carryover (capacity_id, what, tenths, why_not_pitched) VALUES ({capacity}, 'More', 5, 'Late')"
    ),
    "carry-over: none": "DELETE FROM bets_carryover WHERE id = {carried}",
    "waivers: another sentence": "UPDATE bets_waiver SET reason = 'Another.' WHERE cycle_id = {cycle}",
    "waivers: one more": (
        "INSERT INTO bets_waiver (board_id, cycle_id, code, fact, reason, by_id, at)"
        " VALUES ({board}, {cycle}, 'no_prototype', '', 'Seen by all.', {ines}, now())"
    ),
    "waivers: none": "DELETE FROM bets_waiver WHERE cycle_id = {cycle}",
    "policy": "UPDATE bets_cycle SET policy = 'fill' WHERE id = {cycle}",
    "revision": "UPDATE bets_cycle SET revision = revision + 1 WHERE id = {cycle}",
    "must do": "UPDATE bets_bet SET must_do = true WHERE id = {a}",
    "needs no team": "UPDATE bets_bet SET needs_no_team = true WHERE id = {a}",
    "needs: one more": "INSERT INTO bets_need (cycle_id, bet_id, prerequisite_id) VALUES ({cycle}, {c}, {d})",
    "needs: none": "DELETE FROM bets_need WHERE id = {need}",
    "needs: of another bet": "UPDATE bets_need SET bet_id = {d} WHERE id = {need}",
    "either-or: one more": "INSERT INTO bets_exclusion (cycle_id, bet_id, other_id) VALUES ({cycle}, {a}, {b})",
    "either-or: none": "DELETE FROM bets_exclusion WHERE id = {exclusion}",
}

Act = Callable[[Cast], Any]
ACTS: dict[str, Act] = {
    "move": lambda cast: ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=NOW),
    "place": lambda cast: ranking.move(cycle=cast.cycle, bet=_tray(cast).pk, target=After(None), by=cast.ines, now=NOW),
    "to the tray": lambda cast: leaving.to_tray(cycle=cast.cycle, bet=cast.d.pk, by=cast.ines, now=NOW, reason="So."),
    "decline": lambda cast: leaving.decline(bet=cast.d, by=cast.ines, now=NOW, reason="So."),
    "adopt": lambda cast: orders.adopt(cycle=cast.cycle, order=cast.ids("DCBA"), by=cast.ines, now=NOW),
    "undo": lambda cast: orders.undo(cycle=cast.cycle, revision=0, by=cast.ines, now=NOW),
    "restore": lambda cast: orders.restore(cycle=cast.cycle, revision=0, by=cast.ines, now=NOW, reason="So."),
    "ask": lambda cast: demands.ask(bet=cast.a, team=cast.data, tenths=7, by=cast.vera, now=NOW),
    "drop": lambda cast: demands.drop(bet=cast.a, team=cast.data, by=cast.vera, now=NOW),
    "confirm": lambda cast: demands.confirm(demand=_demand(cast), tenths=10, by=cast.vera, now=NOW),
    "settle": lambda cast: demands.settle(demand=_demand(cast), tenths=8, by=cast.ines, now=NOW, reason="So."),
    "capacity": lambda cast: capacity.set_capacity(
        cycle=cast.cycle, shares=[capacity.Share(team=cast.data, raw_tenths=30)], by=cast.ines, now=NOW
    ),
    "policy": lambda cast: cycles.edit(cycle=cast.cycle, policy="fill", by=cast.ines, now=NOW),
    "must do": lambda cast: pitching.flag_must_do(bet=cast.a, must_do=True, by=cast.ines, now=NOW, reason="So."),
    "tie": lambda cast: ties.tie(bet=cast.a, needs={cast.b.pk}, excludes=set(), by=cast.ines, now=NOW),
    "edit": lambda cast: pitching.edit(bet=cast.a, by=cast.vera, now=NOW, needs_no_team=True),
    "waive": lambda cast: waiving.waive(
        cycle=cast.cycle, code="idle", team="data", fact="5/25", by=cast.ines, now=NOW, reason="So."
    ),
}


def _tray(cast: Cast) -> Bet:
    return Bet.objects.filter(cycle=cast.cycle).in_tray()[0]


def _demand(cast: Cast) -> Demand:
    return Demand.objects.select_related("bet__cycle", "team").get(bet=cast.a)


@pytest.fixture
def scene(cast: Cast) -> dict[str, int]:
    """The cast with ties, carry-over and a sentence; ready to be locked, and nothing waits for the commit."""
    rows = {
        "need": NeedFactory(bet=cast.c, prerequisite=cast.a).pk,
        "exclusion": ExclusionFactory(bet=cast.c, other=cast.d).pk,
        "team": TeamFactory(board=cast.board).pk,
        "board": cast.board.pk,
        "cycle": cast.cycle.pk,
        "capacity": cast.capacity.pk,
        "ines": cast.ines.pk,
    }
    carried = CarryOverFactory(capacity__cycle=cast.cycle, capacity__raw_tenths=0)
    make_ready(cast)
    rows |= {"carried": carried.pk, "spare": CapacityFactory(cycle=cast.cycle, raw_tenths=0).pk}
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    return rows | dict(zip("abcd", cast.ids("ABCD"), strict=True))


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Of the cast, with a bet that was left in the tray by raw SQL."""
    found = locked_plan(cast)
    BetFactory(cycle=cast.cycle, owner=cast.vera, title="Tango")
    return found


def execute(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("what", STATEMENTS)
def test_the_database_refuses_to_change(cast: Cast, scene: dict[str, int], what: str, state: str) -> None:
    scene["tray"] = BetFactory(cycle=cast.cycle, owner=cast.vera).pk
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    before = digest()
    with pytest.raises(DatabaseError, match=f"is {state}") as refused, transaction.atomic():
        execute(STATEMENTS[what].format(**scene))
    assert getattr(refused.value.__cause__, "sqlstate", None) == "23514"
    assert digest() == before


@pytest.mark.parametrize("what", STATEMENTS)
def test_before_the_lock_the_same_statement_passes(cast: Cast, scene: dict[str, int], what: str) -> None:
    scene["tray"] = BetFactory(cycle=cast.cycle, owner=cast.vera).pk
    assert execute(STATEMENTS[what].format(**scene)) > 0


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_no_act_changes(cast: Cast, plan: Plan, act: str, state: str) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    before = digest()
    with pytest.raises(WrongState) as refused:
        ACTS[act](cast)
    assert refused.value.status == 409
    assert digest() == before
    assert changed(Cycle.objects.select_related("board").get(pk=cast.cycle.pk), plan.content) == []


OPEN: dict[str, Act] = {
    "link": lambda cast: edit_open_fields(bet=cast.a, by=cast.vera, now=NOW, link="https://example.com/alpha"),
    "status line": lambda cast: edit_open_fields(bet=cast.a, by=cast.vera, now=NOW, status_line="Halfway."),
    "title": lambda cast: edit_open_fields(bet=cast.a, by=cast.vera, now=NOW, title="Alfa", note="With an f."),
    "thesis": lambda cast: edit_open_fields(bet=cast.a, by=cast.vera, now=NOW, thesis="It pays!", note="Its mark."),
    "problem": lambda cast: edit_open_fields(bet=cast.a, by=cast.vera, now=NOW, problem="Calls.", note="It was gone."),
    "owner": lambda cast: pitching.reassign_owner(
        bet=cast.a, owner=cast.victor, by=cast.ines, now=NOW, reason="Vera left."
    ),
    "withdrawal": lambda cast: leaving.withdraw(bet=cast.a, by=cast.vera, now=NOW, reason="The partner left."),
}


@pytest.mark.parametrize("what", OPEN)
def test_what_stays_open_changes_and_leaves_the_plan_as_it_is(cast: Cast, plan: Plan, what: str) -> None:
    before = digest()
    OPEN[what](cast)
    assert digest() != before
    assert changed(Cycle.objects.select_related("board").get(pk=cast.cycle.pk), plan.content) == []
    assert cast.order == "ABCD"
