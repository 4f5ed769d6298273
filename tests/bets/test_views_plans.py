"""The plan that the company reads, the order on paper, and the permanent address of a rank."""

from datetime import timedelta

import pytest

from bets.actions import leaving, ranking
from bets.actions.locking import lock, unlock
from bets.models import Bet, Capacity, Cycle
from bets.ordering import After
from org.models import Team
from tests.bets.the_board import signed_in, statements
from tests.bets.the_pages import WHY, get, html, post
from tests.cast import Cast, make_ranked
from tests.factories import NOW, CapacityFactory, DemandFactory, PrototypeFactory, TeamFactory
from tests.locked import SENTENCE, locked_plan, make_ready
from tests.logged import log_order

EVERYBODY = ("ines", "otto", "vera", "victor", "stina", "ada", "willy")


# --- the plan


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_reads_the_plan(cast: Cast, name: str) -> None:
    plan = locked_plan(cast)
    page = html(cast, "plan", name)
    assert "2 of 4 bets are funded." in page
    assert page.index("Alpha") < page.index("Bravo") < page.index("Charlie") < page.index("Delta")
    assert "<b>Data line</b> 0.5 of 2.5 left" in page
    assert plan.digest in page
    assert "Computed again now: the same." in page
    assert "Two of Ines, Otto, within a day" in page
    assert ("Unlock</a>" in page) is (name in ("ines", "otto"))


@pytest.mark.parametrize(("name", "status"), [("olga", 404), ("emil", 404)])
def test_strangers_read_no_plan(cast: Cast, name: str, status: int) -> None:
    plan = locked_plan(cast)
    assert get(cast, "plan", name).status_code == status
    assert signed_in(getattr(cast, name)).get(f"/plans/{plan.pk}/").status_code == status


def test_it_says_what_fell_just_below_and_what_it_would_have_taken(cast: Cast) -> None:
    locked_plan(cast)
    below = html(cast, "plan").partition('id="below-h"')[2]
    assert "#3 Charlie</b></a>, at the Data line" in below
    assert "Needs 1.0 Data, 0.5 left after #2." in below
    assert "0.5 more Data funds it and disturbs nobody." in below


def test_it_prints_the_policy_the_capacities_and_every_sentence(cast: Cast) -> None:
    locked_plan(cast)
    page = html(cast, "plan")
    assert "<b>team</b>" in page
    assert "Data has 0.5 of 2.5 person-weeks idle behind #3 Charlie." in page
    assert f"<b>Ines</b>: “{SENTENCE}”" in page
    assert "<td>2.5</td><td>0 %</td><td>0.0</td><td>2.5</td><td>2.0</td>" in page


def test_under_fill_what_was_passed_over_fell_below(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(policy="fill")
    cast.cycle.refresh_from_db()
    locked_plan(cast)
    below = html(cast, "plan").partition('id="below-h"')[2]
    assert "#3 Charlie" in below
    assert "#4 Delta" in below


def test_it_is_shown_as_it_was_and_what_stays_open_beside_it(cast: Cast) -> None:
    locked_plan(cast)
    changes = {"title": "Alfa", "status_line": "Halfway.", "link": "https://example.com/a", "owner": cast.victor}
    Bet.objects.filter(pk=cast.a.pk).update(**changes)
    page = html(cast, "plan", "willy")
    for words in (">Alpha</a>", "Now called “Alfa”", "Vera, now Victor", "Halfway.", "https://example.com/a"):
        assert words in page
    assert "Computed again now: the same." in page


def test_a_bet_that_was_withdrawn_keeps_its_row_and_the_tool_says_what_would_fit(cast: Cast) -> None:
    locked_plan(cast)
    leaving.withdraw(bet=cast.a, by=cast.vera, now=NOW, reason="The partner left.")
    page = html(cast, "plan")
    assert f'id="bet-{cast.a.pk}" data-state="withdrawn"' in page
    assert "The partner left." in page
    assert "#1 Alpha</a>, 1.0 person-weeks" in page
    fitting = page.partition("would fit, each by itself:")[2].partition("</section>")[0]
    assert "#3 Charlie" in fitting
    assert "#4 Delta" in fitting
    assert "2 of 4 bets are funded." in page, "nothing is dealt again"


def test_a_cycle_that_differs_from_its_plan_says_so(cast: Cast) -> None:
    locked_plan(cast)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="ranking")
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=26)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    page = html(cast, "plan")
    assert "The cycle differs from its plan</b> in capacities" in page
    assert "the same." not in page


@pytest.mark.parametrize(("name", "says"), [("ines", "See what is missing"), ("vera", "A leader locks it.")])
def test_before_the_lock_there_is_no_plan_and_the_page_says_what_to_do(cast: Cast, name: str, says: str) -> None:
    page = html(cast, "plan", name)
    assert "2027H1 has no plan yet." in page
    assert says in page


@pytest.mark.parametrize("name", ["ada", "willy"])
def test_before_the_lock_nothing_of_the_order_leaks_by_the_plan(cast: Cast, name: str) -> None:
    log_order(cast)
    for page in ("plan", "gallery", "sheet", "at/1/1"):
        response = get(cast, page, name)
        assert response.status_code == 403
        assert b"Alpha" not in response.content


def test_a_plan_that_was_unlocked_stays_to_be_read(cast: Cast) -> None:
    first = locked_plan(cast)
    for leader in (cast.ines, cast.otto):
        unlock(cycle=cast.cycle, by=leader, now=NOW, reason=f"{leader.name}: {WHY}")
    ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=NOW)
    PrototypeFactory(bet=cast.d)
    lock(cycle=cast.cycle, by=cast.otto, now=NOW + timedelta(hours=1))
    page = html(cast, "plan", "willy")
    assert page.index("Delta") < page.index("Alpha")
    assert f'href="/plans/{first.pk}/"' in page
    assert f"Otto: {WHY}" in page
    old = signed_in(cast.willy).get(f"/plans/{first.pk}/").content.decode()
    assert old.index("Alpha") < old.index("Delta")
    assert "This plan was unlocked on" in old
    assert "What the plan holds." in old


def test_an_old_plan_is_nobodys_business_while_the_order_is_being_made(cast: Cast) -> None:
    plan = locked_plan(cast)
    for leader in (cast.ines, cast.otto):
        unlock(cycle=cast.cycle, by=leader, now=NOW, reason=WHY)
    assert signed_in(cast.willy).get(f"/plans/{plan.pk}/").status_code == 403
    assert signed_in(cast.vera).get(f"/plans/{plan.pk}/").status_code == 200
    assert signed_in(cast.ines).get("/plans/99999999/").status_code == 404


# --- a rank at a revision


def test_a_rank_at_a_revision_is_the_same_for_ever(cast: Cast) -> None:
    log_order(cast)
    ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=NOW, reason="It pays.")
    page = html(cast, "at/2/1", "vera")
    assert "#1 in 2027H1 at revision 2:" in page
    assert ">Delta</a>" in page
    assert "It stands there today." in page
    assert "<b>Ines</b> moved" in page
    before = html(cast, "at/1/1", "vera")
    assert ">Alpha</a>" in before
    assert f'<a href="/cycles/{cast.cycle.pk}/#bet-{cast.a.pk}">#2 today</a>' in before


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("at/9/1", "The order has revisions 0 to 1."),
        ("at/1/5", "There was no #5 at revision 1: the order had ranks 1 to 4."),
        ("at/1/0", "There was no #0"),
        ("at/0/1", "There was no #1 at revision 0: nothing was ranked yet."),
    ],
)
def test_what_never_stood_anywhere_is_told_in_words(cast: Cast, address: str, says: str) -> None:
    response = get(log_order(cast), address)
    assert response.status_code == 404
    assert says in response.content.decode()


def test_a_bet_without_a_rank_today_is_found_by_the_one_it_had(cast: Cast) -> None:
    log_order(cast)
    leaving.decline(bet=cast.a, by=cast.ines, now=NOW, reason="Not now.")
    assert "It has no rank today." in html(cast, "at/1/1")


# --- paper, and what it all costs


def test_the_sheet_is_the_order_of_now(cast: Cast) -> None:
    page = html(cast, "sheet", "vera")
    assert page.index("Alpha") < page.index("Delta")
    assert "<thead>" in page
    assert "Revision 0" in page


def test_an_empty_sheet_says_so(cast: Cast) -> None:
    Bet.objects.filter(cycle=cast.cycle).delete()
    assert "No bet has a rank yet." in html(cast, "sheet")


COSTS = {"lock": 23, "unlock": 7, "plan": 22, "sheet": 9, "at/1/1": 9}


@pytest.mark.parametrize("more", [0, 36])
@pytest.mark.parametrize("page", COSTS)
def test_every_page_takes_the_same_statements_for_any_number_of_bets(cast: Cast, page: str, more: int) -> None:
    for number in range(more):
        team = TeamFactory(board=cast.board)
        CapacityFactory(cycle=cast.cycle, team=team, raw_tenths=0)
        bet = make_ranked(cast.cycle, cast.vera, f"Bet {number}", cast.data)
        DemandFactory(bet=bet, team=team)
    log_order(cast)
    make_ready(cast)
    if page in ("plan", "unlock"):
        lock(cycle=cast.cycle, by=cast.ines, now=NOW)
        post(cast, "unlock", "otto", reason=WHY)
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.get(f"/cycles/{cast.cycle.pk}/{page}/")
    assert response.status_code == 200
    assert len(found) == COSTS[page], found
    assert Team.objects.filter(board=cast.board).count() == 1 + more
