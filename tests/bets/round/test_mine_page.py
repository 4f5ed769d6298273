"""The page of one's own order: how to start, the list with its lines, moves with and without a script, Ready."""

import re
from typing import Any

import pytest

from bets.actions import leaving, private_orders
from bets.models import PrivateOrder, Round
from tests.bets.round.the_round import get, letters, opened, order_of, post, ready_as, revealed, sorted_as
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member, make_ranked
from tests.factories import NOW, BetFactory, CycleFactory, RankFactory


@pytest.fixture
def round(cast: Cast) -> Round:
    return opened(cast)


def html(cast: Cast, name: str = "otto", page: str = "round/mine/") -> str:
    answer = get(cast, page, name)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", answer.content.decode())


def shown(page: str) -> str:
    return "".join(re.findall(r'<h3><a href="/bets/\d+/">(\w)', page))


def start(cast: Cast, round: Round, how: str = "today", **sent: Any) -> Any:
    return post(cast, "round/mine/", "otto", round=round.pk, start=how, **sent)


@pytest.mark.parametrize(
    ("name", "status"), [("stina", 403), ("vera", 403), ("ada", 403), ("willy", 403), ("olga", 404)]
)
def test_who_is_no_leader_has_no_order(cast: Cast, round: Round, name: str, status: int) -> None:
    for page in ("round/mine/", "round/mine/duel/"):
        assert get(cast, page, name).status_code == status
    for page in ("round/mine/", "round/mine/moves/", "round/mine/ready/", "round/mine/ready/end/", "round/mine/duel/"):
        assert post(cast, page, name, round=round.pk, version=1).status_code == status


@pytest.mark.parametrize("page", ["round/mine/", "round/mine/duel/"])
def test_without_an_open_round_it_leads_to_the_rounds(cast: Cast, page: str) -> None:
    assert get(cast, page).headers["Location"] in (
        f"/cycles/{cast.cycle.pk}/round/",
        f"/cycles/{cast.cycle.pk}/round/mine/",
    )
    revealed(cast)
    assert get(cast, "round/mine/").headers["Location"] == f"/cycles/{cast.cycle.pk}/round/"


# --- starting


def test_it_asks_how_to_start(cast: Cast, round: Round) -> None:
    page = html(cast)
    assert "Sort 4 bets, alone." in page
    assert re.findall(r'name="start" value="(\w+)"', page) == ["forced", "today"]
    assert not PrivateOrder.objects.exists()


def test_last_cycles_order_is_offered_where_something_of_it_is_pitched_again(cast: Cast) -> None:
    earlier = CycleFactory(board=cast.board, starts_on="2026-07-01", ends_on="2026-12-31")
    cast.a.copied_from = RankFactory(bet=BetFactory(cycle=earlier, owner=cast.vera)).bet
    cast.a.save()
    opened(cast)
    assert 'value="last"' in html(cast)


def test_a_start_leads_to_the_list_or_to_the_questions(cast: Cast, round: Round) -> None:
    assert start(cast, round).headers["Location"].endswith("/round/mine/")
    assert shown(html(cast)) == "ABCD"
    assert start(cast, round, "forced", version=1).headers["Location"].endswith("/round/mine/duel/")


def test_an_unknown_start_is_refused(cast: Cast, round: Round) -> None:
    assert start(cast, round, "random").status_code == 422
    assert post(cast, "round/mine/", "otto", start="today").status_code == 422


# --- the list


def test_each_finds_their_own(cast: Cast, round: Round) -> None:
    sorted_as(cast, round, cast.otto, "DCBA")
    sorted_as(cast, round, cast.ines, "BACD")
    assert (shown(html(cast, "otto")), shown(html(cast, "ines"))) == ("DCBA", "BACD")


def test_the_lines_fall_where_they_would_fall_in_this_order(cast: Cast, round: Round) -> None:
    sorted_as(cast, round, cast.otto, "DCBA")
    page = html(cast)
    assert "By it, 2 of 4 bets are funded. The first line falls at #3" in page
    assert re.findall(r'id="bet-\d+" data-state="(\w+)"', page) == ["funded", "funded", "waits", "waits"]
    assert "Data line</b> 0.5 of 2.5 left" in page
    assert page.index("Charlie</a>") < page.index("Data line") < page.index("Bravo</a>")


def test_what_went_since_is_not_shown_and_counted(cast: Cast, round: Round) -> None:
    sorted_as(cast, round, cast.otto, "DCBA")
    leaving.decline(bet=cast.c, reason="Not this year.", by=cast.ines, now=NOW)
    page = html(cast)
    assert shown(page) == "DBA"
    assert "1 bet of the round has gone since and is not shown." in page


def test_a_numeral_asks_for_a_rank_without_a_script(cast: Cast, round: Round) -> None:
    start(cast, round)
    page = html(cast, page=f"round/mine/?rank={cast.d.pk}")
    assert "Another rank for #4, “Delta”" in page
    sent = {"round": round.pk, "version": 1, "bet": cast.d.pk, "rank": 1}
    answer = post(cast, "round/mine/moves/", "otto", **sent)
    assert answer.headers["Location"] == f"/cycles/{cast.cycle.pk}/round/mine/#bet-{cast.d.pk}"
    assert shown(html(cast)) == "DABC"


def test_a_button_moves_by_one_and_what_it_did_can_be_undone(cast: Cast, round: Round) -> None:
    start(cast, round)
    client = signed_in(cast.otto)
    page = client.get(f"/cycles/{cast.cycle.pk}/round/mine/").content.decode()
    button = re.search(r'formaction="([^"]*)" name="bet" value="(\d+)" aria-label="Move “Delta” up"', page)
    assert button
    client.post(button[1].replace("&amp;", "&"), {"bet": button[2]})
    after = client.get(f"/cycles/{cast.cycle.pk}/round/mine/").content.decode()
    assert shown(after) == "ABDC"
    undo = re.search(r'action="([^"]*moves/\?[^"]*)"', after)
    assert undo
    client.post(undo[1].replace("&amp;", "&"))
    assert letters(cast, order_of(round, cast.otto).order) == "ABCD"


def test_a_script_is_told_the_new_version_and_order(cast: Cast, round: Round) -> None:
    start(cast, round)
    sent = {"round": round.pk, "version": 1, "bet": cast.d.pk, "after": None}
    answer = signed_in(cast.otto).post(
        f"/cycles/{cast.cycle.pk}/round/mine/moves/", sent, content_type="application/json"
    )
    assert answer.status_code == 201
    assert answer.json() == {"version": 2, "order": cast.ids("DABC"), "from": 4, "to": 1}


def test_a_second_window_is_told_so_and_loses_nothing(cast: Cast, round: Round) -> None:
    start(cast, round)
    sent = {"round": round.pk, "version": 1, "bet": cast.d.pk, "rank": 1}
    post(cast, "round/mine/moves/", "otto", **sent)
    answer = post(cast, "round/mine/moves/", "otto", **(sent | {"bet": cast.c.pk}))
    assert answer.status_code == 409
    assert "Your order was changed in another window meanwhile." in answer.content.decode()
    assert shown(html(cast)) == "DABC"


def test_a_move_to_nowhere_is_refused(cast: Cast, round: Round) -> None:
    start(cast, round)
    for place in ({}, {"rank": 9}, {"after": 2**40}, {"rank": 1, "before": cast.a.pk}):
        sent = {"round": round.pk, "version": 1, "bet": cast.d.pk} | place
        assert post(cast, "round/mine/moves/", "otto", **sent).status_code == 422


# --- ready


def test_ready_is_said_and_taken_back(cast: Cast, round: Round) -> None:
    start(cast, round)
    sent = {"round": round.pk, "version": 1}
    assert post(cast, "round/mine/ready/", "otto", **sent).headers["Location"].endswith("/round/")
    page = html(cast)
    assert "Your order is ready." in page
    assert "steps-buttons" not in page
    assert post(cast, "round/mine/ready/end/", "otto", round=round.pk, version=2).status_code == 302
    assert "steps-buttons" in html(cast)


def test_the_last_one_is_warned_that_ready_reveals(cast: Cast, round: Round) -> None:
    start(cast, round)
    assert "Ready</button>" in html(cast)
    ready_as(cast, round, cast.ines, "BACD")
    page = html(cast)
    assert "your Ready reveals all orders at once" in page
    assert "Ready, and reveal</button>" in page
    post(cast, "round/mine/ready/", "otto", round=round.pk, version=1)
    assert "pairs agreed" in html(cast, page="round/")


def test_its_statements_do_not_grow(cast: Cast, round: Round) -> None:
    start(cast, round)
    client = get(cast, "round/mine/", "otto").client
    with statements() as few:
        client.get(f"/cycles/{cast.cycle.pk}/round/mine/")
    for number in range(5):
        bet = make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
        Round.objects.update(bets=[*Round.objects.get().bets, bet.pk])
        PrivateOrder.objects.update(order=[*PrivateOrder.objects.get().order, bet.pk])
        make_member(cast.board, f"Lead{number}", ["leader"])
    with statements() as many:
        client.get(f"/cycles/{cast.cycle.pk}/round/mine/")
    assert len(many) == len(few) <= 15, "\n".join(many)


def test_the_list_says_how_far_the_questions_have_come(cast: Cast, round: Round) -> None:
    start(cast, round, "forced")
    private_orders.kill(round=round, bet=cast.a.pk, version=1, by=cast.otto, now=NOW)
    page = html(cast)
    assert "bets are still to be sorted." in page
    assert "Go on two at a time" in page
    assert "ends the questions" in page
