"""`manage.py sla_due FILE`: every answer, or none and a sentence."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command

from config.embedded.environment import needs_servers
from tests.eteam.vectors import CASES, FILE, VECTORS


def run(path: Path) -> str:
    out = StringIO()
    call_command("sla_due", str(path), stdout=out)
    return out.getvalue()


def written(tmp_path: Path, document: Any) -> Path:
    path = tmp_path / "asked.json"
    path.write_bytes(document if isinstance(document, bytes) else orjson.dumps(document))
    return path


def test_it_prints_one_line_for_each_case_in_the_order_of_the_file() -> None:
    lines = run(FILE).splitlines()
    assert lines[0] == "E01 2026-11-25T11:00:00Z"
    assert lines == [f"{case['id']} {case['due_at'].replace('Z', ':00Z')}" for case in CASES]


def test_it_needs_no_servers() -> None:
    assert not needs_servers(["manage.py", "sla_due", "asked.json"])


def test_an_administrator_without_a_database_gets_the_answers_and_exit_1_when_there_are_none(tmp_path: Path) -> None:
    environment = {**os.environ, "BETS_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
                   "BETS_REDIS_URL": "redis://127.0.0.1:1", "BETS_DATA_DIR": str(tmp_path)}  # fmt: skip
    wrong = written(tmp_path, b"{}")
    found = [
        subprocess.run(
            [sys.executable, "manage.py", "sla_due", str(path)],
            cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, timeout=60, check=False,
        )
        for path in (FILE, wrong)
    ]  # fmt: skip
    assert (found[0].returncode, found[0].stderr, len(found[0].stdout.splitlines())) == (0, "", len(CASES))
    assert (found[1].returncode, found[1].stdout) == (1, "")
    assert "The file has no calendars." in found[1].stderr
    assert "Traceback" not in found[1].stderr


def test_seconds_are_kept_and_another_offset_is_the_same_instant(tmp_path: Path) -> None:
    case = CASES[0] | {"raised_at": "2026-11-20T16:00:07+01:00"}
    assert run(written(tmp_path, VECTORS | {"cases": [case]})) == "E01 2026-11-25T11:00:07Z\n"


def test_exceptions_and_pauses_may_be_left_out(tmp_path: Path) -> None:
    calendar = {"time_zone": "UTC", "weekly": {"1": [["00:00", "24:00"]]}}
    case = {"id": "a", "calendar": "C", "raised_at": "2026-11-23T00:00Z", "working_minutes": 1440}
    assert run(written(tmp_path, {"calendars": {"C": calendar}, "cases": [case]})) == "a 2026-11-24T00:00:00Z\n"


def with_calendar(**values: Any) -> Any:
    """The second of two cases works by a calendar that is refused."""
    calendars = {"SE": VECTORS["calendars"]["SE"], "X": VECTORS["calendars"]["SE"] | values}
    return {"calendars": calendars, "cases": [CASES[0], CASES[0] | {"calendar": "X"}]}


def with_case(**values: Any) -> Any:
    return VECTORS | {"cases": [CASES[0], CASES[0] | values]}


def without(key: str) -> Any:
    return VECTORS | {"cases": [{name: value for name, value in CASES[0].items() if name != key}]}


REFUSED: list[tuple[Any, str]] = [
    (with_calendar(weekly={}), "Calendar X: No day of the week is open."),
    (with_calendar(weekly={"1": []}), "No day of the week is open."),
    (with_calendar(weekly={"1": [["17:00", "09:00"]]}), "closes at 09:00, which is not after 17:00"),
    (with_calendar(weekly={"1": [["09:00", "09:00"]]}), "closes at 09:00, which is not after 09:00"),
    (with_calendar(weekly={"1": [["09:00", "12:00"], ["11:59", "17:00"]]}), "Monday has windows that overlap"),
    (with_calendar(exceptions={"2026-12-24": [["12:00", "09:00"]]}), "24 December 2026 closes at 09:00"),
    (with_calendar(time_zone="Europe/Atlantis"), "There is no time zone Europe/Atlantis."),
    (with_calendar(time_zone="../../etc/passwd"), "There is no time zone"),
    (with_calendar(time_zone=""), "time_zone has to be a text"),
    (with_calendar(weekly={"1": [["09:00", "10:00"]]}), "The 60 days from 20 November 2026 on have less than 20 hours"),
    (with_calendar(weekly={"8": [["09:00", "17:00"]]}), "'8' is no ISO weekday"),
    (with_calendar(weekly={"1": [["9", "17"]]}), "is no window"),
    (with_calendar(weekly={"1": [["09:75", "17:00"]]}), "is no window"),
    (with_calendar(weekly={"1": ["09:00", "17:00"]}), "is no window"),
    (with_calendar(weekly={"1": 7}), "is no window"),
    (with_calendar(weekly=[]), "weekly has to be an object"),
    (with_calendar(exceptions=None), "exceptions has to be an object"),
    (with_calendar(exceptions={"24 December": []}), "is no date"),
    (with_calendar(exceptions={"9999-12-31": []}), "is not between 2000 and"),
    (VECTORS | {"calendars": {"SE": 1}}, "Calendar SE has to be an object."),
    (with_case(calendar="FI"), "there is no calendar FI"),
    (with_case(raised_at="yesterday"), "is no instant"),
    (with_case(raised_at=7), "is no instant"),
    (with_case(raised_at="2026-11-20T15:00"), "has no zone"),
    (with_case(raised_at="9999-12-31T23:59Z"), "is not between 1970"),
    (with_case(raised_at="0001-01-01T00:00+14:00"), "is not between 1970"),
    (with_case(working_minutes=-1), "whole number"),
    (with_case(working_minutes=1.5), "whole number"),
    (with_case(working_minutes=True), "whole number"),
    (with_case(working_minutes=10**15), "whole number"),
    (with_case(working_minutes=50_000), "have less than 833 h 20 min of working time"),
    (with_case(pauses=7), "pauses has to be a list"),
    (with_case(pauses=[["2026-11-24T10:00Z"]]), "is no pause"),
    (with_case(pauses=[["2026-11-24T10:00Z", "2026-11-24T09:00Z"]]), "before it begins"),
    (with_case(pauses=[["2026-11-20T10:00Z", "2199-11-24T09:00Z"]]), "not over in ten years"),
    (with_case(id="a\nb"), "id has to be a text of one line"),
    (with_case(id=1), "id has to be a text of one line"),
    (without("raised_at"), "Case E01 has no raised_at."),
    (without("id"), "Case number 1 has no id."),
    (without("working_minutes"), "has no working_minutes"),
    ({"calendars": {}}, "The file has no cases."),
    ({"calendars": {}, "cases": {}}, "cases has to be a list"),
    ({"calendars": {}, "cases": [1]}, "Case number 1 has to be an object."),
    ([], "has to be an object"),
    (b"{", "This is no JSON"),
    (b"\xff\x00", "This is no JSON"),
    (b"[" * 100_000, "This is no JSON"),
    (b"", "This is no JSON"),
]


@pytest.mark.parametrize(("document", "sentence"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_nothing_is_printed(
    tmp_path: Path, document: Any, sentence: str
) -> None:
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("sla_due", str(written(tmp_path, document)), stdout=out)
    assert sentence in str(refused.value)
    assert (refused.value.returncode, out.getvalue()) == (1, "")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.json")
    with pytest.raises(CommandError, match="directory"):
        run(tmp_path)


def test_a_calendar_that_no_case_works_by_is_refused_too(tmp_path: Path) -> None:
    calendars = VECTORS["calendars"] | {"Z": {"time_zone": "UTC", "weekly": {}}}
    with pytest.raises(CommandError, match="Calendar Z"):
        run(written(tmp_path, VECTORS | {"calendars": calendars}))
