"""The page of a round: nothing yet, who is ready, what came out of it; and who sees which part."""

import re

import pytest
import time_machine

from bets.actions import leaving, orders, ranking, ready
from bets.models import Cycle, Rank, Round
from bets.ordering import After
from journal.models import Event
from tests.bets.round.the_round import get, opened, order_of, post, ready_as, revealed, sorted_as
from tests.bets.the_board import statements
from tests.cast import Cast, make_member, make_ranked
from tests.factories import NOW, BetFactory
from tests.logged import log_order


@pytest.fixture
def north(cast: Cast) -> Cast:
    return log_order(cast)


def html(cast: Cast, name: str = "ines", page: str = "round/") -> str:
    answer = get(cast, page, name)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(page: str) -> dict[str, str]:
    """What the form of the adoption carries."""
    form = page.partition('round/adoption/"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"csrfmiddlewaretoken": ""}


# --- opening


def test_without_a_round_a_leader_may_open_one_and_the_steward_reads_what_it_is(cast: Cast) -> None:
    assert "Open the round</button>" in html(cast)
    page = html(cast, "stina")
    assert "No ranking round yet." in page
    assert "Open the round" not in page


@pytest.mark.parametrize(
    ("name", "status"), [("vera", 403), ("willy", 403), ("ada", 403), ("olga", 404), ("emil", 404)]
)
def test_who_does_not_rank_or_steer_follows_no_round(cast: Cast, name: str, status: int) -> None:
    opened(cast)
    for page in ("round/", "round/part/"):
        assert get(cast, page, name).status_code == status


def test_a_leader_opens_one_with_a_reference(cast: Cast) -> None:
    answer = post(cast, "round/", reference=cast.otto.pk)
    assert answer.headers["Location"] == f"/cycles/{cast.cycle.pk}/round/"
    assert Round.objects.get().reference == cast.otto
    assert "<b>The order of Otto will be the proposal</b>" in html(cast)


def test_nobody_but_a_leader_can_be_the_reference(cast: Cast) -> None:
    answer = post(cast, "round/", reference=cast.vera.pk)
    assert answer.status_code == 422
    assert not Round.objects.exists()


def test_two_who_open_at_once_get_one_round_and_a_sentence(cast: Cast) -> None:
    opened(cast)
    answer = post(cast, "round/", "otto")
    assert answer.status_code == 409
    assert "A round is open already" in answer.content.decode()


# --- progress


def test_it_says_who_is_ready_who_sorts_and_who_has_not_started(cast: Cast) -> None:
    make_member(cast.board, "Lena", ["leader"])
    round = opened(cast)
    sorted_as(cast, round, cast.otto, "DCBA")
    ready_as(cast, round, cast.ines, "BACD")
    for name in ("ines", "otto", "stina"):
        page = html(cast, name)
        assert "1 of 3 leaders is ready." in page
        assert re.findall(r"<li><span>(Ines|Lena|Otto)[^<]*</span><span[^>]*>([a-z ]+)</span>", page) == [
            ("Ines", "ready"), ("Lena", "not started"), ("Otto", "sorting"),
        ]  # fmt: skip


def test_each_leader_finds_the_way_to_their_order_and_the_steward_none(cast: Cast) -> None:
    round = opened(cast)
    assert "Sort alone</a>" in html(cast, "otto")
    sorted_as(cast, round, cast.otto, "DCBA")
    assert "Go on sorting</a>" in html(cast, "otto")
    ready_as(cast, round, cast.ines, "BACD")
    assert "Look at my order</a>" in html(cast)
    page = html(cast, "stina")
    assert "round/mine/" not in page
    assert "Call it off" not in page


def test_before_it_is_closed_it_says_whose_orders_would_not_be_used(cast: Cast) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    round = opened(cast)
    sorted_as(cast, round, lena, "DCBA")
    ready_as(cast, round, cast.ines, "BACD")
    assert "Close it and reveal" not in html(cast)
    ready_as(cast, round, cast.otto, "BACD")
    assert "The orders of Lena would not be used" in html(cast)
    assert post(cast, "round/reveal/", round=round.pk).status_code == 302
    assert "Not ready, and not used: <b>Lena</b>" in html(cast, "stina")


def test_a_page_of_before_does_not_close_the_next_round(cast: Cast) -> None:
    first = revealed(cast)
    second = opened(cast)
    assert post(cast, "round/reveal/", round=first.pk).status_code == 409
    assert post(cast, "round/end/", round=first.pk).status_code == 409
    assert post(cast, "round/end/", round=2**40).status_code == 409
    assert post(cast, "round/end/").status_code == 422
    assert Round.objects.get(pk=second.pk).is_open


def test_bets_that_came_since_are_counted(cast: Cast) -> None:
    opened(cast)
    BetFactory(cycle=cast.cycle, owner=cast.vera)
    assert "1 bet came since it was opened and is not in it." in html(cast)


def test_called_off_there_is_none(cast: Cast) -> None:
    round = opened(cast)
    assert post(cast, "round/end/", round=round.pk).status_code == 302
    assert "No ranking round yet." in html(cast)


# --- the reveal


def test_the_head_counts_pairs(cast: Cast) -> None:
    revealed(cast, ines="BACD", otto="ACBD")
    assert "<h1><span>4 of 6 pairs agreed, 2 open, 1 decisive</span></h1>" in html(cast)


def test_thousands_are_written_with_a_comma(cast: Cast) -> None:
    for number in range(46):
        make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
    revealed(cast, ines="ABCD", otto="ABCD")
    assert "1,225 of 1,225 pairs agreed, 0 open, 0 decisive" in html(cast)


def test_whose_orders_count_and_what_is_proved(cast: Cast) -> None:
    revealed(cast, ines="BACD", otto="ACBD")
    page = html(cast)
    assert "The orders of <b>Ines, Otto</b> count." in page
    assert "contradicts 2 opinions about pairs, and is <b>proved to be the best</b>" in page


@pytest.mark.parametrize(
    ("bound", "said"),
    [(0, "<b>at most 2 from the best</b>. The solver is at work"), (None, "about pairs. The solver is at work")],
)
def test_while_the_solver_works_it_says_how_far_it_is(cast: Cast, bound: int | None, said: str) -> None:
    revealed(cast, ines="BACD", otto="ACBD")
    Round.objects.update(bound=bound)
    with time_machine.travel(NOW, tick=False):
        assert said in html(cast)
    with time_machine.travel(NOW + Round.PROVED_WITHIN, tick=False):
        assert "The solver" not in html(cast), "it stays as it is"


def test_a_reference_is_printed(cast: Cast) -> None:
    revealed(cast, ines="DCBA", otto="ABCD", reference=cast.ines)
    page = html(cast, "stina")
    assert "The proposal is <b>the order of Ines</b>: the leaders said so before the round." in page
    assert "The solver" not in page


def test_the_proposal_stands_beside_todays_order_with_what_comes_and_goes(cast: Cast) -> None:
    revealed(cast, ines="DABC", otto="DABC")
    page = html(cast)
    assert re.findall(r'<th scope="row">(\d)</th><td><a href="[^"]*">(\w)', page) == [
        ("1", "D"), ("2", "A"), ("3", "B"), ("4", "C"),
    ]  # fmt: skip
    assert re.findall(r"<td>(#\d|<span[^>]*>the same</span>)</td>", page) == ["#4", "#1", "#2", "#3"]
    assert re.findall(r"<h3>(In|Out)</h3><ul class=\"index\"><li><span><b>([^<]*)</b> (\w+)", page) == [
        ("In", "#4 → #1", "Delta"), ("Out", "#2 → #3", "Bravo"),
    ]  # fmt: skip


def test_leaders_see_names_on_each_side_and_everybodys_ranks(cast: Cast) -> None:
    revealed(cast, ines="BACD", otto="ABCD")
    page = html(cast)
    pairs = page.partition('id="pairs-h"')[2]
    assert re.findall(r'class="(?:upper|lower)">#(\d) (\w+)</b> (\w+)', pairs) in (
        [("1", "Alpha", "Otto"), ("2", "Bravo", "Ines")], [("1", "Bravo", "Ines"), ("2", "Alpha", "Otto")],
    )  # fmt: skip
    assert page.count('class="of-leader">1</td>') == 2


def test_a_ring_of_the_majority_is_named_to_leaders_alone(cast: Cast) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    round = opened(cast)
    for leader, order in ((cast.otto, "BCAD"), (lena, "CABD")):
        sorted_as(cast, round, leader, order)
    ready_as(cast, round, cast.ines, "ABCD")
    for leader in (cast.otto, lena):
        ready.say_ready(round=round, version=order_of(round, leader).version, by=leader, now=NOW)
    page = html(cast)
    rings = page.partition(">Rings</h2>")[2].partition("</section>")[0]
    said = " ".join(re.sub(r"<[^>]*>", " ", rings).split())
    assert re.search(r"#\d Alpha over #\d Bravo over #\d Charlie over #\d", said), said
    assert rings.count("<li>") == 1
    assert "Rings" not in html(cast, "stina")


def test_the_steward_sees_head_and_proposal_and_no_opinions(cast: Cast) -> None:
    revealed(cast, ines="BACD", otto="ABCD")
    page = html(cast, "stina")
    assert "5 of 6 pairs agreed" in page
    assert "The proposal, beside today’s order" in page
    for words in ("Where you disagree", "of-leader", "Adopt the proposal", "Rings"):
        assert words not in page


def test_many_pairs_are_shown_on_demand(cast: Cast) -> None:
    for number in range(10):
        make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
    round = opened(cast)
    ready_as(cast, round, cast.ines, "ABCD")
    mine = sorted_as(cast, round, cast.otto, "ABCD")
    mine.order = mine.order[::-1]
    mine.save()
    post(cast, "round/mine/ready/", "otto", round=round.pk, version=mine.version)
    assert "31 more pairs" in html(cast)
    assert html(cast, page="round/?pairs=all").count('class="upper"') == 91


# --- adopting


def test_the_proposal_is_adopted_as_one_act_that_names_the_round(north: Cast) -> None:
    round = revealed(north, ines="DABC", otto="DABC")
    sent = hidden(html(north)) | {"reason": "We all said so."}
    answer = post(north, "round/adoption/", **sent)
    assert answer.headers["Location"] == f"/cycles/{north.cycle.pk}/"
    assert north.order == "DABC"
    event = Event.objects.filter(kind="bets.ranking.changed").latest("number")
    assert (event.data["act"], event.data["round"], event.data["reason"]) == ("adopt", round.pk, "We all said so.")
    assert "It is the order" in html(north)
    assert "Adopt the proposal" not in html(north)


def test_and_can_be_undone(north: Cast) -> None:
    revealed(north, ines="DABC", otto="DABC")
    answer = post(north, "round/adoption/", **hidden(html(north)))
    board = answer.client.get(answer.headers["Location"]).content.decode()
    undo = re.search(r'action="([^"]*undone/\?revision=\d+)"', board)
    assert undo
    answer.client.post(undo[1])
    assert north.order == "ABCD"


def test_over_an_order_that_changed_since_nothing_is_adopted(north: Cast) -> None:
    revealed(north, ines="DABC", otto="DABC")
    sent = hidden(html(north))
    ranking.move(cycle=north.cycle, bet=north.b.pk, target=After(None), by=north.otto, now=NOW)
    answer = post(north, "round/adoption/", **sent)
    assert answer.status_code == 409
    assert "Otto changed the order meanwhile" in answer.content.decode()
    assert north.order == "BACD"


def test_nor_another_order_than_the_one_that_was_shown(north: Cast) -> None:
    revealed(north, ines="DABC", otto="DABC")
    sent = hidden(html(north))
    Round.objects.update(proposal=north.ids("DCBA"))
    answer = post(north, "round/adoption/", **sent)
    assert answer.status_code == 409
    assert "The proposal is another by now" in answer.content.decode()
    assert north.order == "ABCD"


def test_nor_one_that_was_made_up(north: Cast) -> None:
    round = revealed(north, ines="DABC", otto="DABC")
    sent = {"round": round.pk, "seal": "0" * 64, "base_revision": 1}
    assert post(north, "round/adoption/", **sent).status_code == 409
    assert post(north, "round/adoption/", **(sent | {"seal": "x"})).status_code == 422


def test_where_a_reason_is_needed_it_is_asked_for_and_nothing_typed_is_lost(north: Cast) -> None:
    orders.adopt(cycle=north.cycle, order=north.ids("ABCD"), by=north.ines, now=NOW)
    revealed(north, ines="DABC", otto="DABC")
    page = html(north)
    assert 'maxlength="500" required' in page
    answer = post(north, "round/adoption/", **hidden(page))
    assert answer.status_code == 422
    assert "say why" in answer.content.decode()
    assert north.order == "ABCD"


def test_bets_that_went_and_came_since_are_fitted_in(north: Cast) -> None:
    tango = BetFactory(cycle=north.cycle, owner=north.vera, title="Tango")
    round = opened(north)
    for leader in (north.ines, north.otto):
        mine = sorted_as(north, round, leader, "DABC")
        mine.order = [tango.pk, *north.ids("DABC")]
        mine.save()
        post(north, "round/mine/ready/", leader.name.lower(), round=round.pk, version=mine.version)
    leaving.decline(bet=north.b, reason="Not this year.", by=north.ines, now=NOW)
    new = BetFactory(cycle=north.cycle, owner=north.vera, title="Victor")
    late = BetFactory(cycle=north.cycle, owner=north.vera, title="Uniform")
    ranking.move(cycle=north.cycle, bet=late.pk, target=After(north.a.pk), by=north.ines, now=NOW)
    post(north, "round/adoption/", **hidden(html(north)))
    assert Rank.objects.order(north.cycle) == [tango.pk, north.d.pk, north.a.pk, late.pk, north.c.pk]
    assert not Rank.objects.filter(bet=new).exists()


def test_while_the_order_is_frozen_nothing_is_adopted(north: Cast) -> None:
    revealed(north, ines="DABC", otto="DABC")
    sent = hidden(html(north))
    Cycle.objects.update(frozen=True)
    assert "The order is frozen" in html(north)
    assert post(north, "round/adoption/", **sent).status_code == 409
    assert north.order == "ABCD"


@pytest.mark.parametrize("over", ["by a newer one", "called off"])
def test_what_came_of_an_older_round_is_adopted_no_more(north: Cast, over: str) -> None:
    round = revealed(north, ines="DABC", otto="DABC")
    sent = hidden(html(north))
    if over == "called off":
        Round.objects.filter(pk=round.pk).update(called_off=True)
    else:
        revealed(north, ines="DCBA", otto="DCBA")
    assert post(north, "round/adoption/", **sent).status_code == 409
    assert north.order == "ABCD"


# --- how it is followed


def test_the_part_is_the_page_and_304_until_something_happens(cast: Cast) -> None:
    round = opened(cast)
    page, part = get(cast, "round/"), get(cast, "round/part/")
    token = re.compile(rb'csrfmiddlewaretoken" value="[^"]*"')
    assert token.sub(b"", part.content).strip() in token.sub(b"", page.content)
    tag = part.headers["ETag"]
    again = {"headers": {"If-None-Match": tag}}
    assert part.client.get(f"/cycles/{cast.cycle.pk}/round/part/", **again).status_code == 304
    sorted_as(cast, round, cast.otto, "DCBA")
    assert part.client.get(f"/cycles/{cast.cycle.pk}/round/part/", **again).status_code == 200


def test_each_has_their_own(cast: Cast) -> None:
    opened(cast)
    assert get(cast, "round/part/").headers["ETag"] != get(cast, "round/part/", "otto").headers["ETag"]


@pytest.mark.parametrize(("state", "most"), [("none", 7), ("open", 10), ("revealed", 13)])
def test_its_statements_do_not_grow(cast: Cast, state: str, most: int) -> None:
    if state != "none":
        (opened if state == "open" else revealed)(cast)
    client = get(cast, "round/").client
    with statements() as few:
        client.get(f"/cycles/{cast.cycle.pk}/round/")
    for number in range(5):
        make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
        make_member(cast.board, f"Lead{number}", ["leader"])
    with statements() as many:
        client.get(f"/cycles/{cast.cycle.pk}/round/")
    assert len(many) == len(few) <= most, "\n".join(many)
