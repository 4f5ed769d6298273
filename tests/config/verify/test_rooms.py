"""Invariants 8, 9, 12 and 13: each breach is found, and nothing else."""

from datetime import timedelta

import pytest

from eteam.actions.reporting import make_report
from eteam.models import Blocker, Report
from tests.cast import Cast
from tests.config.verify.breaking import broken, execute, unguarded
from tests.eteam.report.rows import DATA, MONDAY, WEEK, after, blocker, room_of
from tests.eteam.rows import (
    DueChangeFactory,
    LadderStepFactory,
    OutcomeFactory,
    PauseFactory,
    PresenceFactory,
    PulseFactory,
    ReminderFactory,
    SessionFactory,
)
from tests.factories import NOW

DUE = "8 a due time moves only by a row that says why: "
TOLD = "9 reminders go out once and in time, and what cannot wait has its step: "
SAID = "12 each says for themselves that they were there, and outcomes are whole: "
KEPT = "13 a report is what its hash says: "


def moved(blocker: Blocker, minutes: int) -> None:
    later = blocker.due_at + timedelta(minutes=minutes)
    DueChangeFactory(blocker=blocker, before=blocker.due_at, after=later, by=blocker.raised_by)
    Blocker.objects.filter(pk=blocker.pk).update(due_at=later)


def test_a_room_in_which_all_is_well_breaks_nothing(north: Cast) -> None:
    room = room_of(north)
    paused = blocker(north, "Paused for an hour")
    PauseFactory(blocker=paused, starts_at=after(60), ends_at=after(120), by=north.ines)
    moved(paused, 60)
    standing = blocker(north, "Stands still")
    PauseFactory(blocker=standing, starts_at=after(60), by=north.ines)
    execute("SET CONSTRAINTS now_has_step DEFERRED")  # the blocker is written before its step
    blocker(north, "Cannot wait", route="now")
    blocker(north, "Decided, so the ladder is stopped", route="now", decided_at=NOW)
    OutcomeFactory(blocker=standing, decider=north.ines, owner=north.vera, present=["Ines", "Vera"])
    PresenceFactory(session=SessionFactory(board=north.board), member=north.vera)
    ReminderFactory(board=north.board, recipient=north.vera, state="sent", sent_at=NOW, not_after=NOW)
    for _ in range(2):
        make_report(room=room, week=WEEK, now=DATA)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert broken() == {}


def test_a_due_time_that_was_moved_without_a_row_is_found_by_rows_and_by_count(north: Cast) -> None:
    row = blocker(north, "Moved by hand")
    with unguarded("eteam_blocker"):
        execute("UPDATE eteam_blocker SET due_at = due_at + interval '1 hour'")
    rows = "due 25 November 13:00, and its rows lead to 25 November 12:00"
    count = "due 25 November 13:00, and its calendar and pauses give 25 November 12:00"
    assert broken() == {8: f"{DUE}north, blocker {row.pk}: {rows}; north, blocker {row.pk}: {count}"}


def test_a_row_that_moves_it_for_no_pause_and_no_calendar_is_found(north: Cast) -> None:
    row = blocker(north, "Moved for nothing")
    moved(row, 60)
    count = "due 25 November 13:00, and its calendar and pauses give 25 November 12:00"
    assert broken() == {8: f"{DUE}north, blocker {row.pk}: {count}"}


def test_a_row_that_does_not_begin_where_it_was_due_is_found(north: Cast) -> None:
    row = blocker(north, "Torn")
    PauseFactory(blocker=row, starts_at=after(60), ends_at=after(120), by=north.ines)
    moved(row, 60)
    with unguarded("eteam_duechange"):
        execute("UPDATE eteam_duechange SET before = before - interval '2 hours'")
    says = "a row moves it from 25 November 10:00, and it was due 25 November 12:00"
    assert broken() == {8: f"{DUE}north, blocker {row.pk}: {says}"}


def test_the_same_reminder_twice_is_found_and_so_is_the_key_that_is_gone(north: Cast) -> None:
    execute("ALTER TABLE eteam_reminder DROP CONSTRAINT one_reminder_per_key")
    for _ in range(2):
        ReminderFactory(board=north.board, recipient=north.vera, subject_id=7)
    told = broken()
    says = "session_day_before of session 7 by mail is there 2 times for the same person"
    assert told[9] == TOLD + says
    assert set(told) == {5, 9}


def test_a_reminder_sent_after_the_start_is_found(north: Cast) -> None:
    late = NOW + timedelta(seconds=1)
    row = ReminderFactory(board=north.board, recipient=north.vera, state="sent", sent_at=late, not_after=NOW)
    assert broken() == {9: f"{TOLD}reminder {row.pk} (session_day_before) was sent when it was too late"}


def test_a_reminder_that_a_tick_left_lying_is_found_and_one_that_no_tick_saw_is_none(north: Cast) -> None:
    row = ReminderFactory(board=north.board, recipient=north.vera, not_after=NOW)
    tick = PulseFactory(name="tick", at=NOW)
    assert broken() == {}
    tick.at = NOW + timedelta(minutes=6)
    tick.save()
    assert broken() == {9: f"{TOLD}reminder {row.pk} (session_day_before) still waits, and it is too late for it"}


def test_what_cannot_wait_without_a_step_is_found(north: Cast) -> None:
    execute("SET CONSTRAINTS now_has_step DEFERRED")  # until the end of the test, when it has one
    row = blocker(north, "Nobody was told", route="now", stepped=False)
    assert broken() == {9: f"{TOLD}north, blocker {row.pk}: it cannot wait, and no step of its ladder is taken"}
    LadderStepFactory(blocker=row)
    assert broken() == {}


def test_somebody_who_was_said_to_be_there_by_another_is_found(north: Cast) -> None:
    session = SessionFactory(board=north.board)
    PresenceFactory(session=session, member=north.vera)
    execute("ALTER TABLE eteam_presence DROP CONSTRAINT presence_recorded_by_oneself")
    execute("UPDATE eteam_presence SET recorded_by_id = %s", [north.ines.pk])
    says = f"session {session.pk}: member {north.ines.pk} said that {north.vera.pk} was there"
    told = broken()
    assert told[12] == SAID + says
    assert set(told) == {5, 12}


def test_two_sessions_at_once_are_found(north: Cast) -> None:
    execute("DROP INDEX one_running_session")
    for hours in range(2):
        SessionFactory(
            board=north.board, starts_at=MONDAY + timedelta(hours=hours), state="running", opened_at=MONDAY,
            opened_by=north.ines,
        )  # fmt: skip
    told = broken()
    assert told[12] == f"{SAID}north: 2 sessions run at once"


def test_an_outcome_without_its_owner_is_found(north: Cast) -> None:
    row = OutcomeFactory(
        blocker=blocker(north, "Decided by nobody"), decider=north.ines, owner=north.vera, present=["Ines"]
    )  # fmt: skip
    execute("ALTER TABLE eteam_outcome DROP CONSTRAINT outcome_decided_is_whole")
    execute("UPDATE eteam_outcome SET owner_id = NULL")
    told = broken()
    assert told[12] == f"{SAID}outcome {row.pk} is decided, and lacks what that demands"


def test_an_outcome_of_outside_that_nobody_heard_is_found(north: Cast) -> None:
    row = OutcomeFactory(blocker=blocker(north, "Decided alone"), decider=north.ines, owner=north.vera)
    assert broken() == {12: f"{SAID}outcome {row.pk} is decided, and lacks what that demands"}


@pytest.fixture
def report(north: Cast) -> Report:
    return make_report(room=room_of(north), week=WEEK, now=DATA)


def test_a_report_that_was_touched_is_found(report: Report) -> None:
    with unguarded("eteam_report"):
        execute("UPDATE eteam_report SET content = jsonb_set(content, '{figures,open}', '7')")
    assert broken() == {13: f"{KEPT}north, report 2026-W48, revision 1: it is not what its hash says"}


def test_a_report_of_which_no_event_tells_is_found(report: Report) -> None:
    with unguarded("eteam_report"):
        execute("UPDATE eteam_report SET revision = 3")
    assert broken() == {13: f"{KEPT}north, report 2026-W48: 1 revisions, and the highest is 3"}


def test_a_report_whose_event_tells_another_hash_is_found(report: Report) -> None:
    with unguarded("journal_event"):
        execute("UPDATE journal_event SET data = data || '{\"digest\": \"0\"}' WHERE kind = 'eteam.report.published'")
    assert broken() == {13: f"{KEPT}north, report 2026-W48, revision 1: no event tells of it"}
