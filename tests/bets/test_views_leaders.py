"""What leaders decide about one bet, each on a page of its own, and the owner's asking for it."""

from typing import Any

import pytest

from bets.models import Bet, Cycle, Demand
from org.models import Notice
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member
from tests.factories import BetFactory, DemandFactory, DraftFactory

SECRET = "Still a secret"


def late(cast: Cast) -> Bet:
    bet: Bet = DraftFactory(cycle=cast.cycle, owner=cast.vera, title=SECRET)
    return bet


def look(cast: Cast, name: str, bet: Bet, act: str) -> Any:
    return signed_in(getattr(cast, name)).get(f"/bets/{bet.pk}/{act}/")


def send(cast: Cast, name: str, bet: Bet, act: str, **fields: Any) -> Any:
    return signed_in(getattr(cast, name)).post(f"/bets/{bet.pk}/{act}/", fields)


def ask(cast: Cast, bet: Bet) -> None:
    assert send(cast, "vera", bet, "exception-request", reason="I was ill.").status_code == 302


# --- late


def test_an_owner_asks_and_the_leaders_are_told_the_title_and_the_sentence(cast: Cast) -> None:
    bet = late(cast)
    ask(cast, bet)
    told = Notice.objects.values_list("member__person__name", "sentence", "path")
    sentence = "Vera asks to let “Still a secret” in after the closing time: “I was ill.”"
    assert sorted(told) == [(name, sentence, f"/bets/{bet.pk}/exception/") for name in ("Ines", "Otto")]


def test_a_leader_lets_a_draft_in_without_reading_it(cast: Cast) -> None:
    bet = late(cast)
    Bet.objects.filter(pk=bet.pk).update(thesis="Nobody may know.")
    ask(cast, bet)
    html = look(cast, "ines", bet, "exception").content.decode()
    assert "“I was ill.”" in html
    assert "Nobody may know." not in html
    assert "Still a secret" in signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/running/").content.decode()
    assert send(cast, "ines", bet, "exception", reason="She was.").status_code == 302
    assert Bet.objects.get(pk=bet.pk).late_exception_by == cast.ines
    assert Notice.objects.filter(member=cast.vera).count() == 1
    assert signed_in(cast.ines).get(f"/bets/{bet.pk}/").status_code == 404, "the draft stays its writers' own"
    assert "Asked for after" not in signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/running/").content.decode()


@pytest.mark.parametrize("act", ["exception", "exception-request"])
def test_a_draft_that_nobody_asked_for_does_not_exist(cast: Cast, act: str) -> None:
    assert look(cast, "ines", late(cast), act).status_code == 404


@pytest.mark.parametrize("name", ["victor", "stina", "ada", "willy", "olga", "emil"])
def test_a_draft_that_was_asked_for_exists_for_leaders_alone(cast: Cast, name: str) -> None:
    bet = late(cast)
    ask(cast, bet)
    for response in (look(cast, name, bet, "exception"), send(cast, name, bet, "exception", reason="So.")):
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


def test_its_owner_knows_of_it_and_lets_nobody_in(cast: Cast) -> None:
    bet = late(cast)
    ask(cast, bet)
    assert look(cast, "vera", bet, "exception").status_code == 403


def test_a_bet_that_is_in_needs_no_exception(cast: Cast) -> None:
    response = send(cast, "vera", cast.a, "exception-request", reason="Please.")
    assert response.status_code == 409
    assert "It needs no exception" in response.content.decode()


def test_while_pitches_are_open_nobody_is_asked(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    assert send(cast, "vera", late(cast), "exception-request", reason="I was ill.").status_code == 409
    assert Notice.objects.count() == 0


# --- decline, owner


def test_declining_takes_a_reason_and_tells_the_owner(cast: Cast) -> None:
    response = send(cast, "ines", cast.b, "decline", reason=" ")
    assert response.status_code == 422
    assert "Say why, in a sentence." in response.content.decode()
    assert Bet.objects.get(pk=cast.b.pk).status == "submitted"
    assert send(cast, "ines", cast.b, "decline", reason="Not this year.").status_code == 302
    assert cast.order == "ACD"
    assert "declined “Bravo”: “Not this year.”" in Notice.objects.get(member=cast.vera).sentence


def test_a_bet_is_declined_once(cast: Cast) -> None:
    send(cast, "ines", cast.b, "decline", reason="Not this year.")
    response = send(cast, "otto", cast.b, "decline", reason="Nor next.")
    assert response.status_code == 422
    assert "Only a submitted bet can be withdrawn or declined." in response.content.decode()
    assert Notice.objects.filter(member=cast.vera).count() == 1, "what was refused is told to nobody"


def test_a_new_owner_is_one_of_the_vps(cast: Cast) -> None:
    html = look(cast, "ines", cast.a, "owner").content.decode()
    assert "Victor</option>" in html
    assert "Willy</option>" not in html
    assert "Emil</option>" not in html
    assert send(cast, "ines", cast.a, "owner", owner=cast.willy.pk, reason="So.").status_code == 422
    assert send(cast, "ines", cast.a, "owner", owner=cast.victor.pk, reason="Vera left.").status_code == 302
    assert Bet.objects.get(pk=cast.a.pk).owner == cast.victor
    assert Notice.objects.filter(member=cast.victor).exists()


def test_after_the_lock_a_leader_still_names_an_owner(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert send(cast, "ines", cast.a, "owner", owner=cast.victor.pk, reason="Vera left.").status_code == 302
    for act in ("decline", "must-do", "exception"):
        response = send(cast, "ines", cast.a, act, reason="So.", must_do="True")
        assert response.status_code == 409, act
        assert "2027H1 is locked: this cannot be done now." in response.content.decode()


# --- must-do


def test_must_do_shows_what_it_would_take_against_15_percent_first(cast: Cast) -> None:
    Demand.objects.filter(bet=cast.d).update(tenths=8)
    html = look(cast, "ines", cast.d, "must-do").content.decode()
    row = '<th scope="row">Data</th><td>0.8</td><td>0.0</td><td class="signal">0.8</td><td>0.3</td><td>2.5</td>'
    assert row in html
    assert "That is more than 15 % of a team: the lock will ask a leader for a sentence." in html
    assert "#4 comes in; #2 goes." in html
    assert not Bet.objects.get(pk=cast.d.pk).must_do


def test_it_is_flagged_and_taken_back_with_a_reason(cast: Cast) -> None:
    assert send(cast, "ines", cast.d, "must-do", must_do="True", reason="It is the law.").status_code == 302
    assert Bet.objects.get(pk=cast.d.pk).must_do
    html = look(cast, "ines", cast.d, "must-do").content.decode()
    assert "No longer flag “Delta” as must-do" in html
    assert "#2 comes in; #4 goes." in html
    assert send(cast, "otto", cast.d, "must-do", must_do="", reason="It was repealed.").status_code == 302
    assert not Bet.objects.get(pk=cast.d.pk).must_do


def test_a_bet_of_the_tray_is_looked_at_too(cast: Cast) -> None:
    bet = BetFactory(cycle=cast.cycle, owner=cast.vera)
    assert "It asks nothing of any team yet." in look(cast, "ines", bet, "must-do").content.decode()
    DemandFactory(bet=bet, team=cast.data, tenths=3)
    assert "a bet without a rank" not in look(cast, "ines", bet, "must-do").content.decode()


# --- who may


@pytest.mark.parametrize("act", ["decline", "must-do", "owner"])
@pytest.mark.parametrize(
    ("name", "status"),
    [("ines", 200), ("vera", 403), ("victor", 403), ("stina", 403), ("ada", 403), ("willy", 403), ("olga", 404)],
)
def test_these_are_for_leaders(cast: Cast, act: str, name: str, status: int) -> None:
    assert look(cast, name, cast.a, act).status_code == status
    if status != 200:
        assert send(cast, name, cast.a, act, reason="So.", owner=cast.victor.pk).status_code == status


@pytest.mark.parametrize("act", ["decline", "must-do", "owner", "exception"])
def test_each_costs_as_many_statements_with_more_rows(cast: Cast, act: str) -> None:
    client = signed_in(cast.ines)

    def cost() -> int:
        with statements() as found:
            assert client.get(f"/bets/{cast.a.pk}/{act}/").status_code == 200
        return len(found)

    before = cost()
    for number in range(4):
        make_member(cast.board, f"Vip{number}", ["vp"])
        DemandFactory(bet=BetFactory(cycle=cast.cycle, owner=cast.vera), team=cast.data)
        DemandFactory(bet=cast.a)
    assert cost() == before <= 14
