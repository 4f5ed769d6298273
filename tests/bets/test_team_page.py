"""The page of a team: its capacity, its list with its line, and what it is asked."""

import re
from datetime import date

import pytest
from django.utils import timezone

from bets.models import Bet, Capacity, Cycle, Demand
from org.models import Membership
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member, make_ranked
from tests.factories import (
    BetFactory,
    CapacityProposalFactory,
    CarryOverFactory,
    CycleFactory,
    DemandFactory,
    DraftFactory,
    ShrinkFactory,
    TeamFactory,
)

DATA = "/boards/north/teams/data/"


def show(member: Membership, address: str = DATA) -> str:
    response = signed_in(member).get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace(" .", ".").replace(" ,", ",")


def test_the_list_is_in_rank_order_with_the_running_sum_and_the_line(cast: Cast) -> None:
    said = words(show(cast.vera))
    assert "2 of 4 bets that ask for Data are funded. The line falls at #3." in said
    assert said.index("1.0 1.0 of 2.5") < said.index("1.0 2.0 of 2.5") < said.index("Our line.")
    assert said.index("Our line. 0.5 of 2.5 left") < said.index("Waits: needs 1.0 Data, 0.5 left after #2.")
    assert said.index("Charlie") < said.index("Delta")


def test_idle_capacity_is_owned(cast: Cast) -> None:
    assert "Data: 0.5 of 2.5 idle behind #3." in words(show(cast.vera))


def test_another_team_is_not_on_it(cast: Cast) -> None:
    other = make_ranked(cast.cycle, cast.vera, "Echo", TeamFactory(board=cast.board, slug="voice", name="Voice"))
    assert other.title not in show(cast.vera)
    assert "The only bet that asks for Voice is not funded." in words(show(cast.vera, "/boards/north/teams/voice/"))


def test_what_it_can_give_is_raw_less_the_business_less_what_is_carried_over(cast: Cast) -> None:
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=600, reserve_permille=255, carry_over_tenths=30)
    CarryOverFactory(capacity=cast.capacity, what="The move of last half-year", tenths=30)
    said = words(show(cast.vera))
    assert "Raw 60.0" in said
    assert "Run the business, 25.5 % −15.3" in said
    assert "The move of last half-year −3.0" in said
    assert "Net 41.7" in said
    assert "About 1.6 people over the cycle" in said


def test_a_proposed_capacity_is_announced(cast: Cast) -> None:
    CapacityProposalFactory(cycle=cast.cycle, team=cast.data, proposed_by=cast.vera)
    html = show(cast.ines)
    assert "Vera proposes another capacity;" in html
    assert f"/cycles/{cast.cycle.pk}/running/#capacity" in html


def test_the_vp_confirms_in_place_what_the_team_is_asked(cast: Cast) -> None:
    Demand.objects.filter(bet=cast.c).update(state="proposed")
    html = show(cast.vera)
    assert html.index("Yours to answer") < html.index("Our list")
    assert f'action="/bets/{cast.c.pk}/demands/data/confirmation/"' in html
    assert "3 agreed" in html
    assert "Yours to answer" not in show(cast.ines)


def test_disputes_wait_in_the_open_and_what_is_agreed_is_folded_away(cast: Cast) -> None:
    Demand.objects.filter(bet=cast.c).update(
        state="disputed", offered_tenths=5, reason="All are away.", decided_by=cast.vera
    )
    said = words(show(cast.stina))
    assert "Disputed. Vera asks for 0.5: “All are away.”" in said
    assert "3 agreed" in said


def test_who_acts_for_the_vp_is_named(cast: Cast) -> None:
    today = cast.board.today(timezone.now())
    Membership.objects.filter(pk=cast.victor.pk).update(acting_for=cast.vera, acting_from=today, acting_until=today)
    assert "Vera answers for it. Victor acts until" in words(show(cast.ines))


def test_a_team_without_vp_says_so(cast: Cast) -> None:
    cast.data.vp = None
    cast.data.save()
    assert "Nobody answers for it: it has no VP." in show(cast.ines)


def test_what_is_not_ranked_yet_is_named_and_a_draft_is_not(cast: Cast) -> None:
    DemandFactory(bet=BetFactory(cycle=cast.cycle, title="Tango"), team=cast.data)
    DemandFactory(bet=DraftFactory(cycle=cast.cycle, title="Secret"), team=cast.data)
    said = words(show(cast.vera))
    assert "Not ranked yet: Tango." in said
    assert "Secret" not in said


# --- rights


@pytest.mark.parametrize(
    ("name", "order", "capacity", "asks"),
    [
        ("ines", True, True, True),
        ("victor", True, True, True),
        ("stina", True, True, True),
        ("ada", False, True, True),
        ("willy", False, False, False),
    ],
)
def test_everybody_sees_of_it_what_they_may(cast: Cast, name: str, order: bool, capacity: bool, asks: bool) -> None:
    html = show(getattr(cast, name))
    assert ("Our list, in rank order" in html) is order
    assert ("What we can give" in html) is capacity
    assert ("What is asked of us" in html) is asks
    assert ("Alpha" in html) is (order or asks)
    assert ("#3" in html) is order


def test_where_the_order_is_for_leaders_only_a_vp_confirms_without_it(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    Demand.objects.filter(bet=cast.c).update(state="proposed")
    html = show(cast.vera)
    assert "Yours to answer" in html
    assert "Our list" not in html
    for word in ("Waits", "#3", "idle", "Shrink"):
        assert word not in html


def test_after_the_lock_the_company_reads_it(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    html = show(cast.willy)
    assert "Our list, in rank order" in html
    assert "What we can give" in html
    assert "<form" not in html.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_those_of_elsewhere_find_nothing(cast: Cast, name: str) -> None:
    for address in (DATA, "/boards/north/teams/"):
        assert signed_in(getattr(cast, name)).get(address).status_code == 404


# --- cycles and empty pages


def test_another_cycle_is_chosen_in_the_address(cast: Cast) -> None:
    older = CycleFactory(board=cast.board, name="2026H2", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    html = show(cast.ines, f"{DATA}?cycle={older.pk}")
    assert "No ranked bet asks for Data." in html
    assert "No capacity is entered for 2026H2" in html
    assert "Nothing yet. Pitches that ask for Data appear here" in html


@pytest.mark.parametrize("query", ["?cycle=999999", "?cycle=x", "?cycle=-1"])
def test_a_cycle_that_is_none_of_the_board_is_a_404(cast: Cast, query: str) -> None:
    elsewhere = CycleFactory()
    for address in (f"{DATA}{query}", f"{DATA}?cycle={elsewhere.pk}"):
        assert signed_in(cast.ines).get(address).status_code == 404


def test_before_the_first_cycle_the_page_says_so(cast: Cast) -> None:
    TeamFactory(board=cast.olga.board, slug="care", name="Care")
    assert "There is no cycle yet" in show(cast.olga, f"/boards/{cast.olga.board.slug}/teams/care/")


# --- all teams


def test_all_teams_are_listed_with_line_and_what_they_owe(cast: Cast) -> None:
    Demand.objects.filter(bet=cast.c).update(state="proposed")
    TeamFactory(board=cast.board, name="Voice")
    said = words(show(cast.ines, "/boards/north/teams/"))
    assert "2 teams" in said
    assert "Data Vera 2.0 of 2.5 Line at #3, 0.5 idle behind it. 1 not answered." in said
    assert "no VP" in said


@pytest.mark.parametrize(
    ("name", "net", "line"), [("victor", True, True), ("ada", True, False), ("willy", False, False)]
)
def test_of_all_teams_everybody_sees_what_they_may(cast: Cast, name: str, net: bool, line: bool) -> None:
    html = show(getattr(cast, name), "/boards/north/teams/")
    assert "Data" in html
    assert ("2.5" in html) is net
    assert ("Line at" in html) is line


def test_a_team_is_still_added_under_the_same_address(cast: Cast) -> None:
    assert signed_in(cast.ada).post("/boards/north/teams/", {"team-name": "Care"}).status_code == 302
    assert signed_in(cast.ines).post("/boards/north/teams/", {"team-name": "Cure"}).status_code == 403


def test_a_board_without_teams_says_what_to_do(cast: Cast) -> None:
    assert "Add the first" in show(cast.olga, f"/boards/{cast.olga.board.slug}/teams/")


# --- statements


@pytest.mark.parametrize("more", [0, 30])
@pytest.mark.parametrize(("address", "most"), [(DATA, 18), ("/boards/north/teams/", 13)])
def test_the_pages_take_as_many_statements_for_any_number_of_rows(
    cast: Cast, address: str, most: int, more: int
) -> None:
    for number in range(more):
        bet = make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
        Demand.objects.filter(bet=bet).update(state="proposed", decided_by=cast.vera)
        ShrinkFactory(bet=bet, team=cast.data)
        CarryOverFactory(capacity=cast.capacity)
        TeamFactory(board=cast.board, vp=make_member(cast.board, f"Vp{number}", ["vp"]))
        CycleFactory(board=cast.board)
    client = signed_in(cast.vera)
    with statements() as found:
        assert client.get(f"{address}?cycle={cast.cycle.pk}").status_code == 200
    assert Bet.objects.count() >= 4 + more
    assert len(found) <= most, "\n".join(found)
