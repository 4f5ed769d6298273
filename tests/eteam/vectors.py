"""The worked examples of the clock, as the tests of the weekly room read them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from org.working_time import Calendar, Span

FILE = Path(__file__).parents[1] / "org" / "vectors" / "sla_due.json"
VECTORS: dict[str, Any] = orjson.loads(FILE.read_bytes())
CASES: list[dict[str, Any]] = VECTORS["cases"]
BY_ID = {case["id"]: case for case in CASES}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def calendar_named(name: str) -> Calendar:
    given = VECTORS["calendars"][name]
    return Calendar.of(given["time_zone"], given["weekly"], given["exceptions"])


def pauses_of(case: dict[str, Any]) -> list[Span]:
    return [(at(begins), at(ends)) for begins, ends in case["pauses"]]
