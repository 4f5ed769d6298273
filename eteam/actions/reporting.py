"""The weekly report is made: by itself on Monday morning, or again on purpose, beside the one before."""

from datetime import datetime

from django.db import transaction

from eteam.events.report import ReportPublished
from eteam.figures import Week
from eteam.figures.whole import WEEKS
from eteam.models import Report, Room
from eteam.report.content import content, digest
from journal.record import Named, Somebody, record
from org.moments import utc

BY_ITSELF = Somebody("The timetable")


@transaction.atomic
def make_report(*, room: Room, week: Week, now: datetime, by: Named = BY_ITSELF) -> Report:
    """The report of `week` as things are at `now`: the first, or the next revision. Room.DoesNotExist without one."""
    room = Room.objects.locked(room.board_id)
    before = Report.objects.filter(board=room.board_id, week=week.name).count()
    return _make(room, week, before + 1, now, by)


def make_due_reports(*, now: datetime) -> int:
    """Those whose Monday has come and that nobody has made yet; how many. Safe to run twice at once."""
    return sum(_make_due(room, now) for room in Room.objects.select_related("board").order_by("pk"))


def newest_week(room: Room, now: datetime) -> Week:
    """The last that is over, and whose Monday morning has come."""
    week = Week.at(now, room.board.zone).before()
    return week if week.told_at <= now else week.before()


def _make_due(room: Room, now: datetime) -> int:
    """Weeks that were missed, because nothing ran then, are made up for with today's data."""
    if not (missing := _missing(room, now)):
        return 0
    with transaction.atomic():
        room = Room.objects.locked(room.board_id)
        missing = _missing(room, now)  # another tick may have made them while this one waited for the room
        for week in missing:
            _make(room, week, 1, now, BY_ITSELF)
    return len(missing)


def _missing(room: Room, now: datetime) -> list[Week]:
    newest = newest_week(room, now)
    weeks = [week for each in range(WEEKS) if (week := newest.before(each)).ends_at > room.made_at]
    there = Report.objects.filter(board=room.board_id, week__in=[week.name for week in weeks])
    made = set(there.values_list("week", flat=True))
    return [week for week in reversed(weeks) if week.name not in made]


def _make(room: Room, week: Week, revision: int, now: datetime, by: Named) -> Report:
    kept = content(room.board, week, now)
    report = Report.objects.create(
        board=room.board, week=week.name, revision=revision, data_at=now, made_at=now, content=kept, digest=digest(kept)
    )
    payload = ReportPublished(
        week=week.name, report_revision=revision, data_at=utc(now), digest=report.digest
    )  # fmt: skip
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=report, now=now)
    return report
