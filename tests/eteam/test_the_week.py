"""One week in Stockholm, by the real acts: 09-17, the room on Tuesday 1 December 2026 from 13:00 to 16:00, 10 minutes
an item. What the issue of the weekly room tells is here number for number.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client

from eteam.actions.flagging import flag
from eteam.actions.planning import move
from eteam.actions.raising import raise_blocker
from eteam.actions.reporting import make_due_reports
from eteam.actions.time_passes import pass_time
from eteam.models import Blocker, Flag, LadderStep, Room, Session
from journal.models import Event
from org.models import Membership
from tests.cast import Cast
from tests.eteam.rows import RoomFactory, SessionFactory, TeamMemberFactory

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A wall time of late November 2026; 31 is the first of December."""
    month, date = (12, day - 30) if day > 30 else (11, day)
    return datetime(2026, month, date, hour, minute, tzinfo=STOCKHOLM).astimezone(UTC)


FRIDAY, MONDAY, TUESDAY = 27, 30, 31


@pytest.fixture
def room(cast: Cast) -> Room:
    found: Room = RoomFactory(board=cast.board)
    return found


@pytest.fixture
def session(room: Room) -> Session:
    found: Session = SessionFactory(board=room.board)
    return found


def raised(room: Room, cast: Cast, now: datetime) -> Blocker:
    return raise_blocker(
        room=room, title=f"Raised at {now:%H:%M:%S}", text="", blocked_team=cast.data, blocking="leaders",
        blocking_team=None, bet=None, by=cast.vera, now=now,
    )  # fmt: skip


def routes(*blockers: Blocker) -> list[str]:
    found = dict(Blocker.objects.values_list("pk", "route"))
    return [found[each.pk] for each in blockers]


def written_by(table: str, pk: int) -> str:
    """The transaction, or the savepoint of one, that wrote the row as it is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text FROM {table} WHERE id = %s", [pk])
        return str(cursor.fetchone()[0])


def test_what_is_raised_on_friday_is_now_first_or_for_the_room(cast: Cast, room: Room, session: Session) -> None:
    at_nine, at_ten_past, at_noon = (raised(room, cast, at(FRIDAY, *time)) for time in ((9,), (9, 10), (12,)))
    assert at_nine.due_at == at(TUESDAY, 13)
    assert at_ten_past.due_at == at(TUESDAY, 13, 10)
    assert at_noon.due_at == at(TUESDAY, 16)
    assert routes(at_nine, at_ten_past, at_noon) == ["now", "first", "room"]
    assert [(step.blocker_id, step.percent) for step in LadderStep.objects.all()] == [(at_nine.pk, 0)]


def test_a_session_moved_by_an_hour_makes_the_next_one_cannot_wait_in_the_same_transaction(
    cast: Cast, room: Room, session: Session
) -> None:
    at_ten_past, at_noon = (raised(room, cast, at(FRIDAY, *time)) for time in ((9, 10), (12,)))
    assert not LadderStep.objects.exists()
    before = Event.objects.count()
    now = at(FRIDAY, 12, 30)
    move(session=session, starts_at=at(TUESDAY, 14), minutes=180, by=cast.stina, now=now)
    assert routes(at_ten_past, at_noon) == ["now", "first"]
    step = LadderStep.objects.get()
    assert (step.blocker_id, step.at) == (at_ten_past.pk, now)
    together = {
        written_by("eteam_session", session.pk),
        written_by("eteam_blocker", at_ten_past.pk),
        written_by("eteam_ladderstep", step.pk),
    }
    assert len(together) == 1
    assert Event.objects.count() == before + 1
    at_ten_past.refresh_from_db()
    assert at_ten_past.due_at == at(TUESDAY, 13, 10), "no move of a session moves a due time"


def test_it_has_one_ladder_row_however_often_the_session_is_moved(cast: Cast, room: Room, session: Session) -> None:
    blocker = raised(room, cast, at(FRIDAY, 9, 10))
    for revision, hour in enumerate((14, 13, 15, 13), start=1):
        now = at(FRIDAY, 9, 20 + revision)
        session = move(session=session, starts_at=at(TUESDAY, hour), minutes=180, by=cast.stina, now=now)
    assert routes(blocker) == ["first"]
    assert LadderStep.objects.filter(blocker=blocker).count() == 1


def test_first_fits_in_time_beside_what_is_late_already(cast: Cast, room: Room, session: Session) -> None:
    """Breached items are heard after FIRST: three of them, half an hour long, do not break its promise."""
    for minute in (0, 1, 2):
        late = raised(room, cast, at(24, 10, minute))
        assert late.due_at < at(FRIDAY, 9)
    due_soon = raised(room, cast, at(FRIDAY, 9, 25))
    pass_time(now=at(MONDAY, 9))
    assert Blocker.objects.exclude(breached_at=None).count() == 3
    assert due_soon.due_at == at(TUESDAY, 13, 25)
    assert routes(due_soon) == ["first"]


def test_first_that_would_not_be_heard_in_time_cannot_wait_from_the_start(
    cast: Cast, room: Room, session: Session
) -> None:
    """Two are due by 13:19, and two boxes end at 13:20."""
    first, second = raised(room, cast, at(FRIDAY, 9, 12)), raised(room, cast, at(FRIDAY, 9, 19))
    assert routes(first, second) == ["first", "now"]
    assert LadderStep.objects.get().blocker_id == second.pk


def test_a_flag_left_alone_at_nine_is_a_blocker_at_one_raised_at_nine(cast: Cast, room: Room, session: Session) -> None:
    TeamMemberFactory(team=cast.data, member=cast.willy)
    said = flag(
        room=room, title="No signing key", text="", team=cast.data, blocking="unknown", blocking_team=None, bet=None,
        by=cast.willy, now=at(MONDAY, 9),
    )  # fmt: skip
    assert isinstance(said, Flag)
    pass_time(now=at(MONDAY, 12, 59))
    assert not Blocker.objects.exists()
    pass_time(now=at(MONDAY, 13))
    blocker = Blocker.objects.get()
    assert blocker.raised_at == at(MONDAY, 9)
    assert blocker.due_at == at(32, 13)
    assert pass_time(now=at(MONDAY, 13)) == 0, "twice is once"
    assert Blocker.objects.count() == 1


def sent(member: Membership, now: datetime, path: str, **fields: object) -> None:
    client = Client()
    client.force_login(member.person)
    with time_machine.travel(now, tick=False):
        answer = client.post(path, fields)
    assert answer.status_code == 302, answer.content.decode()


def shown(member: Membership, now: datetime, path: str) -> str:
    client = Client()
    client.force_login(member.person)
    with time_machine.travel(now, tick=False):
        answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_decided_in_time_and_unblocked_late_is_decided_met_and_headline_late(
    cast: Cast, room: Room, session: Session
) -> None:
    """The blocker is due on Tuesday at 13:10: decided at 13:05 in the room, unblocked on Wednesday at 10:00."""
    blocker = raised(room, cast, at(FRIDAY, 9, 10))
    page, outcomes = f"/blockers/{blocker.pk}/", f"/blockers/{blocker.pk}/outcomes/"
    sent(cast.ines, at(TUESDAY, 13), f"/sessions/{session.pk}/opening/")
    sent(
        cast.ines, at(TUESDAY, 13, 5), outcomes, session=session.pk, what="decided", decision="The leaders sign it.",
        decider=cast.ines.pk, owner=cast.victor.pk, by_when="2026-12-02T17:00",
    )  # fmt: skip
    between = shown(cast.vera, at(TUESDAY, 13, 9), page)
    assert "<dt>Decided</dt><dd>Tue 1 Dec 13:05, in time</dd>" in between
    assert "<dt>Unblocked</dt><dd>not yet</dd>" in between
    pass_time(now=at(TUESDAY, 13, 11))
    overdue = shown(cast.vera, at(TUESDAY, 13, 11), page)
    assert "<dt>Decided</dt><dd>Tue 1 Dec 13:05, in time</dd>" in overdue
    assert '<dt>Unblocked</dt><dd class="signal">not yet, and overdue</dd>' in overdue
    sent(
        cast.vera,
        at(32, 10),
        outcomes,
        what="unblocked",
        changed="The key is here.",
        since="2026-12-02T10:00",
        present=[cast.vera.pk],
    )
    both = shown(cast.vera, at(32, 10, 1), page)
    assert "<dt>Decided</dt><dd>Tue 1 Dec 13:05, in time</dd>" in both
    assert '<dt>Unblocked</dt><dd class="signal">Wed 2 Dec 10:00, late, after 24:50 working hours</dd>' in both
    monday = at(37, 7)
    assert make_due_reports(now=monday) >= 1
    report = shown(cast.vera, monday, "/boards/north/reports/blockers/2026-W49/")
    assert "0 of 1 blocker that fell due was unblocked in time: 0.0 %." in report
    assert "1 came late, none is open past its time." in report
    assert "1 of them unblocked late or not yet" in report
    assert "4.8 h late" in report
