"""A bet of the tray finds its place two at a time."""

from math import ceil, log2
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bets.models import Bet, Rank
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast
from tests.factories import BetFactory, RankFactory


@pytest.fixture
def late(cast: Cast) -> Bet:
    bet: Bet = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Late", is_late=True)
    return bet


def ask(cast: Cast, bet: Bet, query: str = "") -> Any:
    return signed_in(cast.ines).get(f"/bets/{bet.pk}/placing/{query}")


def place(cast: Cast, bet: Bet, above: set[int]) -> tuple[int, dict[str, list[str]]]:
    """Answer as somebody for whom `bet` stands directly above all of `above`: questions asked, and the move's query."""
    client, address, asked = signed_in(cast.ines), f"/bets/{bet.pk}/placing/", 0
    while (answer := client.get(address)).status_code == 200:
        page = answer.context["page"]
        other = page.sides[1].bet
        said = {"above": other, "below": page.below} if other in above else {"below": other, "above": page.above}
        query = "&".join(f"{name}={value}" for name, value in said.items() if value)
        asked, address = asked + 1, f"/bets/{bet.pk}/placing/?{query}"
    return asked, parse_qs(urlsplit(answer.headers["Location"]).query)


@pytest.mark.parametrize("rank", range(1, 6))
def test_every_place_is_found(cast: Cast, late: Bet, rank: int) -> None:
    order = cast.ids("ABCD")
    asked, move = place(cast, late, above=set(order[rank - 1 :]))
    assert move["after"] == ["top" if rank == 1 else str(order[rank - 2])]
    assert asked <= ceil(log2(5))


def test_fifty_bets_take_at_most_six_questions(cast: Cast, late: Bet) -> None:
    for position in range(5, 51):
        RankFactory(bet=BetFactory(cycle=cast.cycle, owner=cast.vera), position=position)
    order = Rank.objects.order(cast.cycle)
    assert len(order) == 50
    for rank in (1, 2, 17, 26, 50, 51):
        asked, move = place(cast, late, above=set(order[rank - 1 :]))
        assert move["after"] == ["top" if rank == 1 else str(order[rank - 2])]
        assert asked <= 6


def test_it_ends_at_the_page_that_shows_what_would_follow(cast: Cast, late: Bet) -> None:
    answer = ask(cast, late, f"?below={cast.d.pk}")
    assert answer.status_code == 302
    shown = signed_in(cast.ines).get(answer.headers["Location"])
    assert "Place “Late” at #5" in shown.content.decode()


def test_answers_that_the_order_contradicts_are_asked_from_the_start(cast: Cast, late: Bet) -> None:
    answer = ask(cast, late, f"?below={cast.d.pk}&above={cast.a.pk}")
    assert "asked from the start" in answer.content.decode()


def test_a_bet_that_lost_its_rank_meanwhile_is_no_answer(cast: Cast, late: Bet) -> None:
    answer = ask(cast, late, "?below=999999")
    assert answer.context["page"].below is None


def test_with_nothing_ranked_it_goes_to_the_top_at_once(cast: Cast, late: Bet) -> None:
    Rank.objects.filter(cycle=cast.cycle).delete()
    assert "after=top" in ask(cast, late).headers["Location"]


def test_where_a_rank_is_asked_for_one_can_compare_instead(cast: Cast, late: Bet) -> None:
    link = f'href="/bets/{late.pk}/placing/">Compare instead: at most 3 questions</a>'
    assert link in move_page(cast, late)
    assert "Compare instead" not in move_page(cast, late, "&rank=2"), "it is found"
    assert "Compare instead" not in move_page(cast, cast.a), "it has a rank"
    Rank.objects.filter(cycle=cast.cycle).delete()
    assert "Compare instead" not in move_page(cast, late), "there is nothing to compare it with"


def move_page(cast: Cast, bet: Bet, query: str = "") -> str:
    page: str = signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/moves/new/?bet={bet.pk}{query}").content.decode()
    return page


@pytest.mark.parametrize("query", ["?below=x", "?above=0", f"?above={2**70}"])
def test_an_address_that_means_nothing_is_refused_by_name(cast: Cast, late: Bet, query: str) -> None:
    assert ask(cast, late, query).status_code == 422


def test_the_statements_do_not_grow_with_the_order(cast: Cast, late: Bet) -> None:
    client, counts = signed_in(cast.ines), []
    for more in (0, 15):
        for position in range(5, 5 + more):
            RankFactory(bet=BetFactory(cycle=cast.cycle, owner=cast.vera), position=position)
        with statements() as found:
            assert client.get(f"/bets/{late.pk}/placing/").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 17
