"""A report for machines: CSV with one row a blocker, and JSON with all of it. Pure; made of what was kept."""

import csv
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from bets.exchange.guard import guarded

INSTANTS = ("raised_at", "due_at", "decided_at", "unblocked_at", "withdrawn_at")
COLUMNS = (
    "week", "revision", "data_at_utc", "id", "title", "blocked", "blocking", "owner", "fell_due", "fate",
    "provisional", *(f"{name}_{kind}" for name in INSTANTS for kind in ("utc", "local")), "first_route", "route",
    "blocked_minutes", "late_minutes", "carries",
)  # fmt: skip


def as_csv(content: Mapping[str, Any], revision: int) -> bytes:
    """UTF-8 with the mark that spreadsheets look for; instants in UTC and on the board's clocks, minutes working ones.

    What the headline counts: rows with `fell_due` yes that were not withdrawn, by `fate`.
    """
    text = StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for row in content["blockers"]:
        cells = _cells(content, revision, row)
        lines.writerow([_cell(cells[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def as_json(content: Mapping[str, Any], revision: int, digest: str) -> dict[str, Any]:
    return {**content, "revision": revision, "digest": digest}


def _cells(content: Mapping[str, Any], revision: int, row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {**row, "week": content["week"], "revision": revision, "data_at_utc": content["data_at"]}
    zone = ZoneInfo(content["board"]["zone"])
    for name in INSTANTS:
        cells[f"{name}_utc"] = row[name]
        cells[f"{name}_local"] = datetime.fromisoformat(row[name]).astimezone(zone).isoformat() if row[name] else None
    return cells


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else str(value)
