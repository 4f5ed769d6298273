"""Two bets side by side, again and again, until all are sorted."""

import re
from datetime import date
from typing import Any

import pytest

from bets.models import PrivateOrder, Round
from tests.bets.round.the_round import get, letters, opened, order_of, post, ready_as
from tests.bets.the_board import statements
from tests.cast import Cast, make_ranked
from tests.factories import BetFactory, PitchFactory, PrototypeFactory


@pytest.fixture
def round(cast: Cast) -> Round:
    """Otto sorts by forced choice."""
    found = opened(cast)
    post(cast, "round/mine/", "otto", round=found.pk, start="forced")
    return found


def html(cast: Cast) -> str:
    answer = get(cast, "round/mine/duel/", "otto")
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", answer.content.decode())


def asked(page: str) -> list[int]:
    return [int(bet) for bet in re.findall(r'name="kill" value="(\d+)"', page)]


def kill(cast: Cast, round: Round, bet: int, version: int) -> Any:
    return post(cast, "round/mine/duel/", "otto", round=round.pk, kill=bet, version=version)


def test_it_asks_which_of_two_to_kill(cast: Cast, round: Round) -> None:
    page = html(cast)
    assert "If you had to kill one of these two, which would it be?" in page
    assert set(asked(page)) == set(cast.ids("AB"))
    assert re.search(r"Question 1, <b>about \d+ more</b>", page)


def test_each_side_says_what_one_has_to_know(cast: Cast, round: Round) -> None:
    PitchFactory(bet=cast.a)
    PrototypeFactory(bet=cast.a, title="A letter, tried on 600 homes")
    page = html(cast)
    side = page.partition(f'aria-labelledby="side-{cast.a.pk}"')[2].partition("</article>")[0]
    for words in (
        "One path ends them.", "Two paths kept side by side", "calls a week, 400 to 200",
        "calls a week: above 350 in March; Vera decides", "A letter, tried on 600 homes", "Funded today", "It pays.",
    ):  # fmt: skip
        assert words in side
    assert "none was written" in page, "the other one has no pitch"


def test_a_leader_reads_a_confidential_text_and_is_told_to_mind_the_screen(cast: Cast, round: Round) -> None:
    cast.a.confidential_until = date(2099, 1, 1)
    cast.a.save()
    PitchFactory(bet=cast.a, belief="hush")
    page = html(cast)
    assert "hush" in page
    assert page.count("mind who sees this screen") == 1


def test_what_is_written_cannot_break_the_page(cast: Cast, round: Round) -> None:
    PitchFactory(bet=cast.a, belief="<script>alert(1)</script>", metric="<b>x</b>")
    page = html(cast)
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_until_all_are_sorted(cast: Cast, round: Round) -> None:
    wanted, version = cast.ids("DBAC"), 1
    while two := asked(html(cast)):
        answer = kill(cast, round, max(two, key=wanted.index), version)
        assert answer.headers["Location"].endswith("/round/mine/duel/")
        version += 1
    assert "All 4 bets are sorted." in html(cast)
    assert letters(cast, order_of(round, cast.otto).order) == "DBAC"


def test_the_last_answer_is_taken_back(cast: Cast, round: Round) -> None:
    before = asked(html(cast))
    kill(cast, round, cast.a.pk, 1)
    assert asked(html(cast)) != before
    assert post(cast, "round/mine/duel/undone/", "otto", round=round.pk, version=2).status_code == 302
    assert asked(html(cast)) == before
    assert post(cast, "round/mine/duel/undone/", "otto", round=round.pk, version=3).status_code == 422


def test_a_click_that_is_sent_twice_counts_once(cast: Cast, round: Round) -> None:
    kill(cast, round, cast.a.pk, 1)
    assert kill(cast, round, cast.a.pk, 1).status_code == 409
    assert len(order_of(round, cast.otto).answers) == 1


def test_a_bet_that_is_not_asked_about_is_refused(cast: Cast, round: Round) -> None:
    assert kill(cast, round, cast.d.pk, 1).status_code == 422
    assert post(cast, "round/mine/duel/", "otto", round=round.pk, version=1).status_code == 422


def test_one_of_the_tray_and_one_that_is_gone_are_shown_as_such(cast: Cast) -> None:
    tango = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Tango")
    found = opened(cast)
    post(cast, "round/mine/", "otto", round=found.pk, start="forced")
    PrivateOrder.objects.update(queue=[tango.pk, cast.a.pk], order=[tango.pk, cast.a.pk])
    assert "Without a rank today" in html(cast)
    tango.status = "withdrawn"
    tango.save()
    assert "Withdrawn</b> since the round was opened" in html(cast)


def test_without_questions_it_leads_to_the_list(cast: Cast, round: Round) -> None:
    assert get(cast, "round/mine/duel/", "ines").headers["Location"].endswith("/round/mine/")
    PrivateOrder.objects.update(queue=[])
    assert get(cast, "round/mine/duel/", "otto").headers["Location"].endswith("/round/mine/")


def test_when_one_is_ready_too(cast: Cast) -> None:
    found = opened(cast)
    ready_as(cast, found, cast.otto, "DBAC")
    assert get(cast, "round/mine/duel/", "otto").headers["Location"].endswith("/round/mine/")


def test_its_statements_do_not_grow(cast: Cast, round: Round) -> None:
    client = get(cast, "round/mine/duel/", "otto").client
    with statements() as few:
        client.get(f"/cycles/{cast.cycle.pk}/round/mine/duel/")
    for number in range(5):
        bet = make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
        PrivateOrder.objects.update(queue=[*PrivateOrder.objects.get().queue, bet.pk])
        PrototypeFactory(bet=cast.a, link=f"https://example.com/{number}")
    with statements() as many:
        client.get(f"/cycles/{cast.cycle.pk}/round/mine/duel/")
    assert len(many) == len(few) <= 15, "\n".join(many)
