"""The doors of a move: from the page's script, and from its forms without any script."""

import re
from typing import Any

import pytest
from django.utils import timezone

from bets.actions import orders, ranking
from bets.models import Cycle, Rank
from bets.ordering import After
from journal.models import Event
from tests.bets.the_board import letters, move, page, signed_in, statements
from tests.cast import Cast, make_ranked
from tests.factories import BetFactory


def test_a_leader_moves_a_bet_next_to_another(cast: Cast) -> None:
    response = move(cast.ines, cast.cycle, {"bet": cast.d.pk, "before": cast.b.pk, "base_revision": 0})
    assert response.status_code == 201
    assert response.json() == {
        "revision": 1,
        "order": cast.ids("ADBC"),
        "move": {"bet": cast.d.pk, "from": 4, "to": 2},
        "rebased": False,
    }
    assert letters(cast.cycle) == "ADBC"


@pytest.mark.parametrize(
    ("place", "order"),
    [({"after": None}, "DABC"), ({"after": "top"}, "DABC"), ({"rank": 3}, "ABDC"), ({"before": "a"}, "DABC")],
)
def test_every_way_to_say_where_to(cast: Cast, place: dict[str, Any], order: str) -> None:
    if place.get("before") == "a":
        place = {"before": cast.a.pk}
    assert move(cast.ines, cast.cycle, {"bet": cast.d.pk, **place}).status_code == 201
    assert letters(cast.cycle) == order


@pytest.mark.parametrize("body", [{}, {"rank": 0}, {"rank": 9}, {"rank": 1, "after": None}, {"after": "x"}])
def test_a_place_that_there_is_none_of_is_refused_by_name(cast: Cast, body: dict[str, Any]) -> None:
    response = move(cast.ines, cast.cycle, {"bet": cast.d.pk, **body})
    assert response.status_code == 422
    assert response.json()["detail"]
    assert letters(cast.cycle) == "ABCD"


def test_a_body_that_is_no_json_object_is_refused(cast: Cast) -> None:
    client = signed_in(cast.ines)
    for body in ("[1]", "{"):
        response = client.post(
            f"/cycles/{cast.cycle.pk}/moves/", body, content_type="application/json",
            headers={"Accept": "application/json"},
        )  # fmt: skip
        assert response.status_code == 422


@pytest.mark.parametrize(("name", "status"), [("vera", 403), ("stina", 403), ("willy", 403), ("olga", 404)])
def test_only_leaders_of_the_board_move(cast: Cast, name: str, status: int) -> None:
    member = getattr(cast, name)
    assert move(member, cast.cycle, {"bet": cast.d.pk, "rank": 1}).status_code == status
    client = signed_in(member)
    assert client.get(f"/cycles/{cast.cycle.pk}/moves/new/?bet={cast.d.pk}").status_code == status
    assert client.post(f"/cycles/{cast.cycle.pk}/undone/", {"revision": 1}).status_code == status
    assert client.post(f"/cycles/{cast.cycle.pk}/tray/", {"bet": cast.d.pk}).status_code == status
    assert letters(cast.cycle) == "ABCD"


def test_nobody_moves_in_a_locked_cycle(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    response = move(cast.ines, cast.cycle, {"bet": cast.d.pk, "rank": 1})
    assert response.status_code == 409
    assert response.json()["code"] == "wrong_state"


def test_the_same_request_twice_is_carried_out_once(cast: Cast) -> None:
    body = {"bet": cast.d.pk, "before": cast.c.pk, "base_revision": 0}
    first, second = move(cast.ines, cast.cycle, body, "one"), move(cast.ines, cast.cycle, body, "one")
    assert first.json() == second.json()
    assert Event.objects.filter(topic=cast.cycle.topic).count() == 1
    assert move(cast.ines, cast.cycle, body | {"bet": cast.a.pk}, "one").status_code == 422


def test_a_move_takes_at_most_ten_statements_with_a_key(cast: Cast) -> None:
    for number in range(40):
        make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.post(
            f"/cycles/{cast.cycle.pk}/moves/",
            {"bet": cast.d.pk, "rank": 40, "base_revision": 0},
            content_type="application/json",
            headers={"Idempotency-Key": "k", "Accept": "application/json"},
        )
    assert response.status_code == 201
    assert len(found) <= 10, found


def test_a_stale_move_is_told_who_moved_what(cast: Cast) -> None:
    _otto_moves_d_to_the_top(cast)
    response = move(cast.ines, cast.cycle, {"bet": cast.d.pk, "before": cast.c.pk, "base_revision": 0})
    assert response.status_code == 409
    body = response.json()
    assert body["code"] == "stale_move"
    assert body["order"] == cast.ids("DABC")
    assert body["since"][0]["by"] == "Otto"


def test_the_question_about_a_stale_move_tells_what_happened_and_offers_to_go_on(cast: Cast) -> None:
    _otto_moves_d_to_the_top(cast)
    html = _question(cast, bet=cast.d.pk, before=cast.c.pk, base_revision=0)
    assert "<b>Otto</b> moved" in html
    assert "from #4 to #1" in html
    assert "Apply mine on top" in html
    assert 'name="base_revision" value="1"' in html


def test_without_a_script_a_button_moves_and_leads_back_to_the_bet(cast: Cast) -> None:
    html = page(cast.ines, cast.cycle)
    action = re.search(rf'formaction="([^"]+)" name="bet" value="{cast.d.pk}" aria-label="Move “Delta” up"', html)
    assert action
    response = _press(cast, action[1].replace("&amp;", "&"), bet=cast.d.pk)
    assert response.status_code == 302
    assert response["Location"] == f"/cycles/{cast.cycle.pk}/#bet-{cast.d.pk}"
    assert letters(cast.cycle) == "ABDC"
    assert "It is #3 now." in signed_in_again(response).content.decode()


def test_without_a_script_a_stale_button_leads_to_the_question(cast: Cast) -> None:
    _otto_moves_d_to_the_top(cast)
    address = f"/cycles/{cast.cycle.pk}/moves/?before={cast.b.pk}&base_revision=0"
    response = _press(cast, address, bet=cast.d.pk)
    assert response.status_code == 302
    assert response["Location"].startswith(f"/cycles/{cast.cycle.pk}/moves/new/?bet={cast.d.pk}")
    assert "<b>Otto</b> moved" in signed_in_again(response).content.decode()
    assert letters(cast.cycle) == "DABC"


def test_under_a_filter_a_move_first_shows_what_it_passes(cast: Cast) -> None:
    victors = make_ranked(cast.cycle, cast.victor, "Echo", cast.data)
    view = f"owner={cast.victor.pk}"
    html = _question(cast, bet=victors.pk, before=cast.b.pk, view=view)
    assert "#5 → #2" in html
    assert "Passes 3 bets, 3 of them not shown." in html
    address = f"/cycles/{cast.cycle.pk}/moves/?before={cast.b.pk}"
    asked = _press(cast, address, bet=victors.pk, view=view)
    assert "/moves/new/" in asked["Location"]
    assert letters(cast.cycle) == "ABCDE"
    done = _press(cast, address, bet=victors.pk, view=view, confirmed="1")
    assert done["Location"] == f"/cycles/{cast.cycle.pk}/?{view}#bet-{victors.pk}"
    assert letters(cast.cycle) == "AEBCD"


def test_once_an_order_is_adopted_what_changes_the_funded_needs_a_reason(cast: Cast) -> None:
    orders.adopt(cycle=cast.cycle, order=cast.ids("ABCD"), by=cast.ines, now=timezone.now())
    body = {"bet": cast.d.pk, "rank": 1, "base_revision": 1}
    assert move(cast.ines, cast.cycle, body).json()["code"] == "reason_needed"
    html = _question(cast, bet=cast.d.pk, rank=1, base_revision=1)
    for reason in ("Alignment", "Value", "Capacity", "An answer to a question"):
        assert f">{reason}</button>" in html
    assert "comes in" in html
    assert move(cast.ines, cast.cycle, body | {"reason": "value"}).status_code == 201
    assert "from #4 to #1, for value." in page(cast.ines, cast.cycle)


def test_without_a_script_a_move_without_its_reason_leads_to_the_question(cast: Cast) -> None:
    orders.adopt(cycle=cast.cycle, order=cast.ids("ABCD"), by=cast.ines, now=timezone.now())
    response = _press(cast, f"/cycles/{cast.cycle.pk}/moves/", bet=cast.d.pk, rank=1)
    assert "Or in a sentence" in signed_in_again(response).content.decode()
    _press(cast, f"/cycles/{cast.cycle.pk}/moves/", bet=cast.d.pk, rank=1, sentence="The customer asked again.")
    assert "“The customer asked again.”" in page(cast.ines, cast.cycle)


def test_a_bet_of_the_tray_is_asked_for_its_rank_and_placed(cast: Cast) -> None:
    bet = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Echo")
    html = _question(cast, bet=bet.pk)
    assert "Place “Echo”" in html
    assert "Rank, 1 to 5" in html
    assert move(cast.ines, cast.cycle, {"bet": bet.pk, "rank": 5}).status_code == 201
    assert letters(cast.cycle) == "ABCDE"


def test_back_to_the_tray(cast: Cast) -> None:
    response = _press(cast, f"/cycles/{cast.cycle.pk}/tray/", bet=cast.b.pk)
    assert response.status_code == 302
    assert letters(cast.cycle) == "ACD"
    assert "back to the tray" in page(cast.ines, cast.cycle)


def test_undo_takes_back_the_newest_move_and_then_the_one_before(cast: Cast) -> None:
    for bet in (cast.d, cast.c):
        ranking.move(cycle=cast.cycle, bet=bet.pk, target=After(None), by=cast.otto, now=timezone.now())
    assert letters(cast.cycle) == "CDAB"
    assert 'name="revision" value="2">Undo</button>' in page(cast.ines, cast.cycle)
    assert _press(cast, f"/cycles/{cast.cycle.pk}/undone/", revision=2).status_code == 302
    assert letters(cast.cycle) == "DABC"
    assert 'name="revision" value="1">Undo revision 1</button>' in page(cast.ines, cast.cycle)
    client = signed_in(cast.ines)
    response = client.post(
        f"/cycles/{cast.cycle.pk}/undone/", {"revision": 1}, content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert response.json() == {"revision": 4, "order": cast.ids("ABCD")}
    assert "Undo" not in page(cast.ines, cast.cycle)


def test_undo_of_another_revision_than_the_newest_is_refused(cast: Cast) -> None:
    for bet in (cast.d, cast.c):
        ranking.move(cycle=cast.cycle, bet=bet.pk, target=After(None), by=cast.otto, now=timezone.now())
    response = _press(cast, f"/cycles/{cast.cycle.pk}/undone/", revision=1)
    assert response.status_code == 409
    assert "The newest act is that of revision 2, by Otto." in response.content.decode()


def test_a_leader_who_moves_a_bet_of_their_own_is_shown_as_such(cast: Cast) -> None:
    cast.ines.roles = ["leader", "vp"]
    cast.ines.save()
    own = make_ranked(cast.cycle, cast.ines, "Echo", cast.data)
    ranking.move(cycle=cast.cycle, bet=own.pk, target=After(None), by=cast.ines, now=timezone.now())
    html = page(cast.otto, cast.cycle)
    assert re.search(r"<b>Ines</b> moved a bet of their own, <a [^>]+>Echo</a>, from #5 to #1\.", html)


def test_the_order_is_not_changed_by_reading_a_question(cast: Cast) -> None:
    _question(cast, bet=cast.d.pk, rank=1)
    assert list(Rank.objects.order(cast.cycle)) == cast.ids("ABCD")
    assert not Event.objects.filter(topic=cast.cycle.topic).exists()


def _otto_moves_d_to_the_top(cast: Cast) -> None:
    ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.otto, now=timezone.now())


def _question(cast: Cast, **about: Any) -> str:
    response = signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/moves/new/", about)
    assert response.status_code == 200, response.content
    return response.content.decode()


def _press(cast: Cast, address: str, **values: Any) -> Any:
    """As a browser does it that runs no script."""
    return signed_in(cast.ines).post(address, values, headers={"Accept": "text/html"})


def signed_in_again(response: Any) -> Any:
    """The page that the answer leads to, in the same session."""
    return response.client.get(response["Location"])
