"""The weekly report over REST: byte by byte that of its page."""

import pytest
from django.test import Client

from eteam.actions.reporting import make_report
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.eteam.report.rows import DATA, WEEK, worked_week

PAGE = "boards/north/reports/blockers/2026-W48/"
OF_PEOPLE = f"/{PAGE}"


@pytest.fixture(autouse=True)
def _made(cast: Cast) -> None:
    make_report(room=worked_week(cast), week=WEEK, now=DATA)


def of_page(cast: Cast, form: str) -> bytes:
    client = Client()
    client.force_login(cast.ines.person)
    return client.get(f"{OF_PEOPLE}?format={form}").content


@pytest.mark.parametrize(("form", "kind"), [("json", "application/json"), ("csv", "text/csv")])
def test_it_is_byte_by_byte_what_the_page_gives(cast: Cast, form: str, kind: str) -> None:
    ines = machine_of(cast.ines)
    asked, accepted = ines.get(f"{PAGE}?format={form}"), ines.get(PAGE, Accept=kind)
    assert asked.content == accepted.content == of_page(cast, form)
    assert asked["Content-Type"].startswith(kind)
    assert asked["Vary"].count("Accept")
    other = ines.get(f"{PAGE}?format={form}", Accept="image/png")
    assert other.content == asked.content


def test_without_a_wish_it_is_json(cast: Cast) -> None:
    body = machine_of(cast.ines).get(PAGE).json()
    assert (body["week"], body["revision"]) == ("2026-W48", 1)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_who_has_it_already_is_told_so(cast: Cast, form: str) -> None:
    ines = machine_of(cast.ines)
    first = ines.get(f"{PAGE}?format={form}")
    again = ines.get(f"{PAGE}?format={form}", If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    other = {"json": "csv", "csv": "json"}[form]
    assert ines.get(f"{PAGE}?format={other}", If_None_Match=first["ETag"]).status_code == 200


def test_an_integration_reads_it_within_its_scope_and_a_viewer_not(cast: Cast) -> None:
    assert Machine(integration(cast.board, "reports:read").text).get(PAGE).content == of_page(cast, "json")
    assert Machine(integration(cast.board, "read").text).get(PAGE).json()["code"] == "insufficient_scope"
    assert machine_of(cast.willy).get(PAGE).json()["code"] == "forbidden"


@pytest.mark.parametrize("query", ["format=pdf", "revision=x", "revision=0", f"revision={2**40}"])
def test_what_cannot_be_meant_is_refused(cast: Cast, query: str) -> None:
    answer = machine_of(cast.ines).get(f"{PAGE}?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{query.split('=')[0]}")


@pytest.mark.parametrize("path", ["2026-W47/", "2026-W99/", "2026-W48/?revision=2"])
def test_a_week_or_revision_that_is_not_there_is_none(cast: Cast, path: str) -> None:
    for accept in ("application/json", "text/csv"):
        answer = machine_of(cast.ines).get(f"boards/north/reports/blockers/{path}", Accept=accept)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer["Content-Type"] == "application/problem+json"


def test_a_form_that_it_has_not_is_not_acceptable(cast: Cast) -> None:
    assert machine_of(cast.ines).get(PAGE, Accept="image/png").status_code == 406
