"""A cycle is taken away as a file, and what comes back from it stands in the same order."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from bets.actions.first_setup import Setup, first_setup
from bets.actions.importing import import_drafts
from bets.actions.orders import adopt
from bets.exchange import CycleExport, bets_csv, document, read_bets, workbook
from bets.exporting import export
from bets.models import Bet, Cycle, Rank
from tests.authz.test_doors import enter_state
from tests.cast import Cast, make_cast, make_ranked
from tests.factories import NOW, BetFactory, CycleFactory, NeedFactory

TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)
DANGEROUS = st.sampled_from(["=1+1", "'=x", "+cmd|' /C calc'!A0", "@a", "-2", "#N/A", "_x0041_", 'a,"b";c', "007"])
A_FEW = st.lists(TITLES.map(str.strip).filter(bool) | DANGEROUS, max_size=5)
WRITERS: dict[str, Callable[[CycleExport], bytes]] = {"csv": bets_csv, "xlsx": workbook, "json": document}


def page(cast: Cast, ending: str = "csv") -> str:
    return f"/cycles/{cast.cycle.pk}/export/?format={ending}"


# --- the round trip


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.django_db
@settings(
    derandomize=True, max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(titles=A_FEW, in_tray=st.integers(0, 2), data=st.data())
def test_exported_and_set_up_again_the_order_is_the_same(
    ending: str, titles: list[str], in_tray: int, data: st.DataObject
) -> None:
    """From the rows of one cycle to the rows of another, over a whole file."""
    with transaction.atomic():
        cast = make_cast()
        for title in titles:
            make_ranked(cast.cycle, cast.victor, title, cast.data, tenths=7)
        for number in range(in_tray):
            BetFactory(cycle=cast.cycle, owner=cast.vera, title=f"Tray {number}")
        shuffled = data.draw(st.permutations(Rank.objects.order(cast.cycle)))
        adopt(cycle=cast.cycle, order=shuffled, by=cast.ines, now=NOW)
        written = WRITERS[ending](export(cast.cycle))
        file = read_bets(f"cycle.{ending}", written, first_setup=True)
        names = Setup(
            board="west", cycle="2027H1", leader="lea@example.com",
            starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30),
        )  # fmt: skip
        first_setup(setup=names, file=file, capacity=(), now=NOW)
        again = Cycle.objects.get(board__slug="west")
        assert told(again) == told(cast.cycle)
        assert [title for title, _ in told(again)] == [Bet.objects.get(pk=pk).title for pk in shuffled]
        assert Bet.objects.filter(cycle=again).in_tray().count() == in_tray
        transaction.set_rollback(True)  # the next example finds nothing of this one


@pytest.mark.parametrize("ending", WRITERS)
def test_drafts_of_an_exported_cycle_are_made_in_its_order(cast: Cast, ending: str) -> None:
    adopt(cycle=cast.cycle, order=cast.ids("CADB"), by=cast.ines, now=NOW)
    coming = CycleFactory(board=cast.board, name="2027H2", state="pitching")
    file = read_bets(f"cycle.{ending}", WRITERS[ending](export(cast.cycle)), first_setup=False)
    made = import_drafts(cycle=coming, rows=file.bets, teams=file.teams, columns=file.columns, by=cast.stina, now=NOW)
    assert made.drafted == ["Charlie", "Alpha", "Delta", "Bravo"]
    assert (made.new_people, made.new_teams) == ((), ())


def told(cycle: Cycle) -> list[tuple[str, int]]:
    """Each ranked bet with what it asks for, in order."""
    bets = Bet.objects.filter(cycle=cycle).ranked().prefetch_related("demands")
    return [(bet.title, sum(demand.tenths for demand in bet.demands.all())) for bet in bets]


# --- the page


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("csv", "text/csv; charset=utf-8"), ("json", "application/json"), ("xlsx", "application/vnd.openxml")],
)
def test_a_leader_takes_the_cycle_away(cast: Cast, client: Client, ending: str, kind: str) -> None:
    client.force_login(cast.ines.person)
    answer = client.get(page(cast, ending))
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="north-2027h1.{ending}"'
    rows = read_bets(f"x.{ending}", answer.content, first_setup=True).bets
    assert [row.title for row in rows] == ["Alpha", "Bravo", "Charlie", "Delta"]


def test_no_cell_of_a_file_is_a_formula(cast: Cast, client: Client) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(title="=HYPERLINK(1)", thesis="@sum", link="")
    client.force_login(cast.ines.person)
    rows = client.get(page(cast, "csv")).content.decode().splitlines()
    assert "'=HYPERLINK(1)" in rows[1]
    assert "'@sum" in rows[1]
    sheet = load_workbook(BytesIO(client.get(page(cast, "xlsx")).content))["bets"]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_another_ending_is_no_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.ines.person)
    assert client.get(page(cast, "pdf")).status_code == 404


def test_before_the_lock_it_is_offered_to_leaders_and_steward_alone(cast: Cast, client: Client) -> None:
    for member, offered in ((cast.ines, True), (cast.stina, True), (cast.vera, False), (cast.ada, False)):
        client.force_login(member.person)
        shown = f"/cycles/{cast.cycle.pk}/export/" in client.get(f"/cycles/{cast.cycle.pk}/running/").content.decode()
        assert shown is offered, member.name
    enter_state(cast.cycle, "locked")
    for member in (cast.vera, cast.ada, cast.willy):
        client.force_login(member.person)
        assert "?format=xlsx" in client.get(f"/cycles/{cast.cycle.pk}/running/").content.decode()
        assert client.get(page(cast)).status_code == 200


def test_a_draft_and_what_is_tied_to_it_are_not_in_the_file(cast: Cast, client: Client) -> None:
    draft = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Hidden", status="draft")
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=draft)
    client.force_login(cast.ines.person)
    for ending in WRITERS:
        rows = read_bets(f"x.{ending}", client.get(page(cast, ending)).content, first_setup=True).bets
        assert "Hidden" not in [row.title for row in rows]
        assert rows[0].needs == ()


def test_a_file_costs_as_many_statements_for_many_bets(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        make_ranked(cast.cycle, cast.victor, f"Bet {number}", cast.data)
    client.force_login(cast.ines.person)
    with django_assert_max_num_queries(20):
        client.get(page(cast, "json"))
