"""A file of calendars and cases, and when each case is due: what an administrator asks before a calendar is changed.

Pure. The file is JSON: `{"calendars": {"SE": {"time_zone": "Europe/Stockholm", "weekly": {"1": [["09:00", "17:00"]]},
"exceptions": {"2026-12-24": []}}}, "cases": [{"id": "E01", "calendar": "SE", "raised_at": "2026-11-20T15:00Z",
"working_minutes": 1200, "pauses": [["2026-11-24T10:00Z", "2026-11-25T14:00Z"]]}]}`. Exceptions and pauses may be left
out; anything else that stands there is passed over.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

from eteam.sla import due_at
from org.calendar_check import REACHED_WITHIN_DAYS, misshapen, out_of_reach
from org.working_time import Calendar, Span, worked

_YEARS = range(1970, 2200)
_PLAIN = datetime(2026, 1, 1, tzinfo=UTC)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_MOST_MINUTES = 60 * 24 * REACHED_WITHIN_DAYS


class Refused(ValueError):
    """The message is the sentence for whoever wrote the file."""


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    calendar: str
    raised_at: datetime
    minutes: int
    pauses: tuple[Span, ...]


def answers(content: bytes) -> list[tuple[str, datetime]]:
    """The id of each case and when it is due, in UTC and in the order of the file. Raises Refused."""
    document = _document(content)
    calendars = {name: _calendar(name, each) for name, each in _mapping(document, "calendars", "The file").items()}
    cases = [_case(number, each) for number, each in enumerate(_list(document, "cases", "The file"), 1)]
    first = max((case.raised_at for case in cases), default=_PLAIN).date()
    for name, calendar in calendars.items():
        if found := misshapen(calendar, first):
            raise Refused(f"Calendar {name}: " + " ".join(problem.sentence for problem in found))
    return [(case.id, _due(case, calendars)) for case in cases]


def _due(case: Case, calendars: Mapping[str, Calendar]) -> datetime:
    calendar = calendars.get(case.calendar)
    if calendar is None:
        raise Refused(f"Case {case.id}: there is no calendar {case.calendar}.")
    reached = worked(case.raised_at, case.raised_at + timedelta(days=REACHED_WITHIN_DAYS), calendar)
    if reached < timedelta(minutes=case.minutes):
        raise Refused(f"Calendar {case.calendar}: {out_of_reach(case.raised_at.date(), case.minutes)}")
    try:
        return due_at(case.raised_at, case.minutes, calendar, case.pauses)
    except ValueError as never:
        raise Refused(f"Case {case.id}: {never}.") from never


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as wrong:
        raise Refused(f"This is no JSON: {wrong}.") from wrong
    if not isinstance(document, dict):
        raise Refused("The file has to be an object with calendars and cases.")
    return document


def _calendar(name: str, given: Any) -> Calendar:
    where = f"Calendar {name}"
    if not isinstance(given, dict):
        raise Refused(f"{where} has to be an object.")
    weekly, exceptions = (_mapping({"exceptions": {}, **given}, key, where) for key in ("weekly", "exceptions"))
    if strange := sorted(set(weekly) - set("1234567")):
        raise Refused(f"{where}: {strange[0]!r} is no ISO weekday; 1 is Monday.")
    for day in exceptions:
        _date(day, where)
    for day, windows in [*weekly.items(), *exceptions.items()]:
        _check_windows(windows, f"{where}, {day}")
    return Calendar.of(_text(given, "time_zone", where), weekly, exceptions)


def _check_windows(windows: Any, where: str) -> None:
    pairs = windows if isinstance(windows, list) else [windows]
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and all(_is_clock(time) for time in pair)):
            raise Refused(f'{where}: {_shown(pair)} is no window; one is ["09:00", "17:00"].')


def _is_clock(time: Any) -> bool:
    return isinstance(time, str) and _CLOCK.fullmatch(time) is not None


def _case(number: int, given: Any) -> Case:
    where = f"Case number {number}"
    if not isinstance(given, dict):
        raise Refused(f"{where} has to be an object.")
    name = _text(given, "id", where)
    where = f"Case {name}"
    pauses = given.get("pauses", [])
    if not isinstance(pauses, list):
        raise Refused(f"{where}: pauses has to be a list.")
    return Case(
        id=name,
        calendar=_text(given, "calendar", where),
        raised_at=_instant(_needed(given, "raised_at", where), where),
        minutes=_working_minutes(given, where),
        pauses=tuple(_pause(pause, where) for pause in pauses),
    )


def _working_minutes(given: Mapping[str, Any], where: str) -> int:
    minutes = _needed(given, "working_minutes", where)
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= _MOST_MINUTES:
        raise Refused(f"{where}: working_minutes has to be a whole number from 0 to {_MOST_MINUTES}.")
    return minutes


def _pause(given: Any, where: str) -> Span:
    if not isinstance(given, list) or len(given) != 2:
        raise Refused(f"{where}: {_shown(given)} is no pause; one is two instants.")
    begins, ends = _instant(given[0], where), _instant(given[1], where)
    if ends < begins:
        raise Refused(f"{where}: a pause ends at {given[1]}, before it begins.")
    return begins, ends


def _instant(given: Any, where: str) -> datetime:
    try:
        at = datetime.fromisoformat(given)
    except (TypeError, ValueError) as wrong:
        raise Refused(f"{where}: {_shown(given)} is no instant; one is 2026-11-20T15:00Z.") from wrong
    if at.tzinfo is None:
        raise Refused(f"{where}: {given} has no zone; write a Z behind it for UTC.")
    if at.year not in _YEARS:
        raise Refused(f"{where}: {given} is not between {_YEARS[0]} and {_YEARS[-1]}.")
    return at.astimezone(UTC)


def _date(given: str, where: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as wrong:
        raise Refused(f"{where}: {given!r} is no date; one is 2026-12-24.") from wrong


def _text(given: Mapping[str, Any], key: str, where: str) -> str:
    value = _needed(given, key, where)
    if not isinstance(value, str) or not value or not value.isprintable():
        raise Refused(f"{where}: {key} has to be a text of one line.")
    return value


def _mapping(given: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    value = _needed(given, key, where)
    if not isinstance(value, dict):
        raise Refused(f"{where}: {key} has to be an object.")
    return value


def _list(given: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = _needed(given, key, where)
    if not isinstance(value, list):
        raise Refused(f"{where}: {key} has to be a list.")
    return value


def _needed(given: Mapping[str, Any], key: str, where: str) -> Any:
    if key not in given:
        raise Refused(f"{where} has no {key}.")
    return given[key]


def _shown(value: Any) -> str:
    return orjson.dumps(value).decode()[:60]
