"""The working hours of a board, and of teams that have their own.

Every change is a new version; the old ones stay for what was counted with them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from journal.record import record
from journal.refusals import Invalid, Refusal
from org.access import held, team_of
from org.calendar_changes import NamedCalendar, differences
from org.calendar_check import Problem, problems
from org.calendar_consequences import target
from org.calendars import in_force, latest, named
from org.events import CalendarChanged
from org.models import Board, Calendar, Membership, Team
from org.working_time import Windows


class StaleCalendar(Refusal):
    """Somebody saved another version meanwhile; `changed` says in sentences what it changed."""

    code = "stale_calendar"


@transaction.atomic
def edit(
    *, calendar: NamedCalendar, base_version: int, by: Membership, now: datetime, team: Team | None = None
) -> Calendar | None:
    """Make `calendar` the board's newest version, and its zone the board's. None: it is like that already.

    With a `team`, its own, and the board stays as it is. The first version of a team may be like the board's: from
    then on it no longer follows what the board changes.

    `base_version` is the one that the editor had before them, 0 for none. Raises StaleCalendar, and Invalid with the
    weekday (`1`), the date (`2026-12-24`), `zone` or `week` at fault.
    """
    by = held(by, "calendar.edit")
    board, team = by.board, team_of(by, team.slug) if team else None
    last = latest(board, team)
    _refuse_stale(last, board, base_version)
    if found := problems(calendar.calendar, board.today(now), target(board)):
        raise _invalid(found)
    changes = differences(in_force(board, team), calendar)
    is_own = last is not None and not last.follows
    if not changes and (is_own or not team):
        return None
    version = _version(calendar, base_version + 1, team, by, now)
    if team is None:
        board.zone = version.zone
        board.save(update_fields=["zone"])
    payload = CalendarChanged(version=version.version, changes=changes, team=team.pk if team else None)
    record(payload, board_id=board.pk, topic=board.topic, by=by, subject=team or board, now=now)
    return version


@transaction.atomic
def follow_board(*, team: Team, base_version: int, by: Membership, now: datetime) -> Calendar | None:
    """The team works by the board's calendar again, and by what that becomes. None: it does already.

    It is a version of the team's own, which keeps what the board's was at that moment. Raises StaleCalendar as `edit`.
    """
    by = held(by, "calendar.edit")
    board, team = by.board, team_of(by, team.slug)
    last = latest(board, team)
    _refuse_stale(last, board, base_version)
    if last is None or last.follows:
        return None
    boards = in_force(board)
    version = _version(boards, base_version + 1, team, by, now, follows=True)
    payload = CalendarChanged(
        version=version.version, changes=differences(named(last, board), boards), team=team.pk, follows=True
    )
    record(payload, board_id=board.pk, topic=board.topic, by=by, subject=team, now=now)
    return version


def _refuse_stale(last: Calendar | None, board: Board, base_version: int) -> None:
    if (last.version if last else 0) == base_version:
        return
    if last is None:
        raise StaleCalendar("There is no such version of this calendar.", changed=[], version=0)
    base = Calendar.objects.filter(board=board, team=last.team_id, version=base_version).first()
    before = in_force(board) if base is None and last.team_id else named(base, board)
    changed = differences(before, named(last, board))
    sentence = f"{last.made_by.name} changed the calendar meanwhile."
    raise StaleCalendar(sentence, changed=changed, version=last.version)


def _version(
    value: NamedCalendar, number: int, team: Team | None, by: Membership, now: datetime, *, follows: bool = False
) -> Calendar:
    calendar = value.calendar
    return Calendar.objects.create(
        board=by.board,
        team=team,
        version=number,
        follows=follows,
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
