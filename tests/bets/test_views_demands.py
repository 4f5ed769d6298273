"""What VPs, owners and leaders say about a demand: who is offered what, and what becomes of it when it is sent."""

import re

import pytest
from django.utils import timezone

from bets.actions import demands
from bets.models import Bet, Cycle, Demand, Shrink
from journal.models import Event
from org.models import Membership, Notice
from tests.bets.the_board import signed_in
from tests.cast import Cast, make_member
from tests.factories import CoWriterFactory, ShrinkFactory

ROLES = ("ines", "vera", "victor", "stina", "ada", "willy", "olga", "emil")


@pytest.fixture
def north(cast: Cast) -> Cast:
    """Vera owns Charlie, which asks Data for 1.0 and waits: 0.5 is left. Victor answers for Data, and has not yet."""
    cast.data.vp = cast.victor
    cast.data.save()
    Demand.objects.filter(bet=cast.c).update(state="proposed")
    return cast


def demand_of(cast: Cast) -> Demand:
    return Demand.objects.select_related("bet__cycle", "team").get(bet=cast.c)


def send(member: Membership, cast: Cast, kind: str, **fields: object) -> object:
    return signed_in(member).post(f"/bets/{cast.c.pk}/demands/data/{kind}/", fields)


def answer(member: Membership, shrink: Shrink, kind: str, **fields: object) -> object:
    return signed_in(member).post(f"/bets/{shrink.bet_id}/shrinks/{shrink.pk}/{kind}/", fields)


def asked(cast: Cast) -> Shrink:
    shrink: Shrink = ShrinkFactory(bet=cast.c, team=cast.data, before_tenths=10, tenths=5, asked_by=cast.ines)
    return shrink


def offered(member: Membership, cast: Cast) -> set[str]:
    """The last words of the addresses of the forms about demands that the bet's page offers."""
    html = signed_in(member).get(f"/bets/{cast.c.pk}/").content.decode()
    return set(re.findall(rf'action="/bets/{cast.c.pk}/(?:demands/data|shrinks/\d+)/(\w+)/"', html))


# --- who is offered what


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("victor", {"confirmation", "dispute"}),
        ("ines", {"settlement", "shrink"}),
        ("vera", set()),
        ("stina", set()),
        ("ada", set()),
    ],
)
def test_everybody_is_offered_what_is_theirs_to_say(north: Cast, name: str, kinds: set[str]) -> None:
    assert offered(getattr(north, name), north) == kinds


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("vera", {"owner", "refusal"}),
        ("victor", {"confirmation", "dispute", "vp", "refusal"}),
        ("ines", {"settlement", "withdrawal"}),
        ("stina", set()),
    ],
)
def test_of_an_open_question_each_is_offered_their_own_answer(north: Cast, name: str, kinds: set[str]) -> None:
    asked(north)
    assert offered(getattr(north, name), north) == kinds


def test_a_co_writer_does_not_answer_for_the_owner(north: Cast) -> None:
    writer = make_member(north.board, "Wanda", ["vp"])
    CoWriterFactory(bet=north.c, member=writer)
    shrink = asked(north)
    assert offered(writer, north) == set()
    assert answer(writer, shrink, "owner", dropped="All.").status_code == 403


def test_who_acts_for_the_vp_is_offered_what_the_vp_is(north: Cast) -> None:
    today = north.board.today(timezone.now())
    deputy = make_member(north.board, "Dora")
    Membership.objects.filter(pk=deputy.pk).update(acting_for=north.victor, acting_from=today, acting_until=today)
    assert offered(deputy, north) == {"confirmation", "dispute"}
    assert send(deputy, north, "confirmation", tenths=10).status_code == 302
    assert demand_of(north).decided_by == deputy


@pytest.mark.parametrize(("state", "kinds"), [("confirmed", {"dispute"}), ("settled", set())])
def test_what_is_said_already_is_not_offered_again(north: Cast, state: str, kinds: set[str]) -> None:
    Demand.objects.filter(bet=north.c).update(state=state)
    assert offered(north.victor, north) == kinds


@pytest.mark.parametrize("name", ["ines", "victor", "vera"])
def test_after_the_lock_nothing_is_offered(north: Cast, name: str) -> None:
    asked(north)
    Cycle.objects.filter(pk=north.cycle.pk).update(state="locked")
    assert offered(getattr(north, name), north) == set()


def test_what_would_fit_is_suggested_to_a_leader(north: Cast) -> None:
    html = signed_in(north.ines).get(f"/bets/{north.c.pk}/").content.decode()
    assert "Shrink to 0.5?" in html
    assert 'name="weeks" value="0.5"' in html


# --- who may send what

FIELDS = {
    "confirmation": {"tenths": 10},
    "dispute": {"tenths": 10, "weeks": "0.5", "reason": "All are away."},
    "settlement": {"weeks": "0.8", "reason": "Enough."},
    "shrink": {"weeks": "0.5"},
}
ANSWERS = {
    "owner": {"dropped": "The old phones."},
    "vp": {},
    "refusal": {"reason": "It is lean."},
    "withdrawal": {},
}
MAY = {
    "confirmation": {"victor"},
    "dispute": {"victor"},
    "settlement": {"ines"},
    "shrink": {"ines"},
    "owner": {"vera"},
    "vp": {"victor"},
    "refusal": {"vera", "victor"},
    "withdrawal": {"ines"},
}


def expected(kind: str, name: str) -> int:
    if name in MAY[kind]:
        return 302
    return 404 if name in ("olga", "emil") else 403


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("kind", FIELDS)
def test_a_demand_is_answered_by_whom_it_asks(north: Cast, kind: str, name: str) -> None:
    response = send(getattr(north, name), north, kind, **FIELDS[kind])
    assert response.status_code == expected(kind, name)
    assert Event.objects.exists() is (name in MAY[kind])


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("kind", ANSWERS)
def test_a_question_is_answered_by_whom_it_is_put_to(north: Cast, kind: str, name: str) -> None:
    response = answer(getattr(north, name), asked(north), kind, **ANSWERS[kind])
    assert response.status_code == expected(kind, name)
    assert Event.objects.exists() is (name in MAY[kind])


@pytest.mark.parametrize("kind", [*FIELDS, *ANSWERS])
def test_nothing_is_answered_by_looking(north: Cast, kind: str) -> None:
    place = f"demands/data/{kind}" if kind in FIELDS else f"shrinks/{asked(north).pk}/{kind}"
    assert signed_in(north.ines).get(f"/bets/{north.c.pk}/{place}/").status_code == 405


def test_a_question_about_another_bet_is_none_about_this_one(north: Cast) -> None:
    shrink = asked(north)
    address = f"/bets/{north.a.pk}/shrinks/{shrink.pk}/owner/"
    assert signed_in(north.vera).post(address, ANSWERS["owner"]).status_code == 404


def test_a_team_of_another_board_is_none(north: Cast) -> None:
    assert signed_in(north.ines).post(f"/bets/{north.c.pk}/demands/south/settlement/").status_code == 404


# --- what becomes of it


def test_a_confirmation_leads_back_to_where_it_was_sent_from(north: Cast) -> None:
    assert send(north.victor, north, "confirmation", tenths=10)["Location"] == f"/bets/{north.c.pk}/#demand-data"
    back = send(north.victor, north, "dispute", page="team", **FIELDS["dispute"])["Location"]
    assert back == f"/boards/north/teams/data/?cycle={north.cycle.pk}#demand-{north.c.pk}"


@pytest.mark.parametrize("page", ["bet", "team"])
def test_what_cannot_be_taken_is_shown_again_with_what_was_typed(north: Cast, page: str) -> None:
    response = send(north.victor, north, "dispute", tenths=10, weeks="half", reason="All are away.", page=page)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Enter a number." in html
    assert ">\nAll are away.</textarea>" in html
    assert 'value="half"' in html
    assert re.search(r"<input [^>]*value=\"half\"[^>]* autofocus", html), "the reader is brought to it"
    assert demand_of(north).state == "proposed"


def test_what_the_act_refuses_stands_at_its_field(north: Cast) -> None:
    response = send(north.ines, north, "shrink", weeks="1.0", note="Try.")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Ask for less than the 1.0 person-weeks of now." in html
    assert ">\nTry.</textarea>" in html


def test_a_number_that_changed_meanwhile_is_shown_anew(north: Cast) -> None:
    demands.ask(bet=north.c, team=north.data, tenths=20, by=north.vera, now=timezone.now())
    response = send(north.victor, north, "confirmation", tenths=10)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Charlie asks for 2.0 person-weeks now, not for 1.0." in html
    assert "Confirm 2.0" in html


def test_what_is_asked_no_more_is_said_so(north: Cast) -> None:
    demands.drop(bet=north.c, team=north.data, by=north.vera, now=timezone.now())
    response = send(north.victor, north, "confirmation", tenths=10)
    assert (response.status_code, "asks nothing of Data" in response.content.decode()) == (409, True)


def test_a_comma_is_a_point_and_one_decimal_is_all(north: Cast) -> None:
    assert send(north.ines, north, "settlement", weeks="0,8", reason="Enough.").status_code == 302
    assert demand_of(north).tenths == 8
    for weeks in ("0.85", "0", "-1", "10001", "1e2", "NaN", "1" * 400):
        assert send(north.ines, north, "settlement", weeks=weeks, reason="Enough.").status_code == 422, weeks
    assert demand_of(north).tenths == 8


def test_what_a_leader_set_says_for_ever_what_was_asked(north: Cast) -> None:
    send(north.victor, north, "dispute", tenths=10, weeks="0.4", reason="All are away.")
    send(north.ines, north, "settlement", weeks="0.8", reason="Enough.")
    html = signed_in(north.vera).get(f"/bets/{north.c.pk}/").content.decode()
    for sentence in (
        "Set by a leader.",
        "By Ines: “Enough.”",
        "The VP asked for 0.4.",
        "Charlie asked for 1.0 at first.",
    ):
        assert sentence in html


def test_a_question_goes_from_leader_to_owner_and_vp_and_is_kept(north: Cast) -> None:
    send(north.ines, north, "shrink", weeks="0.5", note="Would new phones do?")
    shrink = Shrink.objects.get()
    html = signed_in(north.vera).get(f"/bets/{north.c.pk}/").content.decode()
    assert "Can it do with 0.5 instead of 1.0?" in html
    assert "Waits for its owner Vera and for Victor, VP of Data." in html
    answer(north.vera, shrink, "owner", dropped="The old phones.")
    assert "Waits for Victor, VP of Data." in signed_in(north.ines).get(f"/bets/{north.c.pk}/").content.decode()
    answer(north.victor, shrink, "vp")
    html = signed_in(north.stina).get(f"/bets/{north.c.pk}/").content.decode()
    assert "Asked to do with 0.5 instead of 1.0, by Ines." in html
    assert "Dropped: The old phones." in html
    assert "<b>Funded.</b>" in html


def test_an_answer_that_comes_too_late_is_a_sentence_on_the_page(north: Cast) -> None:
    shrink = asked(north)
    answer(north.ines, shrink, "withdrawal")
    response = answer(north.victor, shrink, "vp")
    assert (response.status_code, "Ines has taken the question back." in response.content.decode()) == (409, True)


def test_who_is_asked_sees_it_at_the_top(north: Cast) -> None:
    assert "You are asked:" in signed_in(north.victor).get(f"/bets/{north.c.pk}/").content.decode()
    assert "You are asked:" not in signed_in(north.vera).get(f"/bets/{north.c.pk}/").content.decode()


def test_a_withdrawn_bet_asks_nobody(north: Cast) -> None:
    Bet.objects.filter(pk=north.c.pk).update(status="withdrawn")
    assert offered(north.victor, north) == offered(north.ines, north) == set()


def test_a_notice_leads_to_the_demand(north: Cast) -> None:
    send(north.ines, north, "shrink", weeks="0.5")
    path = Notice.objects.get(member=north.victor).path
    html = signed_in(north.victor).get(path.partition("#")[0]).content.decode()
    assert f'id="{path.partition("#")[2]}"' in html
