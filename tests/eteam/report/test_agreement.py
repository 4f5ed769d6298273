"""Page, JSON, CSV and mail say the same of one report, for they are made of the same kept value."""

import csv
import re
from html import unescape
from io import StringIO
from typing import Any

import orjson
import pytest
from django.http import HttpResponse

from eteam.actions.reporting import make_report
from eteam.models import Report
from eteam.report.mail import mail_of
from eteam.report.page import Weekly, weekly
from tests.bets.the_board import signed_in
from tests.cast import Cast
from tests.eteam.report.rows import DATA, WEEK, after, blocker, room_of, worked_week
from tests.eteam.rows import PauseFactory

ADDRESS = "/boards/north/reports/blockers/2026-W48/"


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(room=worked_week(cast), week=WEEK, now=DATA)


def got(cast: Cast, form: str = "") -> HttpResponse:
    return signed_in(cast.vera).get(ADDRESS, {"format": form} if form else {})


def words(html: str) -> str:
    """What is read of a page."""
    return " ".join(unescape(re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def rows_of(cast: Cast) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(got(cast, "csv").content.decode("utf-8-sig"))))


def said(page: Weekly) -> list[str]:
    """Every figure and sentence of the report."""
    found = [page.headline, page.lead, *(value for _, value in page.facts)]
    for table in page.tables:
        found += [table.says, *(entry.name for entry in table.entries)]
        found += [cell for entry in table.entries for cell in entry.cells]
    found += [dot.kept for dot in page.course.dots]
    return [text for text in found + [line.told for line in page.due] if text]


def test_page_mail_and_its_html_say_every_figure(cast: Cast, report: Report) -> None:
    mail, page = mail_of(report), weekly(report.content)
    texts = [words(got(cast).content.decode()), " ".join(mail.text.split()), words(mail.html)]
    for each in said(page):
        for text in texts:
            assert each in text
    assert page.headline == "6 of 11 blockers that fell due were unblocked in time: 54.5 %."
    assert page.lead == "3 came late, 2 are open past their time."
    assert mail.subject == f"North, week 48: {page.headline}"


def test_pauses_are_told_apart_from_the_hours_that_a_team_was_blocked(cast: Cast) -> None:
    room = room_of(cast)
    waits = blocker(cast, "No licence", after(0), blocking="outside")
    PauseFactory(blocker=waits, board=cast.board, starts_at=after(60), by=cast.ines)
    report = make_report(room=room, week=WEEK, now=DATA)
    mail = mail_of(report)
    for text in (words(got(cast).content.decode()), " ".join(mail.text.split()), words(mail.html)):
        assert "1 open at the data time, 0 of them past due, 1 with a clock that stands still." in text
        assert "39.0 h of pauses are not among them." in text
        assert "1.0 h" in text


def test_json_is_what_was_kept(cast: Cast, report: Report) -> None:
    body: dict[str, Any] = orjson.loads(got(cast, "json").content)
    assert (body.pop("digest"), body.pop("revision")) == (report.digest, 1)
    assert body == report.content


def test_the_figures_can_be_counted_again_from_the_csv(cast: Cast, report: Report) -> None:
    rows = [row for row in rows_of(cast) if row["fell_due"] == "yes"]
    counts = {fate: sum(row["fate"] == fate for row in rows) for fate in ("met", "late", "open", "withdrawn")}
    promise = report.content["figures"]["promise"]
    assert counts == {fate: promise["unblocked"][fate] for fate in ("met", "late", "open")} | {"withdrawn": 1}
    closed = sorted(int(row["blocked_minutes"]) for row in rows if row["fate"] in ("met", "late"))
    assert closed[4] == report.content["figures"]["blocked"]["median"]


def test_a_row_tells_utc_and_the_clocks_of_the_board(cast: Cast, report: Report) -> None:
    row = next(row for row in rows_of(cast) if row["title"] == "Blocked for 1200")
    assert (row["due_at_utc"], row["due_at_local"]) == ("2026-11-25T12:00:00Z", "2026-11-25T13:00:00+01:00")
    assert (row["fate"], row["blocked_minutes"], row["late_minutes"]) == ("met", "1200", "0")
    assert (row["decided_at_utc"], row["provisional"]) == ("", "no")
    assert {(row["week"], row["revision"], row["data_at_utc"]) for row in rows_of(cast)} == {
        ("2026-W48", "1", "2026-11-30T06:00:00Z")
    }


def test_a_spreadsheet_computes_no_title(cast: Cast, report: Report) -> None:
    assert "'=cmd|' /C calc'!A0" in {row["title"] for row in rows_of(cast)}
