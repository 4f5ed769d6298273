"""The list of questions and the page of one: who sees what, and what it costs."""

from datetime import date
from typing import Any

import pytest
import time_machine

from bets.actions.orders import undo
from bets.asking.duel import duel
from bets.asking.page import questions_page
from bets.models import Bet, Capacity, Cycle, Demand, Rank
from tests.bets.asking.the_room import leave, pair, reveal, say
from tests.bets.the_board import fragment, page, signed_in, statements
from tests.cast import Cast, make_ranked
from tests.factories import NOW, OpinionFactory, PitchFactory, PrototypeFactory, RoundFactory, SettlementFactory


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Who said that they are here is here: the doors take the time themselves."""
    with time_machine.travel(NOW, tick=False):
        yield


def get(cast: Cast, name: str, path: str = "", status: int = 200) -> str:
    response = signed_in(getattr(cast, name)).get(f"/cycles/{cast.cycle.pk}/questions/{path}")
    assert response.status_code == status, response.content
    return " ".join(response.content.decode().split())


def path(cast: Cast, letters: str) -> str:
    first, second = pair(cast, letters)
    return f"{first}/{second}/"


def test_the_list_counts_and_says_what_each_would_do(room: Cast) -> None:
    html = get(room, "ines")
    assert "1 question can still change what is funded; 1 if any one team loses 10 %." in html
    assert f'href="/cycles/{room.cycle.pk}/questions/{path(room, "BC")}"' in html
    assert "1 of 2 leaders put #3 above #2." in html
    assert "If so, #3 goes directly above #2" in html
    assert 'title="Charlie">#3</b>; out goes <b class="signal" title="Bravo">#2</b>' in html
    assert "<b>2.0</b> person-weeks" in html


def test_what_is_settled_stands_below_with_all_names_and_the_answer(room: Cast) -> None:
    say(room, room.ines, "BC", "C")
    say(room, room.otto, "BC", "C", reason="The factory waits.")
    html = get(room, "ines")
    assert "No question can change what is funded any more." in html
    assert "Ines and Otto, " in html
    assert "the order was changed, as" in html
    assert "“The factory waits.”" in html
    assert f'href="/cycles/{room.cycle.pk}/lock/"' in html
    undo(cycle=room.cycle, revision=2, by=room.ines, now=NOW)
    assert "counts no longer" in get(room, "ines")


def test_what_to_do_first_is_a_round(cast: Cast) -> None:
    html = get(cast, "ines")
    assert "Nobody knows yet what the leaders disagree on." in html
    assert f'href="/cycles/{cast.cycle.pk}/round/"' in html
    RoundFactory(cycle=cast.cycle, opened_by=cast.ines)
    assert "Once it is revealed" in get(cast, "ines")
    assert "/round/" not in get(cast, "vera"), "which is no page of hers"


def test_leaders_who_agree_have_no_question(cast: Cast) -> None:
    reveal(cast, "ABCD", "ABCD")
    assert "The leaders agree on every two bets." in get(cast, "ines")


@pytest.mark.parametrize(
    ("name", "status"), [("ines", 200), ("stina", 200), ("vera", 200), ("willy", 403), ("ada", 403), ("olga", 404)]
)
def test_questions_are_read_by_who_may_preview_allocations(room: Cast, name: str, status: int) -> None:
    for address in ("", "part/", path(room, "BC"), f"{path(room, 'BC')}part/"):
        get(room, name, address, status)


def test_a_vp_sees_none_where_the_order_is_the_leaders(room: Cast) -> None:
    Cycle.objects.update(visibility="leaders_only")
    get(room, "vera", "", 403)
    get(room, "vera", path(room, "BC"), 403)


def test_the_question_shows_both_outcomes_and_who_has_answered(room: Cast) -> None:
    say(room, room.otto, "BC", "C")
    html = get(room, "ines", path(room, "BC"))
    assert "If you had to kill one of these two, which would it be?" in html
    assert "<h3>Then #3 goes directly above #2</h3>" in html
    assert "<b>In</b> #3 Charlie</span><span>1.0</span>" in html
    assert '<b>Out</b> #2 Bravo</span><span class="signal">1.0</span>' in html
    assert "<h3>Then the order stays</h3>" in html
    assert "#2 stays funded" in html
    assert "#3 waits for 0.5 Data" in html
    assert "Data: 0.5 of 2.5 idle behind #3." in html
    assert "<span>Ines, you</span><span>not yet</span>" in html
    assert "<span>Otto</span><span>kills #2</span>" in html


def test_the_third_way_is_the_smaller_demand_that_would_do(room: Cast) -> None:
    html = get(room, "ines", path(room, "BC"))
    assert f'<a href="/bets/{room.c.pk}/#demand-data">Ask #3 at 0.5 Data</a>: Vera and the VP of Data' in html
    Capacity.objects.update(raw_tenths=20)
    assert "A third way" not in get(room, "ines", path(room, "BC"))


def test_only_leaders_are_asked(room: Cast) -> None:
    assert 'name="keeps"' in get(room, "ines", path(room, "BC"))
    for name in ("stina", "vera"):
        assert 'name="keeps"' not in get(room, name, path(room, "BC"))


def test_without_a_session_the_page_leads_to_opening_one(cast: Cast) -> None:
    reveal(cast, "ABCD", "ACBD")
    html = get(cast, "ines", path(cast, "BC"))
    assert f'<a href="/cycles/{cast.cycle.pk}/session/">Open one</a>' in html
    assert 'name="keeps"' not in html


def test_one_address_for_a_pair_whichever_way_round(room: Cast) -> None:
    first, second = pair(room, "BC")
    response = signed_in(room.ines).get(f"/cycles/{room.cycle.pk}/questions/{second}/{first}/")
    assert response.status_code == 302
    assert response["Location"].endswith(f"/questions/{first}/{second}/")


@pytest.mark.parametrize("numbers", ["1/1/", "1/{b}/", "{b}/{b}/", "{b}/9999999999/"])
def test_two_bets_of_the_cycle_or_no_page(room: Cast, numbers: str) -> None:
    get(room, "ines", numbers.format(b=room.b.pk), 404)


def test_a_bet_without_a_rank_is_no_question(room: Cast) -> None:
    Rank.objects.filter(bet=room.d).delete()
    get(room, "ines", path(room, "CD"), 404)


def test_a_closed_question_says_how_it_ended(room: Cast) -> None:
    assert "This question is closed" in get(room, "ines", path(room, "AB"))
    say(room, room.ines, "BC", "B")
    say(room, room.otto, "BC", "B")
    html = get(room, "ines", path(room, "BC"))
    assert "#2 stands above #3: Ines and Otto settled it." in html
    assert 'name="keeps"' not in html


def test_a_confidential_pitch_shows_its_title_and_not_its_text(room: Cast) -> None:
    for bet in (room.b, room.c):
        PitchFactory(bet=bet, belief=f"Belief of {bet.title}")
        PrototypeFactory(bet=bet, title=f"Sketch of {bet.title}", link=f"https://example.com/{bet.pk}")
    Bet.objects.filter(pk=room.b.pk).update(confidential_until=date(2099, 1, 1))
    seen = get(room, "victor", path(room, "BC"))
    assert "Bravo" in seen
    assert "Belief of Bravo" not in seen
    assert "Sketch of Bravo" not in seen
    assert "Belief of Charlie" in seen
    assert "Sketch of Charlie" in seen
    for name in ("ines", "vera"):
        assert "Belief of Bravo" in get(room, name, path(room, "BC")), "leaders and its owner read it"


def test_the_part_is_what_the_page_holds(room: Cast) -> None:
    for address in ("", path(room, "BC")):
        assert get(room, "ines", f"{address}part/").strip() in get(room, "ines", address)


def test_a_part_that_is_up_to_date_is_304_until_somebody_answers_or_comes(room: Cast) -> None:
    client, url = signed_in(room.ines), f"/cycles/{room.cycle.pk}/questions/{path(room, 'BC')}part/"
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    say(room, room.otto, "BC", "C")
    answered = client.get(url, headers={"If-None-Match": tag})
    assert answered.status_code == 200
    with time_machine.travel(NOW.replace(hour=NOW.hour + 1)):
        assert client.get(url, headers={"If-None-Match": answered["ETag"]}).status_code == 200, "they are gone"


def test_the_board_counts_in_one_line_for_who_may_see_the_questions(room: Cast) -> None:
    line = f'<p class="asked"><a href="/cycles/{room.cycle.pk}/questions/">1 question can still change'
    for name in ("ines", "stina", "vera"):
        assert line in page(getattr(room, name), room.cycle)
    before = fragment(room.ines, room.cycle)["ETag"]
    say(room, room.ines, "BC", "B")
    say(room, room.otto, "BC", "B")
    after = fragment(room.ines, room.cycle, **{"If-None-Match": before})
    assert "No question can change what is funded any more." in after.content.decode()
    assert 'class="asked"' not in page(room.ines, room.cycle, "?policy=fill"), "which is another allocation"
    assert 'class="asked"' not in page(room.ines, room.cycle, "?revision=1")


def test_without_a_round_the_board_says_nothing(cast: Cast) -> None:
    assert 'class="asked"' not in page(cast.ines, cast.cycle)


def test_the_pages_cost_as_many_statements_with_more_to_show(room: Cast) -> None:
    cycle = Cycle.objects.select_related("board").get(pk=room.cycle.pk)
    OpinionFactory(cycle=room.cycle, first=room.b, second=room.c, leader=room.otto)
    SettlementFactory(cycle=room.cycle, first=room.a, second=room.d)
    counts = [_count(cycle, room)]
    for number in range(4):
        bet = make_ranked(room.cycle, room.vera, f"More {number}", room.data)
        Demand.objects.filter(bet=bet).update(tenths=1)
        SettlementFactory(cycle=room.cycle, first=room.a, second=bet)
        OpinionFactory(cycle=room.cycle, first=room.b, second=bet)
    reveal(room, "ABCD", "DCBA")
    assert len(questions_page(cycle, room.ines).asked) == 4
    assert [_count(cycle, room), *counts] == [LISTED_AND_SHOWN] * 2


LISTED_AND_SHOWN = (10, 14)


def _count(cycle: Cycle, cast: Cast) -> tuple[int, int]:
    with statements() as listed:
        questions_page(cycle, cast.ines)
    with statements() as shown:
        duel(cycle, pair(cast, "BC"), cast.ines, NOW)
    return len(listed), len(shown)


def test_close_it_now_is_offered_to_who_is_here_once_all_agree(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    assert "Close it now" not in get(room, "ines", path(room, "BC"))
    leave(room.otto)
    html = get(room, "ines", path(room, "BC"))
    assert "All who are here agree: #2 goes first." in html
    assert f'name="keeps" value="{room.b.pk}">Close it now</button>' in html
    assert "Close it now" not in get(room, "otto", path(room, "BC")), "who is not here"
