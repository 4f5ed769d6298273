"""The triggers: each refuses, by raw SQL as the owner of the tables, what no code may do.

Each case is tried twice: with the trigger, which refuses it; and with that one trigger off, where it passes. So it is
this trigger that holds, and no case passes for another reason. A test finds the trigger without a case.
"""

import pytest
from django.db import DatabaseError, connection, transaction

from bets.actions.locking import lock
from bets.models import Capacity, Round
from config.verify.guards import made_triggers
from tests.cast import Cast
from tests.factories import (
    NOW,
    BetFactory,
    CalendarFactory,
    CapacityFactory,
    CarryOverFactory,
    CycleFactory,
    ExclusionFactory,
    MembershipFactory,
    NeedFactory,
    PrivateOrderFactory,
    PrototypeFactory,
    VersionFactory,
    WaiverFactory,
)
from tests.logged import log_order

# What each statement is refused for; `{name}` are ids of the rows that `scene` lays out.
LOCKED = "is locked"
CASES = {
    ("bets_privateorder", "private_order_stays"): (
        "UPDATE bets_privateorder SET ready_at = now() WHERE id = {private}",
        "is closed",
    ),
    ("bets_rank", "ranks_are_dense_insert"): (
        "INSERT INTO bets_rank (board_id, cycle_id, bet_id, position) VALUES ({board}, {open}, {tray_1}, 4)",
        "would not be 1..n",
    ),
    ("bets_rank", "ranks_are_dense_update"): (
        "UPDATE bets_rank SET position = 3 WHERE bet_id = {second}",
        "would not be 1..n",
    ),
    ("bets_rank", "ranks_are_dense_delete"): ("DELETE FROM bets_rank WHERE bet_id = {first}", "would not be 1..n"),
    ("bets_rank", "frozen_insert"): (
        "INSERT INTO bets_rank (board_id, cycle_id, bet_id, position) VALUES ({board}, {locked}, {tray}, 5)",
        LOCKED,
    ),
    ("bets_rank", "frozen_update"): ("UPDATE bets_rank SET position = 5 - position WHERE cycle_id = {locked}", LOCKED),
    ("bets_rank", "frozen_delete"): ("DELETE FROM bets_rank WHERE bet_id = {d}", LOCKED),
    ("bets_rank", "settled"): (
        "UPDATE bets_rank SET cycle_id = {third}, bet_id = {elsewhere}, position = 1 WHERE bet_id = {second}",
        "does not move to another",
    ),
    ("bets_capacity", "frozen_insert"): (
        "INSERT INTO bets_capacity (board_id, cycle_id, team_id, raw_tenths, reserve_permille, carry_over_tenths)"
        " VALUES ({board}, {locked}, {other_team}, 5, 0, 0)",
        LOCKED,
    ),
    ("bets_capacity", "frozen_update"): ("UPDATE bets_capacity SET raw_tenths = 21 WHERE id = {capacity}", LOCKED),
    ("bets_capacity", "frozen_delete"): ("DELETE FROM bets_capacity WHERE id = {capacity}", LOCKED),
    ("bets_capacity", "settled"): (
        "UPDATE bets_capacity SET cycle_id = {open} WHERE id = {capacity}",
        "does not move to another",
    ),
    ("bets_need", "frozen_insert"): (
        "INSERT INTO bets_need (cycle_id, bet_id, prerequisite_id) VALUES ({locked}, {c}, {d})",
        LOCKED,
    ),
    ("bets_need", "frozen_update"): ("UPDATE bets_need SET bet_id = {d} WHERE id = {need}", LOCKED),
    ("bets_need", "frozen_delete"): ("DELETE FROM bets_need WHERE id = {need}", LOCKED),
    ("bets_need", "settled"): (
        "UPDATE bets_need SET cycle_id = {open}, bet_id = {first}, prerequisite_id = {second} WHERE id = {need}",
        "does not move to another",
    ),
    ("bets_exclusion", "frozen_insert"): (
        "INSERT INTO bets_exclusion (cycle_id, bet_id, other_id) VALUES ({locked}, {a}, {b})",
        LOCKED,
    ),
    ("bets_exclusion", "frozen_update"): ("UPDATE bets_exclusion SET bet_id = {b} WHERE id = {exclusion}", LOCKED),
    ("bets_exclusion", "frozen_delete"): ("DELETE FROM bets_exclusion WHERE id = {exclusion}", LOCKED),
    ("bets_exclusion", "settled"): (
        "UPDATE bets_exclusion SET cycle_id = {open}, bet_id = {first}, other_id = {second} WHERE id = {exclusion}",
        "does not move to another",
    ),
    ("bets_demand", "frozen_insert"): (
        "INSERT INTO bets_demand (board_id, bet_id, team_id, tenths, state, decided_via, reason)"
        " VALUES ({board}, {a}, {other_team}, 5, 'confirmed', '', '')",
        LOCKED,
    ),
    ("bets_demand", "frozen_update"): ("UPDATE bets_demand SET tenths = 9 WHERE bet_id = {a}", LOCKED),
    ("bets_demand", "frozen_delete"): ("DELETE FROM bets_demand WHERE bet_id = {a}", LOCKED),
    ("bets_demand", "settled"): (
        "UPDATE bets_demand SET bet_id = {tray_1} WHERE bet_id = {a}",
        "does not move to another",
    ),
    ("bets_waiver", "frozen_insert"): (
        "INSERT INTO bets_waiver (board_id, cycle_id, code, fact, reason, by_id, at)"
        " VALUES ({board}, {locked}, 'no_prototype', '', 'Seen by all.', {ines}, now())",
        LOCKED,
    ),
    ("bets_waiver", "frozen_update"): ("UPDATE bets_waiver SET reason = 'Another.' WHERE id = {waiver}", LOCKED),
    ("bets_waiver", "frozen_delete"): ("DELETE FROM bets_waiver WHERE id = {waiver}", LOCKED),
    ("bets_waiver", "settled"): (
        "UPDATE bets_waiver SET cycle_id = {open} WHERE id = {waiver}",
        "does not move to another",
    ),
    ("bets_carryover", "frozen_insert"): (
        "INSERT INTO bets_carryover (capacity_id, what, tenths, why_not_pitched) VALUES ({capacity}, 'More', 5, '')",
        LOCKED,
    ),
    ("bets_carryover", "frozen_update"): ("UPDATE bets_carryover SET tenths = 9 WHERE id = {carried}", LOCKED),
    ("bets_carryover", "frozen_delete"): ("DELETE FROM bets_carryover WHERE id = {carried}", LOCKED),
    ("bets_carryover", "settled"): (
        "UPDATE bets_carryover SET capacity_id = {open_capacity} WHERE id = {carried}",
        "does not move to another",
    ),
    ("bets_version", "version_stays"): (
        "UPDATE bets_version SET content = '{{}}' WHERE id = {version}",
        "does not change",
    ),
    ("org_calendar", "calendar_stays"): (
        "UPDATE org_calendar SET zone = 'UTC' WHERE id = {calendar}",
        "does not change",
    ),
    ("bets_cycle", "frozen_cycle"): ("UPDATE bets_cycle SET policy = 'fill' WHERE id = {locked}", LOCKED),
    ("bets_bet", "frozen_bet"): ("UPDATE bets_bet SET must_do = true WHERE id = {a}", LOCKED),
    ("bets_bet", "settled"): ("UPDATE bets_bet SET cycle_id = {open} WHERE id = {tray}", "does not move to another"),
    ("bets_bet", "submitted_by_owner_insert"): (
        "INSERT INTO bets_bet (board_id, cycle_id, owner_id, title, thesis, status, submitted_at, submitted_by_id,"
        " submitted_via, late_exception, is_late, needs_no_team, must_do, must_do_reason, ended_reason,"
        " external_source, external_id, link, status_line, created_at)"
        " VALUES ({board}, {open}, {vera}, 'Golf', '', 'submitted', now(), {victor},"
        " 'owner', '', false, false, false, '', '', '', '', '', '', now())",
        "does not own it",
    ),
    ("bets_bet", "submitted_by_owner_update"): (
        "UPDATE bets_bet SET submitted_by_id = {victor} WHERE id = {tray_1}",
        "does not own it",
    ),
    ("bets_plan", "plan_stays"): ("UPDATE bets_plan SET digest = repeat('0', 64)", "a plan does not change"),
    ("journal_event", "append_only"): ("UPDATE journal_event SET actor_name = 'Otto'", "never changed or deleted"),
    ("org_membership", "no_reports_beside_their_vp"): (
        "UPDATE org_membership SET manager_id = {vera} WHERE id = {victor}",
        "direct report is a VP",
    ),
}


@pytest.fixture
def scene(cast: Cast) -> dict[str, int]:
    """The cast's cycle under a plan; an open cycle with two ranked bets and two in the tray; an empty third."""
    log_order(cast)
    tied = {
        "need": NeedFactory(bet=cast.c, prerequisite=cast.a).pk,
        "exclusion": ExclusionFactory(bet=cast.a, other=cast.d).pk,
    }
    for bet in (cast.a, cast.b):
        PrototypeFactory(bet=bet)
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=20)
    spare = CapacityFactory(cycle=cast.cycle, raw_tenths=0)
    beside = {
        "waiver": WaiverFactory(cycle=cast.cycle, by=cast.ines).pk,
        "carried": CarryOverFactory(capacity=spare).pk,
        "version": VersionFactory(bet=cast.a).pk,
        "calendar": CalendarFactory(board=cast.board, made_by=cast.ada).pk,
        "ines": cast.ines.pk,
    }
    lock(cycle=cast.cycle, by=cast.ines, now=NOW)
    tray = BetFactory(cycle=cast.cycle, owner=cast.vera)
    open_, third = (CycleFactory(board=cast.board, name=name) for name in ("open", "third"))
    first, second, *trays = [BetFactory(cycle=open_, owner=cast.vera).pk for _ in range(4)]
    execute(
        f"INSERT INTO bets_rank (board_id, cycle_id, bet_id, position)"
        f" VALUES ({cast.board.pk}, {open_.pk}, {first}, 1), ({cast.board.pk}, {open_.pk}, {second}, 2)"
    )
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    letters = dict(zip("abcd", cast.ids("ABCD"), strict=True))
    open_capacity = CarryOverFactory(capacity__cycle=open_).capacity
    private = PrivateOrderFactory(round__cycle=open_)
    Round.objects.update(closed_at=NOW, closed_by=private.leader)
    return tied | beside | letters | {
        "board": cast.board.pk, "locked": cast.cycle.pk, "open": open_.pk, "third": third.pk, "tray": tray.pk,
        "first": first, "second": second, "tray_1": trays[0], "tray_2": trays[1],
        "elsewhere": BetFactory(cycle=third, owner=cast.vera).pk, "capacity": cast.capacity.pk,
        "open_capacity": open_capacity.pk, "other_team": open_capacity.team_id,
        "private": private.pk, "vera": cast.vera.pk, "victor": cast.victor.pk,
    }  # fmt: skip


def execute(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def refused(statement: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why) as error, transaction.atomic():
        execute(statement)
    assert getattr(error.value.__cause__, "sqlstate", None) == "23514"  # check_violation, as of any broken rule


def test_every_trigger_has_a_case() -> None:
    """Those of the weekly room have theirs in tests/eteam/test_guards.py."""
    assert set(CASES) == {(table, name) for table, name in made_triggers() if not table.startswith("eteam_")}


@pytest.mark.parametrize(("table", "trigger"), sorted(CASES))
def test_a_trigger_refuses(scene: dict[str, int], table: str, trigger: str) -> None:
    statement, why = CASES[table, trigger]
    refused(statement.format(**scene), why)


@pytest.mark.parametrize(("table", "trigger"), sorted(CASES))
def test_without_the_trigger_it_would_pass(scene: dict[str, int], table: str, trigger: str) -> None:
    execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    assert execute(CASES[table, trigger][0].format(**scene)) > 0


MORE = [
    ("UPDATE bets_cycle SET revision = revision + 1 WHERE id = {locked}", LOCKED),
    ("UPDATE bets_cycle SET state = 'ranking', policy = 'fill' WHERE id = {locked}", LOCKED),
    ("UPDATE bets_bet SET needs_no_team = true WHERE id = {a}", LOCKED),
    ("UPDATE bets_rank SET position = position + 1 WHERE cycle_id = {open}", "would not be 1..n"),
    ("DELETE FROM bets_plan", "a plan does not change"),
    ("UPDATE bets_plan SET content = '{{}}'", "a plan does not change"),
    ("DELETE FROM journal_event", "never changed or deleted"),
    ("UPDATE bets_bet SET submitted_at = now(), submitted_by_id = {victor} WHERE id = {tray_1}", "does not own it"),
]


@pytest.mark.parametrize(("statement", "why"), MORE, ids=[statement[:60] for statement, _ in MORE])
def test_other_ways_are_refused_as_well(scene: dict[str, int], statement: str, why: str) -> None:
    refused(statement.format(**scene), why)


def test_a_plan_that_was_unlocked_stays_as_it_was(scene: dict[str, int]) -> None:
    execute("UPDATE bets_plan SET unlocked_at = now()")
    refused("UPDATE bets_plan SET unlocked_at = NULL", "a plan does not change")


def test_a_closed_cycle_is_as_frozen_as_a_locked_one(scene: dict[str, int]) -> None:
    execute("UPDATE bets_cycle SET state = 'closed' WHERE id = {locked}".format(**scene))
    refused("UPDATE bets_demand SET tenths = 9 WHERE bet_id = {a}".format(**scene), "is closed")


PERMITTED = [
    "UPDATE bets_rank SET position = 3 - position WHERE cycle_id = {open}",  # two bets change places
    "UPDATE bets_bet SET link = 'https://example.com/' WHERE id = {a}",
    "UPDATE bets_bet SET status = 'withdrawn' WHERE id = {a}",  # struck through, at its number
    "UPDATE bets_bet SET owner_id = {victor} WHERE id = {a}",  # a new owner; the submitter stays who it was
    "UPDATE bets_cycle SET name = 'Renamed' WHERE id = {locked}",
    "INSERT INTO bets_prototype (board_id, bet_id, kind, title, link, file, media_type, added_at)"
    " VALUES ({board}, {c}, 'link', '', 'https://example.com/c', '', '', now())",
]


@pytest.mark.parametrize("statement", PERMITTED)
def test_what_must_stay_possible_is(scene: dict[str, int], statement: str) -> None:
    assert execute(statement.format(**scene)) > 0


def test_a_report_of_a_vp_may_be_a_vp_with_a_leaders_reason(cast: Cast) -> None:
    report = MembershipFactory(
        board=cast.board, roles=["vp"], manager=cast.vera, direct_report_exception="She founded the company."
    )
    assert report.pk is not None


def test_a_statement_that_touches_two_cycles_must_leave_both_dense(scene: dict[str, int]) -> None:
    refused(
        "INSERT INTO bets_rank (board_id, cycle_id, bet_id, position)"
        " VALUES ({board}, {open}, {tray_1}, 3), ({board}, {third}, {elsewhere}, 2)".format(**scene),
        "ranks of cycle {third} would not be 1..n".format(**scene),
    )
