"""A report is made once a week by itself, again on purpose, and then never changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from eteam.actions.reporting import make_due_reports, make_report, newest_week
from eteam.models import Blocker, DueChange, Report
from eteam.report.content import canonical, content, digest
from journal.models import Event
from tests.cast import Cast
from tests.eteam.report.rows import DATA, WEEK, after, others, room_of, worked_week
from tests.eteam.rows import RoomFactory


def test_the_worked_week_has_the_worked_figures(cast: Cast) -> None:
    report = make_report(room=worked_week(cast), week=WEEK, now=DATA)
    figures = report.content["figures"]
    assert figures["promise"]["unblocked"] == {"met": 6, "late": 3, "open": 2, "n": 11, "percent": 54.5}
    assert figures["promise"]["closed_only"]["percent"] == 66.7
    assert (figures["promise"]["withdrawn"], figures["promise"]["withdrawn_late"]) == (1, 0)
    assert (figures["blocked"]["median"], figures["blocked"]["p90"], figures["blocked"]["mean"]) == (960, 1620, 940.56)
    assert {each["name"]: each["count"] for each in figures["routes"]} == {
        "now": 1,
        "first": 0,
        "room": 1,
        "decided": 1,
    }
    assert figures["carried"] == [{"name": "Fleet", "carries": 1, "longest": 1, "then_breached": 1}]
    assert figures["escalations"][1] == {"name": "50 %", "count": 1}
    assert figures["accepted"] == 1
    told = figures["told"]
    assert (told["reminders"], told["unheard"], told["sessions"]) == ({"sent": 1}, 1, 1)
    assert report.digest == digest(report.content)


def test_it_is_published_with_its_data_time_and_hash(cast: Cast) -> None:
    report = make_report(room=worked_week(cast), week=WEEK, now=DATA)
    event = Event.objects.get(board_id=cast.board.pk, kind="eteam.report.published")
    assert (event.topic, event.subject_name, event.actor_name) == (f"room:{cast.board.pk}", "2026-W48", "The timetable")
    assert event.data == {
        "week": "2026-W48", "report_revision": 1, "data_at": "2026-11-30T06:00:00Z", "digest": report.digest
    }  # fmt: skip


def test_the_tick_makes_it_on_monday_at_seven_and_once(cast: Cast) -> None:
    worked_week(cast)
    assert make_due_reports(now=DATA - timedelta(seconds=1)) == 0
    assert make_due_reports(now=DATA) == 1
    assert make_due_reports(now=DATA + timedelta(days=6)) == 0
    assert [(report.week, report.revision, report.data_at) for report in others(cast)] == [("2026-W48", 1, DATA)]


def test_weeks_in_which_nothing_ran_are_made_up_for(cast: Cast) -> None:
    room_of(cast)
    assert make_due_reports(now=DATA + timedelta(days=14)) == 3
    assert [report.week for report in others(cast)] == ["2026-W48", "2026-W49", "2026-W50"]


def test_a_board_without_a_room_gets_none(cast: Cast) -> None:
    assert make_due_reports(now=DATA) == 0


def test_the_newest_week_is_that_of_the_boards_own_monday(cast: Cast) -> None:
    room = room_of(cast)
    assert newest_week(room, DATA).name == "2026-W48"
    assert newest_week(room, DATA - timedelta(minutes=1)).name == "2026-W47"
    room.board.zone = "America/New_York"
    assert newest_week(room, datetime(2026, 11, 30, 11, 59, tzinfo=UTC)).name == "2026-W47"


def test_made_again_it_stands_beside_the_first_which_stays_as_it_was(cast: Cast) -> None:
    room = worked_week(cast)
    first = canonical(make_report(room=room, week=WEEK, now=DATA).content)
    Blocker.objects.filter(title="No key, and nobody knows whose").update(
        unblocked_at=DATA, unblocked_entered_at=DATA, unblocked_by=cast.vera
    )
    again = make_report(room=room, week=WEEK, now=DATA + timedelta(hours=3))
    assert [report.revision for report in others(cast)] == [1, 2]
    assert canonical(others(cast)[0].content) == first
    assert again.content["figures"]["promise"]["unblocked"]["late"] == 4


def test_what_happened_after_the_data_time_is_not_in_it_however_late_it_is_made(cast: Cast) -> None:
    room = worked_week(cast)
    then = canonical(content(room.board, WEEK, DATA))
    Blocker.objects.filter(unblocked_at=None, withdrawn_at=None).update(
        unblocked_at=after(1000, DATA), unblocked_entered_at=after(1000, DATA), unblocked_by=cast.vera
    )
    assert canonical(content(room.board, WEEK, DATA)) == then


def test_an_edit_of_the_calendar_leaves_an_old_report_byte_equal(cast: Cast) -> None:
    room = worked_week(cast)
    report = make_report(room=room, week=WEEK, now=DATA)
    before = canonical(report.content)
    moved = Blocker.objects.get(title="Not due yet")
    later = moved.due_at + timedelta(days=1)
    DueChange.objects.create(
        board=cast.board, blocker=moved, cause="calendar", before=moved.due_at, after=later, by=cast.ada,
        at=DATA + timedelta(hours=1),
    )  # fmt: skip
    Blocker.objects.filter(pk=moved.pk).update(due_at=later)
    report.refresh_from_db()
    assert canonical(report.content) == before
    assert canonical(content(room.board, WEEK, DATA)) == before
    assert canonical(content(room.board, WEEK, DATA + timedelta(hours=2))) != before


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_one(cast: Cast, act: str) -> None:
    report = make_report(room=room_of(cast), week=WEEK, now=DATA)
    rows = Report.objects.filter(pk=report.pk)
    with pytest.raises(DatabaseError, match="is written once"), transaction.atomic():
        rows.delete() if act == "delete" else rows.update(digest="0")


def test_another_boards_blockers_are_not_in_it(cast: Cast) -> None:
    worked_week(cast)
    elsewhere = RoomFactory(board=cast.olga.board)
    assert make_report(room=elsewhere, week=WEEK, now=DATA).content["blockers"] == []


def test_it_takes_eight_statements_however_many_there_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    room = worked_week(cast)
    with django_assert_num_queries(8):
        content(room.board, WEEK, DATA)
