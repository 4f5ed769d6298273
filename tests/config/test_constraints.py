"""Every constraint that a model names refuses what it must, in the database.

The models are asked for their constraints: one without a case fails the first test. Each case is tried twice, with
the constraint and without it, so that it is this constraint that holds. The triggers of the table are off meanwhile;
they have tests of their own.
"""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BaseConstraint, CheckConstraint, ForeignKey, Model, UniqueConstraint

from config.verify.findings import findings
from config.verify.guards import own_models
from org.same_board import SameBoard
from tests.factories import NOW, BetFactory, RankFactory
from tests.test_factories import FACTORIES

NAMED = [(model, each) for model in own_models() for each in model._meta.constraints]

THIRD = "keeps_id = (SELECT max(id) FROM bets_bet WHERE id NOT IN (first_id, second_id))"

A_MINUTE = "interval '1 minute'"

# What each check refuses, as the assignment of an UPDATE of a good row.
CHECKS = {
    "acting_for_another": ["acting_for_id = id, acting_from = '2027-01-04', acting_until = '2027-01-29'"],
    "acting_from_until": ["acting_from = '2027-01-04'", "acting_until = '2027-01-29'"],
    "attendance_seen_after_arrival": ["seen_at = since - interval '1 second'"],
    "bet_has_a_title": ["title = ''"],
    "bet_submitted_by_somebody": ["submitted_by_id = NULL", "submitted_at = NULL"],
    "blocker_blocking_side_whole": ["blocking = 'team'", "blocking = 'nobody'"],
    "blocker_confirmed_when_unblocked": ["confirmed_at = raised_at"],
    "blocker_due_after_raise": ["due_at = raised_at - interval '1 second'"],
    "blocker_known_route": ["route = 'later'"],
    "blocker_not_by_itself": ["blocking = 'team', blocking_team_id = blocked_team_id"],
    "blocker_unblocked_by_somebody": [
        "unblocked_at = raised_at",
        "unblocked_by_id = raised_by_id",
        "unblocked_at = raised_at, unblocked_by_id = raised_by_id",
        "unblocked_entered_at = raised_at, unblocked_by_id = raised_by_id",
        "unblocked_at = raised_at, unblocked_entered_at = raised_at",
        f"unblocked_at = raised_at - {A_MINUTE}, unblocked_entered_at = raised_at, unblocked_by_id = raised_by_id",
        f"unblocked_at = raised_at + {A_MINUTE}, unblocked_entered_at = raised_at, unblocked_by_id = raised_by_id",
    ],
    "blocker_withdrawn_by_somebody": ["withdrawn_at = raised_at", "withdrawn_by_id = raised_by_id"],
    "calendar_follows_of_a_team": ["follows = true"],
    "capacity_within_reason": ["raw_tenths = 100001", "carry_over_tenths = 100001"],
    "comment_appeal_of_a_challenge": ["kind = 'challenge'", "appeal = 'legacy'"],
    "comment_says_something": ["text = ''"],
    "confidence_in_percent": ["confidence = 101"],
    "cycle_ends_after_start": ["ends_on = starts_on", "ends_on = starts_on - 1"],
    "cycle_known_policy": ["policy = 'luck'"],
    "cycle_known_state": ["state = 'asleep'"],
    "delivery_known_state": ["state = 'lost'"],
    "demand_within_reason": ["tenths = 0", "tenths = 100001"],
    "endpoint_previous_secret_until": ["previous_until = now()"],
    "eteam_session_closed_by_somebody": ["state = 'closed'", "state = 'closed', closed_at = ends_at"],
    "eteam_session_ends_after_start": ["ends_at = starts_at"],
    "eteam_session_opened_by_somebody": ["state = 'running'", "opened_at = starts_at", "state = 'offline'"],
    "eteam_session_unheard_for_a_reason": ["unheard = 1"],
    "exclusion_older_first": ["bet_id = other_id", "bet_id = other_id, other_id = bet_id"],
    "flag_blocking_side_whole": ["blocking = 'team'", "blocking_team_id = team_id", "blocking = 'nobody'"],
    "flag_rejected_by_somebody": ["rejected_for = 'No.'", "rejected_for = 'No.', decided_at = flagged_at"],
    "ladder_known_step": ["percent = 25"],
    "import_applied_made": [
        "asked_by_id = member_id, state = 'applied'",
        "asked_by_id = member_id, state = 'applied', done_at = created_at",
        "asked_by_id = member_id, state = 'applied', made = '{}'",
    ],
    "import_asked_by_somebody": [
        "state = 'applying'",
        "state = 'applying', asked_by_id = member_id, asked_by_integration = 'Planner'",
    ],
    "import_by_somebody": ["member_id = NULL", "integration = 'Planner'"],
    "import_known_state": ["state = 'lost'"],
    "leader_not_confirmed_by_oneself": ["decided_by_id = member_id"],
    "matter_misaligned_are_two": ["kind = 'misaligned'"],
    "matter_off_track_is_a_bet": ["kind = 'off_track'"],
    "membership_ends_after_start": ["ended_at = started_at - interval '1 second'"],
    "membership_known_roles": ["roles = '{emperor}'"],
    "membership_not_own_manager": ["manager_id = id"],
    "need_of_another_bet": ["prerequisite_id = bet_id"],
    "opinion_keeps_one_of_the_pair": [THIRD],
    "opinion_names_a_pair": ["second_id = first_id, keeps_id = NULL"],
    "outcome_carried_is_whole": ["kind = 'carried'", "kind = 'carried', next_step = 'Ask.'"],
    "outcome_decided_is_whole": ["text = ''", "decider_id = NULL", "owner_id = NULL", "by_when = NULL"],
    "outcome_of_one_thing": ["blocker_id = NULL"],
    "outcome_waits_first": ["confirmed_at = entered_at", "refused_at = entered_at"],
    "pause_ends_after_start": ["ends_at = starts_at - interval '1 second'"],
    "person_email_in_lower_case": ["email = upper(email)"],
    "presence_recorded_by_oneself": ["recorded_by_id = (SELECT opened_by_id FROM eteam_session WHERE id = session_id)"],
    "private_order_known_start": ["start = 'luck'"],
    "progress_in_percent": ["progress = 101"],
    "project_has_a_key": ["project = ''"],
    "prototype_link_or_file": ["link = ''", "file = 'a.png'", "kind = 'image'"],
    "ranks_begin_at_one": ["position = 0"],
    "reference_names_something": ["source = ''", "external_id = ''"],
    "reminder_claimed_with_lease": ["state = 'claimed'"],
    "reminder_sent_at": ["state = 'sent'"],
    "reminder_to_somebody": ["recipient_id = NULL", "channel = 'chat'", "channel = 'pigeon'"],
    "reserve_within_the_whole": ["reserve_permille = 1001"],
    "roadmap_run_ended_or_waiting": ["ended_at = now()", "state = 'done'", "state = 'asleep'"],
    "roadmap_run_of_a_cycle": ["cycle_id = NULL"],
    "roadmap_tool_known_kind": ["kind = 'abacus'"],
    "room_box_in_bounds": ["box = 0", "box = 121"],
    "room_checkpoint_minutes_in_bounds": ["checkpoint_minutes = 4", "checkpoint_minutes = 241"],
    "room_checkpoint_whole": [
        "checkpoint_weekday = 5",
        "checkpoint_starts = '09:00'",
        "checkpoint_weekday = 8, checkpoint_starts = '09:00'",
    ],
    "room_minutes_in_bounds": ["minutes = 14", "minutes = 721"],
    "room_target_in_bounds": ["target = 59", "target = 9601"],
    "room_weekday": ["weekday = 0", "weekday = 8"],
    "round_bound_below_distance": ["distance = 3, bound = 4"],
    "round_open_is_blank": ["proposal = '{1}'", "called_off = true"],
    "session_clock_runs_or_stands": ["ends_at = now(), left_seconds = 60"],
    "session_closed_by_somebody": ["closed_at = now()", "closed_by_id = opened_by_id"],
    "session_minutes_in_bounds": ["minutes = 0", "minutes = 121"],
    "settlement_keeps_one_of_the_pair": [THIRD],
    "settlement_names_a_pair": ["second_id = first_id, keeps_id = first_id"],
    "shrink_within_reason": ["tenths = 0", "tenths = 100001"],
    "token_expires_after_start": ["expires_at = created_at"],
    "token_known_scopes": ["scopes = '{everything}'"],
    "token_of_integration_acts_for_nobody": ["member_id = NULL, scopes = '{rank:write}'"],
    "waiver_says_why": ["reason = ''"],
}

# What a row needs to be before it can be spoiled in this way alone.
ROWS: dict[str, dict[str, Any]] = {
    "eteam_session_closed_by_somebody": {"running": True},
    "presence_recorded_by_oneself": {"session__running": True},
}

# What would speak before the key of a board does.
HASTY = {
    "blocker_blocking_side_whole",
    "blocker_unblocked_by_somebody",
    "blocker_withdrawn_by_somebody",
    "exclusion_older_first",
    "flag_blocking_side_whole",
    "opinion_keeps_one_of_the_pair",
    "opinion_names_a_pair",
    "outcome_of_one_thing",
    "presence_recorded_by_oneself",
    "session_closed_by_somebody",
    "settlement_keeps_one_of_the_pair",
    "settlement_names_a_pair",
}

# What a key needs to have a value, where the factory leaves it empty.
KEYS: dict[str, dict[str, Any]] = {
    "one_bet_per_external_id": {"external_id": "7"},
    "one_event_per_revision": {"revision": 1},
    "one_matter_per_cause": {"cause": "bet 1 freed"},
    "one_running_session": {"running": True},
    "one_session_per_date": {"planned_on": NOW.date()},
}


def constraints(kind: type[BaseConstraint]) -> list[Any]:
    return [pytest.param(model, each, id=each.name) for model, each in NAMED if isinstance(each, kind)]


def keys() -> list[Any]:
    """Without those that contain the primary key: nothing can break them that does not break it."""
    return [each for each in constraints(UniqueConstraint) if "id" not in each.values[1].fields]


def make(model: type[Model], **fields: Any) -> Any:
    (factory, *_) = FACTORIES[model]
    row = factory(**fields)
    if hasattr(row, "keeps"):
        BetFactory(cycle=row.cycle)  # a third bet beside the pair
    return row


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def quiet(model: type[Model]) -> None:
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks that still wait
    execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")


def drop(model: type[Model], constraint: BaseConstraint) -> None:
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)


def refusing(work: Any) -> str:
    """The name of the constraint that refuses `work`."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        work()
    return str(error.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


# --- checks


def test_every_check_has_a_case() -> None:
    assert set(CHECKS) == {each.name for _, each in NAMED if isinstance(each, CheckConstraint)}


def spoil(row: Model, assignment: str) -> None:
    execute(f"UPDATE {row._meta.db_table} SET {assignment} WHERE {row._meta.pk.column} = {row.pk}")


@pytest.mark.parametrize(("model", "check"), constraints(CheckConstraint))
def test_a_check_refuses(db: None, model: type[Model], check: CheckConstraint) -> None:
    row = make(model, **ROWS.get(check.name, {}))
    quiet(model)
    for assignment in CHECKS[check.name]:
        assert refusing(lambda assignment=assignment: spoil(row, assignment)) == check.name


@pytest.mark.parametrize(("model", "check"), constraints(CheckConstraint))
def test_without_the_check_it_would_pass(db: None, model: type[Model], check: CheckConstraint) -> None:
    row = make(model, **ROWS.get(check.name, {}))
    quiet(model)
    drop(model, check)
    for assignment in CHECKS[check.name]:
        spoil(row, assignment)


# --- keys


def twin(model: type[Model], key: UniqueConstraint) -> Any:
    """What makes a second row with the same key as one that is there."""
    first = make(model, **KEYS.get(key.name, {}))
    quiet(model)
    if key.name == "one_bet_per_rank":
        rival = BetFactory(cycle=first.cycle)
        return lambda: RankFactory(bet=rival, position=first.position)
    if key.name == "one_ladder_step_each":  # whose factory would find the first
        return lambda: model._base_manager.create(board=first.board, blocker=first.blocker, percent=0, at=NOW)
    same = KEYS.get(key.name, {}) | {field: getattr(first, field) for field in key.fields}
    if key.name == "one_reminder_per_key":
        same |= {"board": first.board}
    return lambda: make(model, **same)


@pytest.mark.parametrize(("model", "key"), keys())
def test_a_key_refuses_a_second_row(db: None, model: type[Model], key: UniqueConstraint) -> None:
    assert refusing(twin(model, key)) == key.name


@pytest.mark.parametrize(("model", "key"), keys())
def test_without_the_key_it_would_pass(db: None, model: type[Model], key: UniqueConstraint) -> None:
    second = twin(model, key)
    drop(model, key)
    second()


def test_keys_with_a_condition_hold_only_where_it_is_true(db: None) -> None:
    """A bet without an external id, a place that ended, a session by hand: as many as there are."""
    for name, free in {"one_bet_per_external_id": {}, "one_place_a_board": {"ended_at": NOW},
                       "one_plan_in_force": {"unlocked_at": NOW},
                       "one_open_leader_proposal": {"decided_at": NOW}, "one_matter_per_cause": {},
                       "one_open_huddle": {"ended_at": NOW}, "one_running_pause": {"ends_at": NOW},
                       "one_roadmap_run_at_a_time": {"state": "done", "ended_at": NOW},
                       "one_running_session": {}, "one_session_per_date": {}}.items():  # fmt: skip
        model, key = next((model, each) for model, each in NAMED if each.name == name)
        first = make(model, **free)
        make(model, **free | {field: getattr(first, field) for field in key.fields})


# --- nothing leaves its board


def test_every_foreign_key_without_one_of_its_own_has_a_key_that_holds_its_board() -> None:
    held = {(model, each.field) for model, each in NAMED if isinstance(each, SameBoard)}
    loose = {
        (model, field.name)
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and not field.db_constraint
    }
    assert loose == held


def test_a_table_with_two_parents_of_a_board_holds_them_together() -> None:
    """With one parent it has its board through that one; with two, a row could join two boards."""
    for model in own_models():
        keys = [each for each in model._meta.constraints if isinstance(each, SameBoard)]
        parents = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and hasattr(field.related_model, "board")
        }
        assert len(parents) < 2 or parents <= {name for each in keys for name in (each.field, each.scope)}, model


def stray(model: type[Model], key: SameBoard) -> tuple[Any, Any, set[str]]:
    """A row, what points it at a row outside of its scope, and the keys that speak of that field."""
    row = make(model)
    parent = model._meta.get_field(key.field).related_model
    outside = {"cycle__board": row.board} if key.scope == "cycle" and hasattr(row, "board") else {}
    foreign = make(parent, **outside)
    quiet(model)
    for each in model._meta.constraints:
        if each.name in HASTY:
            drop(model, each)
    column = model._meta.get_field(key.field).column
    keys = [each for each in model._meta.constraints if isinstance(each, SameBoard)]
    names = {each.name for each in keys if key.field in (each.field, each.scope)}
    return row, lambda: spoil(row, f"{column} = {foreign.pk}"), names


@pytest.mark.parametrize(("model", "key"), constraints(SameBoard))
def test_no_row_is_pointed_at_another_board(db: None, model: type[Model], key: SameBoard) -> None:
    _, point, names = stray(model, key)
    assert refusing(point) in names


@pytest.mark.parametrize(("model", "key"), constraints(SameBoard))
def test_without_its_key_a_row_could_be_and_verify_would_find_it(db: None, model: type[Model], key: SameBoard) -> None:
    row, point, names = stray(model, key)
    for each in model._meta.constraints:
        if each.name in names:
            drop(model, each)
    point()
    told = str(findings()[5])
    field = model._meta.get_field(key.field).verbose_name
    assert f"{model._meta.verbose_name} {row.pk}: its {field} is of another {key.scope}" in told
