"""The pages that a cycle is run by: who sees what of them, what they do, and what they cost."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from bets.models import Bet, Capacity, Cycle, Demand, Waiver
from journal.models import Event
from org.models import Membership, Notice
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member, make_ranked
from tests.eteam.rows import RoomFactory, SessionFactory
from tests.factories import (
    NOW,
    BetFactory,
    CapacityProposalFactory,
    CycleFactory,
    DraftFactory,
    TeamFactory,
)

EVERYBODY = ("ines", "vera", "victor", "stina", "ada", "willy")


def page(cast: Cast, name: str, part: str = "running/") -> str:
    response = signed_in(getattr(cast, name)).get(f"/cycles/{cast.cycle.pk}/{part}")
    assert response.status_code == 200, response.content
    return response.content.decode()


def send(cast: Cast, who: str, part: str, **fields: Any) -> Any:
    return signed_in(getattr(cast, who)).post(f"/cycles/{cast.cycle.pk}/{part}", fields)


def enter(cast: Cast, **fields: Any) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(**fields)


def wished(**fields: str) -> dict[str, str]:
    return {
        "name": "2027H1", "starts_on": "2027-01-01", "ends_on": "2027-06-30", "pitches_close_at": "2026-11-20T17:00",
        "confirm_by": "", "locks_on": "", "visibility": "live_to_vps",
    } | fields  # fmt: skip


# --- the page, for each


def test_a_leader_reads_what_is_missing_with_the_way_to_mend_it(cast: Cast) -> None:
    html = page(cast, "ines")
    assert "3 things keep it from being locked." in html
    assert f'<a href="/bets/{cast.a.pk}/#prototypes">#1 Alpha has no prototype.</a>' in html
    assert "Let it be, with a sentence" in html


def test_the_steward_reads_it_too_and_answers_for_nothing(cast: Cast) -> None:
    html = page(cast, "stina")
    assert "#1 Alpha has no prototype." in html
    assert "Let it be, with a sentence" not in html


def test_it_says_how_many_sessions_are_planned_and_leads_to_their_planning(cast: Cast) -> None:
    planning = f'href="/boards/north/sessions/planning/?cycle={cast.cycle.pk}"'
    assert "Sessions of the room" not in page(cast, "stina"), "nobody has said when it meets"
    RoomFactory(board=cast.board)
    assert "None is planned." in page(cast, "stina")
    SessionFactory(board=cast.board, cycle=cast.cycle)
    SessionFactory(board=cast.board, cycle=cast.cycle, kind="checkpoint", starts_at=NOW)
    html = page(cast, "stina")
    assert "<b>1 session</b> and 1 checkpoint are planned" in html
    assert planning in html
    assert planning not in page(cast, "vera")
    assert "Sessions of the room" not in page(cast, "willy")


@pytest.mark.parametrize("name", ["ada", "willy"])
def test_who_may_not_see_the_order_is_not_told_what_it_funds(cast: Cast, name: str) -> None:
    html = page(cast, name)
    assert "has no prototype" not in html
    assert "The bets of 2027H1 are being ranked." in html
    assert "Policy: team" in html


def test_leaders_only_keeps_vps_from_what_is_funded_and_from_ranks(cast: Cast) -> None:
    enter(cast, visibility="leaders_only")
    Demand.objects.filter(bet=cast.a).update(state="proposed")
    html = page(cast, "vera")
    assert "has no prototype" not in html
    assert f'<span><a href="/bets/{cast.a.pk}/#demand-data">Alpha</a></span>' in html
    assert "#1" not in html.split('id="unanswered"')[1].split("</section>")[0]


def test_a_viewer_reads_no_title_and_no_name_before_the_lock(cast: Cast) -> None:
    Demand.objects.update(state="proposed")
    html = page(cast, "willy")
    for word in ("Alpha", "Victor", "Not agreed", "No submission"):
        assert word not in html


def test_who_has_not_pitched_is_named_and_no_draft_is(cast: Cast) -> None:
    DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Still a secret")
    html = page(cast, "stina").split('id="pitchers"')[1].split("</section>")[0]
    assert "Victor" in html
    assert "Vera" not in html
    assert "secret" not in html
    assert "4 bets submitted; 1 draft that only its writer sees." in html


@time_machine.travel(NOW)
def test_what_teams_have_not_answered_stands_by_team_with_the_days_left(cast: Cast) -> None:
    enter(cast, confirm_by=date(2026, 11, 27))
    Demand.objects.filter(bet=cast.b).update(state="disputed", offered_tenths=5)
    Demand.objects.filter(bet=cast.c).update(state="proposed")
    html = page(cast, "ines")
    assert "2 demands on 1 team." in html
    assert "To be answered by Friday 27 November: 4 working days left, today included." in html
    assert "1.0, disputed, offers 0.5" in html


def test_a_bet_whose_owner_has_left_asks_for_another(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.vera.pk).update(ended_at=NOW)
    assert "4 bets lost the owner." in page(cast, "ines")


@pytest.mark.parametrize("state", ["pitching", "ranking", "locked", "closed"])
@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_of_the_board_opens_it_in_every_state(cast: Cast, name: str, state: str) -> None:
    enter(cast, state=state)
    assert cast.cycle.name in page(cast, name)


def test_an_empty_cycle_says_what_to_do_first(cast: Cast) -> None:
    cycle = CycleFactory(board=cast.board, name="2028H1", state="pitching")
    html = signed_in(cast.ines).get(f"/cycles/{cycle.pk}/running/").content.decode()
    assert "None of 2 VPs has pitched." in html
    assert "Everything that submitted bets ask of teams is agreed." in html


@pytest.mark.parametrize("name", ["ines", "vera", "stina", "willy"])
def test_it_costs_as_many_statements_with_more_rows(cast: Cast, name: str) -> None:
    client = signed_in(getattr(cast, name))

    def cost() -> int:
        with statements() as found:
            assert client.get(f"/cycles/{cast.cycle.pk}/running/").status_code == 200
        return len(found)

    Demand.objects.filter(bet=cast.a).update(state="proposed")
    before = cost()
    for number in range(4):
        vp = make_member(cast.board, f"Vip{number}", ["vp"])
        bet = make_ranked(cast.cycle, vp, f"Bet {number}", TeamFactory(board=cast.board, vp=vp))
        Demand.objects.filter(bet=bet).update(state="proposed")
        BetFactory(cycle=cast.cycle, owner=vp)
        CapacityProposalFactory(cycle=cast.cycle, team=TeamFactory(board=cast.board))
    assert cost() == before <= 24


# --- a new cycle, and another date


def test_a_new_cycle_is_offered_with_the_dates_of_the_next_half_year(cast: Cast) -> None:
    html = signed_in(cast.stina).get("/boards/north/cycles/new/").content.decode()
    for value in ("2027H2", "2027-07-01", "2027-12-31", "2027-05-20T17:00", "2027-06-03", "2027-06-17"):
        assert f'value="{value}"' in html


def test_a_new_cycle_takes_its_closing_time_from_the_boards_clocks(cast: Cast) -> None:
    sent = wished(name="2027H2", starts_on="2027-07-01", ends_on="2027-12-31", pitches_close_at="2027-05-20T17:00")
    response = signed_in(cast.ines).post("/boards/north/cycles/new/", sent)
    made = Cycle.objects.get(name="2027H2")
    assert response.headers["Location"] == f"/cycles/{made.pk}/running/"
    assert made.pitches_close_at.isoformat() == "2027-05-20T15:00:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pitches_close_at": "2027-03-28T02:30"}, "02:30 does not exist that day: the clocks leap over it."),
        ({"pitches_close_at": "2027-05-20T17:00+00:00"}, "without a zone"),
        ({"pitches_close_at": "soon"}, "Write date and time"),
        ({"name": "2027H1"}, "There is a cycle 2027H1 already."),
        ({"ends_on": "2026-01-01"}, "A cycle ends after it starts."),
    ],
)
def test_what_cannot_be_is_asked_again_at_its_field(cast: Cast, wrong: dict[str, str], sentence: str) -> None:
    response = signed_in(cast.ines).post("/boards/north/cycles/new/", wished(name="2027H2") | wrong)
    assert response.status_code == 422
    html = response.content.decode().replace("&#x27;", "'")
    assert sentence in html
    assert 'value="2027-06-30"' in html or "ends_on" in wrong, "nothing that was typed is lost"
    assert Cycle.objects.count() == 1


def test_of_a_time_that_comes_twice_the_earlier_is_taken_and_said(cast: Cast) -> None:
    response = signed_in(cast.ines).post(
        f"/cycles/{cast.cycle.pk}/dates/", wished(pitches_close_at="2026-10-25T02:30"), follow=True
    )
    assert "02:30 comes twice on 25 October: the earlier is meant." in response.content.decode()
    assert Cycle.objects.get(pk=cast.cycle.pk).pitches_close_at.isoformat() == "2026-10-25T00:30:00+00:00"


def test_a_wrong_date_opens_the_form_again_on_the_page(cast: Cast) -> None:
    response = send(cast, "stina", "dates/", **wished(starts_on="2028-01-01"))
    assert response.status_code == 422
    assert "A cycle ends after it starts." in response.content.decode()


def test_the_policy_is_a_leaders(cast: Cast) -> None:
    assert send(cast, "stina", "policy/", policy="fill").status_code == 403
    assert send(cast, "ines", "policy/", policy="first").status_code == 422
    assert send(cast, "ines", "policy/", policy="fill").status_code == 302
    assert Cycle.objects.get(pk=cast.cycle.pk).policy == "fill"


# --- when it is ranked together


@time_machine.travel(NOW)
@pytest.mark.parametrize("name", ["ines", "stina"])
def test_a_leader_and_the_steward_set_the_ranking_session_and_it_stands_on_both_pages(cast: Cast, name: str) -> None:
    assert "No date is set for it: " in page(cast, name, "session/")
    assert send(cast, name, "dates/", **wished(ranking_session_at="2026-12-01T13:00")).status_code == 302
    assert Cycle.objects.get(pk=cast.cycle.pk).ranking_session_at == datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    html = page(cast, name)
    assert "1 December, 13:00</time></span></li>" in html.split("Ranking session</span>")[1]
    assert 'value="2026-12-01T13:00"' in html
    assert "It is planned for " in page(cast, "vera", "session/")
    event = Event.objects.latest("pk")
    assert event.kind == "bets.cycle.edited"
    assert event.data["fields"]["ranking_session_at"] == ["None", "2026-12-01 12:00:00+00:00"]


def test_nobody_else_sets_it(cast: Cast) -> None:
    for name in ("vera", "willy", "ada"):
        assert send(cast, name, "dates/", **wished(ranking_session_at="2026-12-01T13:00")).status_code == 403
    assert Cycle.objects.get(pk=cast.cycle.pk).ranking_session_at is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ranking_session_at": "2027-03-28T02:30"}, "02:30 does not exist that day: the clocks leap over it."),
        ({"ranking_session_at": "tomorrow"}, "Write date and time"),
        ({"ranking_session_at": "2026-12-17T00:00", "locks_on": "2026-12-16"}, "Bets are ranked before the lock."),
    ],
)
@pytest.mark.parametrize("path", ["/boards/north/cycles/new/", "/cycles/{pk}/dates/"])
def test_a_ranking_session_that_cannot_be_is_refused_at_its_field(
    cast: Cast, path: str, wrong: dict[str, str], sentence: str
) -> None:
    sent = wished(name="2027H2") | wrong
    response = signed_in(cast.ines).post(path.format(pk=cast.cycle.pk), sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert f'value="{wrong["ranking_session_at"]}"' in response.content.decode(), "nothing that was typed is lost"


def test_the_date_of_the_ranking_session_can_be_taken_away(cast: Cast) -> None:
    enter(cast, ranking_session_at=NOW)
    assert send(cast, "ines", "dates/", **wished(ranking_session_at="")).status_code == 302
    assert Cycle.objects.get(pk=cast.cycle.pk).ranking_session_at is None
    assert Notice.objects.latest("pk").sentence.endswith("the ranking session is on no fixed day.")


# --- states


@time_machine.travel(NOW)
def test_opening_before_the_closing_time_says_so_first(cast: Cast) -> None:
    enter(cast, state="pitching", pitches_close_at=NOW.replace(day=27))
    DraftFactory(cycle=cast.cycle, owner=cast.victor)
    html = page(cast, "stina", "opening/")
    assert "although pitches are open until" in html
    assert "Open it before the closing time" in html
    assert '<span>Drafts, which stay behind</span><span class="signal">1</span>' in html
    assert '<span>VPs without a submission</span><span class="signal">1 of 2</span>' in html
    assert send(cast, "stina", "opening/").headers["Location"] == f"/cycles/{cast.cycle.pk}/"
    assert Cycle.objects.get(pk=cast.cycle.pk).state == "ranking"


def test_closing_asks_first(cast: Cast) -> None:
    enter(cast, state="locked")
    assert "There is no way back" in page(cast, "ines", "closing/")
    assert send(cast, "ines", "closing/").status_code == 302
    assert Cycle.objects.get(pk=cast.cycle.pk).state == "closed"


@pytest.mark.parametrize("part", ["opening/", "closing/"])
def test_in_another_phase_a_sentence_says_so(cast: Cast, part: str) -> None:
    response = send(cast, "ines", part)
    assert response.status_code == 409
    assert "2027H1 is ranking: this cannot be done now." in response.content.decode()


# --- sentences


def test_a_leader_answers_for_what_is_missing_and_takes_it_back(cast: Cast) -> None:
    item = {"code": "idle", "team": "data", "bet": "", "fact": "5/25"}
    assert send(cast, "ines", "waivers/", **item, reason="They move house.").status_code == 302
    html = page(cast, "ines")
    assert "2 things keep it from being locked." in html
    assert "Ines: “They move house.”" in html
    waiver = Waiver.objects.get()
    assert send(cast, "otto", f"waivers/{waiver.pk}/end/").status_code == 302
    assert "3 things keep it from being locked." in page(cast, "ines")


def test_a_sentence_that_is_missing_is_asked_for_where_it_belongs(cast: Cast) -> None:
    response = send(cast, "ines", "waivers/", code="idle", team="data", fact="5/25", reason=" ")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Say why, in a sentence." in html
    assert html.count("<details open>") == 1


def test_figures_that_changed_meanwhile_are_looked_at_again(cast: Cast) -> None:
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=26)
    assert send(cast, "ines", "waivers/", code="idle", team="data", fact="5/25", reason="So.").status_code == 409


def test_a_waiver_of_another_cycle_does_not_exist_here(cast: Cast) -> None:
    assert send(cast, "ines", f"waivers/{2**40}/end/").status_code == 404


def test_the_cycles_of_a_board_stand_newest_first(cast: Cast) -> None:
    CycleFactory(board=cast.board, name="2026H2", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    client = signed_in(cast.willy)
    with statements() as found:
        html = client.get("/boards/north/cycles/").content.decode()
    assert html.index("2027H1</a></h2>") < html.index("2026H2</a></h2>")
    assert "New cycle" not in html
    assert len(found) == 5
    assert "New cycle" in signed_in(cast.stina).get("/boards/north/cycles/").content.decode()


@pytest.mark.parametrize("name", ["vera", "ada", "willy"])
def test_only_a_leader_or_the_steward_makes_a_cycle(cast: Cast, name: str) -> None:
    assert signed_in(getattr(cast, name)).get("/boards/north/cycles/new/").status_code == 403


def test_the_first_cycle_is_offered_where_there_is_none(cast: Cast) -> None:
    Bet.objects.all().delete()
    Capacity.objects.all().delete()
    Cycle.objects.all().delete()
    html = signed_in(cast.ines).get("/boards/north/cycles/").content.decode()
    assert "Open the first" in html
