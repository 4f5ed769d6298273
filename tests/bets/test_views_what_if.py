"""What if: what would come in and go out, side by side, from an address; nothing is saved."""

from typing import Any

import pytest

from bets.models import Bet, Capacity, Cycle
from journal.models import Event
from tests.authz.digest import digest
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_ranked
from tests.factories import BetFactory, CapacityFactory, DemandFactory, TeamFactory


def ask(cast: Cast, query: str = "", name: str = "ines", **options: Any) -> Any:
    return signed_in(getattr(cast, name)).get(f"/cycles/{cast.cycle.pk}/what-if/{query}", **options)


def html(cast: Cast, query: str) -> str:
    response = ask(cast, query)
    assert response.status_code == 200, response
    return str(response.content.decode())


def test_more_capacity_brings_a_bet_in(cast: Cast) -> None:
    page = html(cast, "?capacity.data=3.0")
    assert "3 of 4 bets would be funded." in page
    assert "Today 2 are." in page
    assert "#3 comes in. Funded: 3 instead of 2. 1.0 person-weeks come in, 0.0 go out." in page
    assert "<b>Waits today:</b> needs 1.0 Data, 0.5 left after #2." in page


def test_a_bet_put_elsewhere_sends_another_out(cast: Cast) -> None:
    page = html(cast, f"?move={cast.d.pk}:after:{cast.a.pk}")
    assert "#4 comes in; #2 goes." in page
    assert "<b>Would wait:</b> needs 1.0 Data, 0.5 left after #2." in page
    assert "#4 → #2" in page
    assert "#2 → #3" in page


def test_a_smaller_bet_fits(cast: Cast) -> None:
    page = html(cast, f"?demand.{cast.c.pk}.data=0.5")
    assert "#3 comes in." in page
    assert "0.5 instead of 1.0" in page


def test_a_size_of_nothing_takes_the_team_out_of_it(cast: Cast) -> None:
    assert "4 of 4 bets would be funded." not in html(cast, f"?demand.{cast.d.pk}.data=0.0")
    assert "needs 1.0 Data" in html(cast, f"?demand.{cast.d.pk}.data=0.0")


def test_a_bet_of_the_tray_can_be_tried(cast: Cast) -> None:
    echo = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Echo", needs_no_team=True)
    page = html(cast, f"?move={echo.pk}:to:1")
    assert "of the tray" in page
    assert "tray → #1" in page
    assert "Has no rank today." in page


def test_the_policies_stand_side_by_side_for_what_is_supposed(cast: Cast) -> None:
    page = html(cast, "?capacity.data=2.9&policy=fill")
    assert page.count('class="figure"') == 3
    assert "?policy=strict&amp;capacity.data=2.9" in page
    assert "fill instead of team" in page


def test_lines_are_told_now_and_then(cast: Cast) -> None:
    page = html(cast, "?capacity.data=3.0")
    assert "#3 Charlie</a>; needs 1.0 Data, 0.5 left after #2." in page
    assert "#4 Delta</a>; needs 1.0 Data, 0.0 left after #3." in page


def test_more_capacity_can_fund_fewer_bets_and_this_is_said(cast: Cast) -> None:
    """Charlie asks for 0.6 and Delta for two teams; with 0.1 more of Data, Charlie takes what Delta had."""
    care = TeamFactory(board=cast.board, slug="care", name="Care")
    CapacityFactory(cycle=cast.cycle, team=care, raw_tenths=10)
    DemandFactory(bet=cast.c, team=care, tenths=10)
    for title in ("Echo", "Foxtrot"):
        make_ranked(cast.cycle, cast.vera, title, care, tenths=5)
    Bet.objects.filter(pk=cast.d.pk).update(needs_no_team=False)
    DemandFactory._meta.model.objects.filter(bet=cast.d).delete()
    assert "higher up" not in html(cast, "?capacity.data=2.6")
    # Data closes at Charlie, which keeps Care for nobody: Echo and Foxtrot have it until Charlie fits.
    page = html(cast, "?capacity.data=3.0")
    assert "More capacity funds fewer bets here, higher up: #3 takes what #5 and #6 would have used." in page


def test_nothing_is_saved(cast: Cast) -> None:
    client, before = signed_in(cast.ines), digest()
    for query in ("", "?capacity.data=3.0", f"?policy=fill&move={cast.d.pk}:to:1&demand.{cast.c.pk}.data=0.1", "?x=1"):
        client.get(f"/cycles/{cast.cycle.pk}/what-if/{query}", follow=True)
    assert digest() == before
    assert client.post(f"/cycles/{cast.cycle.pk}/what-if/", {"capacity.data": "3.0"}).status_code == 405
    assert digest() == before
    assert not Event.objects.exists()


def test_one_supposition_has_one_address(cast: Cast) -> None:
    typed = f"?capacity.data=3&policy=team&bet={cast.d.pk}&rank=1&sized=&of=&weeks=&utm=mail"
    response = ask(cast, typed)
    assert response.status_code == 302
    assert response["Location"].endswith(f"/what-if/?capacity.data=3.0&move={cast.d.pk}:to:1")
    assert ask(cast, "?" + response["Location"].partition("?")[2]).status_code == 200


def test_what_is_so_today_is_not_supposed(cast: Cast) -> None:
    response = ask(cast, f"?capacity.data=2.5&policy=team&demand.{cast.a.pk}.data=1.0")
    assert response["Location"].endswith("/what-if/?")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?capacity.data=4,5", "has a comma"),
        ("?capacity.nowhere=4", "1 field"),
        ("?policy=fair", "There are the policies"),
        ("?move=999999:to:1", "There is no such bet"),
        ("?move={d}:to:9", "There are ranks 1 to 4"),
        ("?move={d}:after:{d}", "has no rank, or is the same bet"),
        ("?bet={d}&rank=99", "There are ranks 1 to 4"),
        ("?demand.{d}.nowhere=1", "There is no such team"),
        ("?demand.999999.data=1", "There is no such bet"),
    ],
)
def test_bad_values_are_told_at_their_fields(cast: Cast, query: str, said: str) -> None:
    response = ask(cast, query.format(d=cast.d.pk))
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert "to put right" in page


def test_what_was_typed_is_not_lost(cast: Cast) -> None:
    page = ask(cast, f"?capacity.data=4,5&bet={cast.d.pk}&rank=first").content.decode()
    assert 'value="4,5"' in page
    assert 'value="first"' in page
    assert f'<option value="{cast.d.pk}" selected>' in page


@pytest.mark.parametrize("name", ["ines", "otto", "vera", "victor", "stina"])
def test_leaders_steward_and_vps_may_try(cast: Cast, name: str) -> None:
    assert ask(cast, "?policy=fill", name).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("willy", 403), ("olga", 404), ("emil", 404)])
def test_others_may_not(cast: Cast, name: str, status: int) -> None:
    response = ask(cast, "?policy=fill", name)
    assert response.status_code == status
    assert "Alpha" not in response.content.decode()


def test_vps_may_not_while_the_order_is_the_leaders_own(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    assert ask(cast, name="vera").status_code == 403


@pytest.mark.parametrize("state", ["pitching", "locked", "closed"])
def test_it_is_tried_in_ranking_only(cast: Cast, state: str) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    assert ask(cast).status_code == 409


def test_an_empty_board_says_what_to_do(cast: Cast) -> None:
    Capacity.objects.all().delete()
    Bet.objects.filter(cycle=cast.cycle).delete()
    page = html(cast, "")
    assert "No bet has a rank yet." in page
    assert "No team has entered its capacity." in page


@pytest.mark.parametrize("more", [0, 36])
def test_it_takes_the_same_statements_for_any_number_of_bets(cast: Cast, more: int) -> None:
    for number in range(more):
        make_ranked(cast.cycle, cast.vera, f"Bet {number}", cast.data)
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.get(f"/cycles/{cast.cycle.pk}/what-if/?capacity.data=3.0")
    assert response.status_code == 200
    assert len(found) == 9, found
