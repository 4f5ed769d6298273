"""The list of a board's reports: one line a week, newest first, with the headline of its newest revision."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F

from eteam.models import Report
from eteam.report.words import Kept, headline, lead, percent
from org.models import Board


@dataclass(frozen=True, slots=True)
class Of:
    """One week. `older`: its revisions before the newest."""

    week: str
    number: int
    year: int
    headline: str
    lead: str
    percent: str
    older: tuple[int, ...]


def weeks(board: Board) -> tuple[Of, ...]:
    """One statement; of the snapshots it reads the headline alone."""
    return tuple(_weeks(board))


def _weeks(board: Board) -> Iterator[Of]:
    reports = Report.objects.filter(board=board).order_by("-week", "-revision")
    rows: Any = reports.values_list("week", "revision", F("content__figures__promise__unblocked"))
    for week, group in groupby(rows, key=lambda row: row[0]):
        (_, _, kept), *older = group
        yield _of(week, kept, tuple(revision for _, revision, _ in older))


def _of(week: str, kept: Kept, older: tuple[int, ...]) -> Of:
    return Of(week, int(week[-2:]), int(week[:4]), headline(kept), lead(kept), percent(kept["percent"]), older)
