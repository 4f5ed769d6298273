"""The working hours of a board. Every change is a new version; the old ones stay for what was counted with them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from journal.record import record
from journal.refusals import Invalid, Refusal
from org.access import held
from org.calendar_changes import NamedCalendar, differences
from org.calendar_check import Problem, problems
from org.calendars import named, newest
from org.events import CalendarChanged
from org.models import Board, Calendar, Membership
from org.working_time import Windows


class StaleCalendar(Refusal):
    """Somebody saved another version meanwhile; `changed` says in sentences what it changed."""

    code = "stale_calendar"


@transaction.atomic
def edit(*, calendar: NamedCalendar, base_version: int, by: Membership, now: datetime) -> Calendar | None:
    """Make `calendar` the board's newest version, and its zone the board's. None: it is like that already.

    `base_version` is the one that the editor had before them, 0 for none. Raises StaleCalendar, and Invalid with the
    weekday (`1`), the date (`2026-12-24`), `zone` or `week` at fault.
    """
    by = held(by, "calendar.edit")
    board, latest = by.board, newest(by.board)
    _refuse_stale(latest, board, base_version)
    if found := problems(calendar.calendar, board.today(now)):
        raise _invalid(found)
    changes = differences(named(latest, board), calendar)
    if not changes:
        return None
    version = _version(calendar, base_version + 1, by, now)
    board.zone = version.zone
    board.save(update_fields=["zone"])
    payload = CalendarChanged(version=version.version, changes=changes)
    record(payload, board_id=board.pk, topic=board.topic, by=by, subject=board, now=now)
    return version


def _refuse_stale(latest: Calendar | None, board: Board, base_version: int) -> None:
    if (latest.version if latest else 0) == base_version:
        return
    base = Calendar.objects.filter(board=board, team=None, version=base_version).first()
    changed = differences(named(base, board), named(latest, board))
    who = latest.made_by.name if latest else "Somebody"
    version = latest.version if latest else 0
    raise StaleCalendar(f"{who} changed the calendar meanwhile.", changed=changed, version=version)


def _version(value: NamedCalendar, number: int, by: Membership, now: datetime) -> Calendar:
    calendar = value.calendar
    return Calendar.objects.create(
        board=by.board,
        version=number,
        zone=calendar.zone,
        weekly={str(day): _stored(windows) for day, windows in sorted(calendar.weekly.items()) if windows},
        exceptions={day.isoformat(): _stored(windows) for day, windows in sorted(calendar.exceptions.items())},
        names={day.isoformat(): name for day, name in value.names.items() if name and day in calendar.exceptions},
        made_at=now,
        made_by=by,
    )


def _stored(windows: Windows) -> list[list[str]]:
    return [window.texts for window in windows]


def _invalid(found: Iterable[Problem]) -> Invalid:
    errors: dict[str, str] = {}
    for problem in found:
        errors.setdefault(str(problem.where), problem.sentence)
    return Invalid(" ".join(errors.values()), errors=errors)
