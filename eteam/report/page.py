"""The report as it is read: sentences, tables and a course, all made of what was kept. Pure, but for no clock at all.

Page, mail and the command's text show the same tables; CSV and JSON give what they were made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eteam.report.course import Course, course
from eteam.report.tables import Table, tables
from eteam.report.words import clock, headline, hours, lead, of, title


@dataclass(frozen=True, slots=True)
class Line:
    """One blocker. `fate` in a word, `told` in a few; both clocks on the board's walls."""

    id: int
    title: str
    blocked: str
    blocking: str
    owner: str
    raised: str
    due: str
    end: str
    fate: str
    told: str
    hours: str
    fell_due: bool


@dataclass(frozen=True, slots=True)
class Weekly:
    """`facts`: name and value of what stands under the headline; what flatters is the last."""

    week: str
    title: str
    board: str
    zone: str
    data_at: datetime
    headline: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    course: Course
    tables: tuple[Table, ...]
    due: tuple[Line, ...]
    others: tuple[Line, ...]

    @property
    def data_time(self) -> str:
        """`Mon 30 Nov, 07:00`, on the board's clocks."""
        return clock(self.data_at, self.zone)


def weekly(content: Mapping[str, Any]) -> Weekly:
    """What a report's content says."""
    figures, zone = content["figures"], content["board"]["zone"]
    kept = figures["promise"]["unblocked"]
    first = datetime.fromisoformat(content["starts_at"]).astimezone(ZoneInfo(zone)).date()
    lines = [_line(row, zone) for row in content["blockers"]]
    return Weekly(
        week=content["week"],
        title=title(content["week"], first, first + timedelta(days=6)),
        board=content["board"]["name"],
        zone=zone,
        data_at=datetime.fromisoformat(content["data_at"]),
        headline=headline(kept),
        lead=lead(kept),
        facts=_facts(figures["promise"]),
        course=course(figures["trend"]),
        tables=tables(figures),
        due=tuple(line for line in lines if line.fell_due),
        others=tuple(line for line in lines if not line.fell_due),
    )


def _facts(promise: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    late = promise["decided_then_late"]
    decided = of(promise["decided"]) + (f"; {late} of them unblocked late or not yet" if late else "")
    found = [("Decided in time", decided)]
    if promise["provisional"]:
        found.append(("In time by the other side’s word alone", str(promise["provisional"])))
    withdrawn = f"{promise['withdrawn']}, of which {promise['withdrawn_late']} past the due time"
    found.append(("Withdrawn, in neither figure", withdrawn if promise["withdrawn"] else "0"))
    found.append(("Of the closed ones alone, which flatters", of(promise["closed_only"])))
    return tuple(found)


def _line(row: Mapping[str, Any], zone: str) -> Line:
    def at(name: str) -> str:
        return clock(datetime.fromisoformat(row[name]), zone) if row[name] else ""

    return Line(
        id=row["id"],
        title=row["title"],
        blocked=row["blocked"],
        blocking=row["blocking"],
        owner=row["owner"],
        raised=at("raised_at"),
        due=at("due_at"),
        end=at("unblocked_at") or at("withdrawn_at"),
        fate=row["fate"],
        told=_told(row),
        hours=hours(row["blocked_minutes"]),
        fell_due=row["fell_due"],
    )


def _told(row: Mapping[str, Any]) -> str:
    late = hours(row["late_minutes"])
    return {
        "met": "In time" + (", by the other side’s word" if row["provisional"] else ""),
        "late": f"{late} late",
        "open": f"Open, {late} past its time",
        "withdrawn": "Withdrawn",
        "waiting": "Decided, not unblocked yet" if row["route"] == "decided" else f"Open, {row['route'].upper()}",
    }[str(row["fate"])]
