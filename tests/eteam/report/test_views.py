"""Who reads the report, in which form, and what an empty page says."""

import orjson
import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from eteam.actions.reporting import make_report
from tests.bets.the_board import signed_in
from tests.cast import Cast
from tests.eteam.report.rows import DATA, WEEK, others, room_of, worked_week

LIST = "/boards/north/reports/"
ADDRESS = f"{LIST}blockers/2026-W48/"
READERS = ("ines", "otto", "vera", "victor", "stina", "ada")


@pytest.mark.parametrize("name", READERS)
def test_the_leaders_vps_steward_and_admin_read_it(cast: Cast, name: str) -> None:
    make_report(room=worked_week(cast), week=WEEK, now=DATA)
    reader = signed_in(getattr(cast, name))
    assert "6 of 11 blockers" in reader.get(LIST).content.decode()
    assert "6 of 11 blockers" in reader.get(ADDRESS).content.decode()


@pytest.mark.parametrize(("name", "status"), [("willy", 403), ("olga", 404), ("emil", 404)])
@pytest.mark.parametrize("form", ["", "?format=csv", "?format=json"])
def test_a_viewer_is_refused_and_strangers_know_of_nothing(cast: Cast, name: str, status: int, form: str) -> None:
    make_report(room=worked_week(cast), week=WEEK, now=DATA)
    reader = signed_in(getattr(cast, name))
    for address in (LIST, ADDRESS + form):
        answer = reader.get(address)
        assert answer.status_code == status
        assert b"54.5" not in answer.content


@pytest.mark.parametrize("path", ["blockers/2026-W47/", "blockers/2026-W99/", "blockers/2026-W48/?revision=2"])
def test_a_week_or_revision_that_is_not_there_is_no_page(cast: Cast, path: str) -> None:
    make_report(room=worked_week(cast), week=WEEK, now=DATA)
    assert signed_in(cast.ines).get(LIST + path).status_code == 404


@pytest.mark.parametrize(
    "query", ["revision=x", "revision=0", "revision=99999999999999999999", "revision=%00", "format=pdf"]
)
def test_what_cannot_be_meant_is_refused(cast: Cast, query: str) -> None:
    make_report(room=worked_week(cast), week=WEEK, now=DATA)
    assert signed_in(cast.ines).get(f"{ADDRESS}?{query}").status_code == 422


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("image/png", "text/html; charset=utf-8"),
    ],
)
def test_a_program_gets_what_it_accepts(cast: Cast, accept: str, kind: str) -> None:
    make_report(room=worked_week(cast), week=WEEK, now=DATA)
    answer = signed_in(cast.ines).get(ADDRESS, headers={"accept": accept})
    assert answer.headers["Content-Type"] == kind
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_who_has_it_already_is_told_so(cast: Cast, form: str) -> None:
    room = worked_week(cast)
    make_report(room=room, week=WEEK, now=DATA)
    reader = signed_in(cast.ines)
    first = reader.get(ADDRESS, {"format": form})
    again = reader.get(ADDRESS, {"format": form}, headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    make_report(room=room, week=WEEK, now=DATA)
    newer = reader.get(ADDRESS, {"format": form}, headers={"if-none-match": first.headers["ETag"]})
    assert newer.status_code == 200


def test_the_newest_revision_is_shown_and_the_one_before_keeps_its_address(cast: Cast) -> None:
    room = worked_week(cast)
    for _ in range(2):
        make_report(room=room, week=WEEK, now=DATA)
    reader = signed_in(cast.ines)
    assert "revision 2 of 2" in reader.get(ADDRESS).content.decode()
    assert "revision 1 of 2" in reader.get(f"{ADDRESS}?revision=1").content.decode()
    assert orjson.loads(reader.get(f"{ADDRESS}?revision=1&format=json").content)["revision"] == 1
    assert f'href="{ADDRESS}?revision=1"' in reader.get(LIST).content.decode()


def test_an_empty_board_says_when_the_first_report_comes(cast: Cast) -> None:
    page = signed_in(cast.ines).get(LIST).content.decode()
    assert "There is no report yet." in page


def test_an_empty_week_has_a_page(cast: Cast) -> None:
    make_report(room=room_of(cast), week=WEEK, now=DATA)
    page = signed_in(cast.ines).get(ADDRESS).content.decode()
    for said in (
        "No blocker fell due.",
        "Nothing fell due in thirteen weeks.",
        "No team was blocked.",
        "Nothing was carried.",
    ):
        assert said in page


def test_the_pages_cost_a_few_statements(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    room = worked_week(cast)
    for _ in range(3):
        make_report(room=room, week=WEEK, now=DATA)
    reader = signed_in(cast.ines)
    for address, most in ((LIST, 5), (ADDRESS, 7), (f"{ADDRESS}?format=json", 4)):
        reader.get(address)
        with django_assert_num_queries(most):
            reader.get(address)


def test_it_stands_in_the_navigation_of_its_readers_alone(cast: Cast) -> None:
    assert f'href="{LIST}"' in signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/").content.decode()
    assert f'href="{LIST}"' not in signed_in(cast.willy).get(f"/cycles/{cast.cycle.pk}/").content.decode()


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("weekly_report", *words)
    return capsys.readouterr().out


def test_the_command_prints_a_week_and_makes_it_once(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    worked_week(cast)
    with time_machine.travel(DATA, tick=False):
        first = printed(capsys, "--board", "north")
        again = printed(capsys, "--board", "north", "--week", "2026-W48")
        assert "6 of 11 blockers that fell due were unblocked in time: 54.5 %." in first
        assert first == again
        assert "revision 2." in printed(capsys, "--board", "north", "--again")
    assert [report.revision for report in others(cast)] == [1, 2]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--board", "south"), "no board south with a weekly room"),
        (("--board", "north", "--week", "48"), "48 is no week: write it as 2026-W48"),
        (("--board", "north", "--week", "2026-W53"), "2026-W53 has not begun"),
    ],
)
def test_the_command_refuses_with_a_sentence(cast: Cast, words: tuple[str, ...], says: str) -> None:
    room_of(cast)
    with time_machine.travel(DATA, tick=False), pytest.raises(CommandError, match=says):
        call_command("weekly_report", *words)


def test_blockers_lead_to_their_page_for_whoever_may_read_it(cast: Cast) -> None:
    report = make_report(room=worked_week(cast), week=WEEK, now=DATA)
    address = f'href="/blockers/{report.content["blockers"][0]["id"]}/"'
    assert address in signed_in(cast.vera).get(ADDRESS).content.decode()
    assert address not in signed_in(cast.ada).get(ADDRESS).content.decode()
