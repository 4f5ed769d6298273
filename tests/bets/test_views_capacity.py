"""The table of what teams can give, one team's share, and what its VP proposes."""

import re
from typing import Any

import pytest

from bets.models import Capacity, CapacityProposal, Cycle
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast
from tests.factories import CapacityFactory, CapacityProposalFactory, CarryOverFactory, TeamFactory


def address(cast: Cast, part: str = "") -> str:
    return f"/cycles/{cast.cycle.pk}/capacity/{part}"


def table(cast: Cast, name: str = "ines") -> str:
    response = signed_in(getattr(cast, name)).get(address(cast))
    assert response.status_code == 200
    return response.content.decode()


def typed(raw: str = "3.0", reserve: str = "", *items: tuple[str, str, str], **more: str) -> dict[str, str]:
    sent = {
        "raw": raw,
        "reserve": reserve,
        "reason": "",
        "form-TOTAL_FORMS": str(len(items)),
        "form-INITIAL_FORMS": "0",
    }
    for number, (what, weeks, why) in enumerate(items):
        sent |= {f"form-{number}-what": what, f"form-{number}-weeks": weeks, f"form-{number}-why": why}
    return sent | more


def send(cast: Cast, name: str, sent: dict[str, str], **more: Any) -> Any:
    return signed_in(getattr(cast, name)).post(address(cast, "data/"), sent, **more)


def net(cast: Cast) -> int:
    return Capacity.objects.get(cycle=cast.cycle, team=cast.data).net_tenths


def test_each_team_stands_with_what_is_taken_off_item_by_item_and_as_people(cast: Cast) -> None:
    team = TeamFactory(board=cast.board, name="Voice", vp=cast.victor)
    row = CapacityFactory(cycle=cast.cycle, team=team, raw_tenths=1000, reserve_permille=125, carry_over_tenths=30)
    CarryOverFactory(capacity=row, what="The move", tenths=30, why_not_pitched="A week is left.")
    html = table(cast)
    assert "87.0 person-weeks for bets in 2027H1, as 3.4 people." in html
    assert '<td role="cell" data-head="Business">12.5 <span class="soft small">12.5 %</span></td>' in html
    assert '<td role="cell" data-head="Carried over">3.0</td>' in html
    assert 'data-head="Net"><b>84.5</b>' in html
    assert 'The move <span class="soft">A week is left.</span></span><span>3.0</span>' in html


def test_asked_and_funded_stand_beside_it(cast: Cast) -> None:
    html = table(cast)
    assert '<td role="cell" data-head="Asked" class="signal">4.0</td>' in html
    assert '<td role="cell" data-head="Funded">2.0</td>' in html


@pytest.mark.parametrize("name", ["ada"])
def test_who_may_not_see_the_order_is_not_told_what_is_funded(cast: Cast, name: str) -> None:
    html = table(cast, name)
    assert "Funded" not in html
    assert "funded" not in html


@pytest.mark.parametrize(("name", "word"), [("ines", "Set"), ("stina", "Set"), ("ada", "Set"), ("vera", "Propose")])
def test_it_offers_what_the_reader_can_do(cast: Cast, name: str, word: str) -> None:
    assert f'{word}<span class="only-heard"> the capacity of Data' in table(cast, name)


def test_another_vp_is_offered_nothing(cast: Cast) -> None:
    assert "the capacity of Data" not in table(cast, "victor")


def test_a_viewer_reads_it_once_it_is_locked(cast: Cast) -> None:
    assert signed_in(cast.willy).get(address(cast)).status_code == 403
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    html = table(cast, "willy")
    assert "Data" in html
    assert "/capacity/data/" not in html


def test_it_costs_as_many_statements_with_more_teams(cast: Cast) -> None:
    client = signed_in(cast.ines)

    def cost() -> int:
        with statements() as found:
            client.get(address(cast))
        return len(found)

    CapacityProposalFactory(cycle=cast.cycle, team=cast.data)
    CarryOverFactory(capacity=cast.capacity)
    before = cost()
    for _ in range(4):
        team = TeamFactory(board=cast.board, vp=cast.victor)
        CarryOverFactory(capacity=CapacityFactory(cycle=cast.cycle, team=team))
        CapacityProposalFactory(cycle=cast.cycle, team=team)
    assert cost() == before <= 15


def test_what_moves_nothing_is_set_and_can_be_undone(cast: Cast) -> None:
    client = signed_in(cast.ines)
    response = client.post(address(cast, "data/"), typed("2.7"), follow=True)
    html = response.content.decode()
    assert "Data gives 2.7 net now." in html
    assert net(cast) == 27
    (undo,) = re.findall(r'action="(\S+/undone/\?revision=\d+)"', html)
    assert client.post(undo).status_code == 302
    assert net(cast) == 25


def test_what_moves_bets_is_shown_first_and_set_when_it_is_said_again(cast: Cast) -> None:
    response = send(cast, "ines", typed("1.5"))
    html = response.content.decode()
    assert response.status_code == 409
    assert "-1.0 Data: #2 goes. Funded: 1 instead of 2. 0 person-weeks come in, 1.0 go out." in html.replace(
        "0.0 p", "0 p"
    )
    assert f'name="seen" value="|{cast.b.pk}"' in html
    assert 'value="1.5"' in html
    assert net(cast) == 25
    assert send(cast, "ines", typed("1.5", seen=f"|{cast.b.pk}")).status_code == 302
    assert net(cast) == 15


def test_what_was_said_again_of_other_bets_is_shown_anew(cast: Cast) -> None:
    assert send(cast, "ines", typed("0.5", seen=f"|{cast.b.pk}")).status_code == 409
    assert net(cast) == 25


def test_an_admin_who_may_not_see_the_order_sets_it_unseen(cast: Cast) -> None:
    assert send(cast, "ada", typed("1.5")).status_code == 302
    assert net(cast) == 15


def test_items_are_typed_line_by_line_and_an_empty_line_is_none(cast: Cast) -> None:
    send(cast, "ines", typed("3.5", "", ("The move", "1.0", "A week is left."), ("", "", "")))
    assert net(cast) == 25
    html = signed_in(cast.ines).get(address(cast, "data/")).content.decode()
    assert 'value="The move"' in html
    assert 'value="1.0"' in html


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (typed("a lot"), "is not a number"),
        (typed("3,5"), "write the decimal with a point"),
        (typed("3.0", "101"), "is too large"),
        (typed("3.0", "", ("The move", "", "")), "Write it, or empty the whole line."),
        (typed("3.0", "", ("The move", "0", "Why")), "Write it, or empty the whole line."),
        (typed(""), "This field is required."),
        ({"raw": "3.0"}, "ManagementForm data is missing"),
    ],
)
def test_what_cannot_be_is_asked_again(cast: Cast, sent: dict[str, str], sentence: str) -> None:
    response = send(cast, "ines", sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert net(cast) == 25


def test_a_vp_proposes_and_a_leader_sees_what_it_moves(cast: Cast) -> None:
    assert "9.0 net for Data is proposed" in send(cast, "vera", typed("9.0"), follow=True).content.decode()
    assert net(cast) == 25
    html = table(cast)
    assert "+6.5 Data: #3 and #4 come in. Funded: 4 instead of 2." in html
    assert "Accept" in html
    assert "Accept" not in table(cast, "vera")


def test_a_leader_accepts_what_was_seen(cast: Cast) -> None:
    send(cast, "vera", typed("9.0"))
    proposal = CapacityProposal.objects.get()
    accepted = f"/cycles/{cast.cycle.pk}/proposals/{proposal.pk}/acceptance/"
    client = signed_in(cast.ines)
    assert client.post(accepted, {"seen": "|"}).status_code == 409
    assert client.post(accepted, {"seen": f"{cast.c.pk},{cast.d.pk}|"}).status_code == 302
    assert net(cast) == 90
    answered = client.post(accepted)
    assert answered.status_code == 409
    assert "This proposal was answered" in answered.content.decode()


def test_a_leader_declines_with_a_sentence(cast: Cast) -> None:
    proposal = CapacityProposalFactory(cycle=cast.cycle, team=cast.data, proposed_by=cast.vera)
    declined = f"/cycles/{cast.cycle.pk}/proposals/{proposal.pk}/refusal/"
    client = signed_in(cast.ines)
    response = client.post(declined, {"reason": ""})
    assert response.status_code == 422
    assert "Say why, in a sentence." in response.content.decode()
    assert client.post(declined, {"reason": "Not this half-year."}).status_code == 302
    assert CapacityProposal.objects.get().is_accepted is False


def test_a_proposal_of_another_cycle_does_not_exist_here(cast: Cast) -> None:
    other = CapacityProposalFactory()
    for act in ("acceptance", "refusal"):
        assert signed_in(cast.ines).post(f"/cycles/{cast.cycle.pk}/proposals/{other.pk}/{act}/").status_code == 404


def test_a_team_of_another_board_has_no_page_here(cast: Cast) -> None:
    TeamFactory(board=cast.olga.board, slug="elsewhere")
    assert signed_in(cast.ines).get(address(cast, "elsewhere/")).status_code == 404


@pytest.mark.parametrize("state", ["locked", "closed"])
def test_after_the_lock_a_sentence_says_that_it_stays(cast: Cast, state: str) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    response = send(cast, "ines", typed("9.0"))
    assert response.status_code == 409
    assert f"2027H1 is {state}: this cannot be done now." in response.content.decode()
