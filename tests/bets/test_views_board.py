"""Who sees what of the board, how it is fetched again, and what it costs."""

import re

import pytest
import time_machine
from django.utils import timezone

from bets.actions import leaving, orders, ranking
from bets.board.recent import Recent
from bets.exporting import export, ranking_now
from bets.models import Bet, Cycle, Rank
from bets.ordering import After
from bets.views import boards
from tests.bets.the_board import fragment, page, signed_in, statements
from tests.cast import Cast, make_ranked
from tests.factories import BetFactory, CycleFactory, DraftFactory, NeedFactory, TeamFactory

HANDLE = 'class="rank" draggable="false"'


def test_a_leader_sees_the_order_with_handles(cast: Cast) -> None:
    html = page(cast.ines, cast.cycle)
    assert html.count(HANDLE) == 4
    assert "2 of 4 bets are funded." in html
    assert html.index("Alpha") < html.index("Bravo") < html.index("Charlie") < html.index("Delta")


@pytest.mark.parametrize("name", ["vera", "victor", "stina"])
def test_vps_and_the_steward_see_the_order_without_any_handle(cast: Cast, name: str) -> None:
    html = page(getattr(cast, name), cast.cycle)
    assert "Alpha" in html
    assert HANDLE not in html
    assert "steps-buttons" not in html
    assert "Undo" not in html


def test_a_viewer_learns_the_phase_and_no_title_before_the_lock(cast: Cast) -> None:
    html = page(cast.willy, cast.cycle)
    assert "Ranking" in html
    assert "1 January to 30 June 2027" in html
    assert not any(title in html for title in ("Alpha", "Bravo", "Charlie", "Delta"))


def test_a_viewer_cannot_fetch_the_order_past_the_page(cast: Cast) -> None:
    assert fragment(cast.willy, cast.cycle).status_code == 403
    assert signed_in(cast.willy).get(f"/cycles/{cast.cycle.pk}/ranking/").status_code == 403


def test_a_viewer_reads_the_order_once_it_is_locked(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    html = page(cast.willy, cast.cycle)
    assert "Alpha" in html
    assert HANDLE not in html


def test_leaders_only_hides_the_order_from_vps_and_shows_pitches_by_title(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    Bet.objects.filter(pk=cast.a.pk).update(title="Zulu")
    html = page(cast.vera, cast.cycle)
    assert "The order is shown once it is locked" in html
    assert html.index("Bravo") < html.index("Delta") < html.index("Zulu")
    assert "Waits:" not in html


def test_an_admin_sees_pitches_and_no_order(cast: Cast) -> None:
    html = page(cast.ada, cast.cycle)
    assert "Submitted pitches, by title" in html
    assert "funded" not in html


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_who_is_not_on_the_board_finds_no_such_page(cast: Cast, name: str) -> None:
    client = signed_in(getattr(cast, name))
    for address in ("", "order/", "ranking/"):
        assert client.get(f"/cycles/{cast.cycle.pk}/{address}").status_code == 404


def test_drafts_never_show(cast: Cast) -> None:
    DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Still a secret")
    for member in (cast.ines, cast.vera, cast.stina, cast.ada):
        assert "Still a secret" not in page(member, cast.cycle)


def test_the_page_holds_exactly_the_fragment(cast: Cast) -> None:
    _move_d_to_the_top(cast)
    html, part = page(cast.ines, cast.cycle), fragment(cast.ines, cast.cycle).content.decode()
    assert part in html


def test_the_page_after_a_move_equals_the_page_after_a_reload(cast: Cast) -> None:
    before = fragment(cast.ines, cast.cycle)
    _move_d_to_the_top(cast)
    after_move = fragment(cast.ines, cast.cycle, **{"If-None-Match": before["ETag"]})
    assert after_move.status_code == 200
    assert after_move.content != before.content
    assert after_move.content.decode() in page(cast.ines, cast.cycle)
    assert after_move.content == fragment(cast.otto, cast.cycle).content, "nothing of the person is in it"


def test_a_page_that_is_up_to_date_hears_304_for_at_most_four_statements(cast: Cast) -> None:
    etag = fragment(cast.ines, cast.cycle)["ETag"]
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.get(f"/cycles/{cast.cycle.pk}/order/", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert not response.content
    assert len(found) <= 4, found


def test_a_304_depends_on_rights_and_view(cast: Cast) -> None:
    etag = fragment(cast.ines, cast.cycle)["ETag"]
    assert fragment(cast.otto, cast.cycle, **{"If-None-Match": etag}).status_code == 304
    assert fragment(cast.vera, cast.cycle, **{"If-None-Match": etag}).status_code == 200
    assert fragment(cast.ines, cast.cycle, "?show=funded", **{"If-None-Match": etag}).status_code == 200


def test_mine_is_not_shared_with_others(cast: Cast) -> None:
    assert "Alpha" in fragment(cast.vera, cast.cycle, "?show=mine").content.decode()
    assert "Alpha" not in fragment(cast.victor, cast.cycle, "?show=mine").content.decode()


@pytest.mark.parametrize("more", [0, 36])
@pytest.mark.parametrize("address", ["", "order/"])
def test_page_and_fragment_take_at_most_fourteen_statements_for_any_number_of_bets(
    cast: Cast, more: int, address: str
) -> None:
    _fill(cast, more)
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.get(f"/cycles/{cast.cycle.pk}/{address}")
    assert response.content.count(b'class="rank"') == 4 + more
    assert len(found) <= 14, found


@pytest.mark.parametrize("more", [0, 36])
def test_a_look_back_takes_at_most_thirteen_statements(cast: Cast, more: int) -> None:
    _fill(cast, more)
    _two_revisions(cast)
    client = signed_in(cast.ines)
    with statements() as found:
        client.get(f"/cycles/{cast.cycle.pk}/?revision=1")
    assert len(found) <= 13, found


@pytest.mark.parametrize("more", [0, 36])
def test_the_ranking_as_json_takes_at_most_six_statements(cast: Cast, more: int) -> None:
    _fill(cast, more)
    tray = BetFactory(cycle=cast.cycle, title="In the tray")
    client = signed_in(cast.ines)
    with statements() as found:
        response = client.get(f"/cycles/{cast.cycle.pk}/ranking/")
    body = response.json()
    assert [row["rank"] for row in body["order"]] == list(range(1, 5 + more))
    assert body["order"][0] == {"rank": 1, "bet": cast.a.pk, "external_id": "", "title": "Alpha"}
    assert body["unranked"] == [tray.pk]
    assert len(found) <= 6, found
    again = client.get(f"/cycles/{cast.cycle.pk}/ranking/", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_filter_leaves_gaps_and_never_renumbers(cast: Cast) -> None:
    html = page(cast.ines, cast.cycle, "?show=waiting")
    assert "Rank 3. " in html
    assert "Rank 4. " in html
    assert "Rank 1. " not in html
    assert "Waiting 2" in html


def test_a_filter_by_team_and_by_owner(cast: Cast) -> None:
    victors = BetFactory(cycle=cast.cycle, owner=cast.victor, title="Of Victor")
    assert "Of Victor" not in page(cast.ines, cast.cycle, "?team=data")
    html = page(cast.ines, cast.cycle, f"?owner={cast.victor.pk}")
    assert victors.title in html
    assert "Alpha" not in html


@pytest.mark.parametrize(
    "query", ["?show=all", "?policy=best", "?revision=-1", "?revision=7", "?owner=x", "?team=nope", "?team=%00"]
)
def test_a_view_that_there_is_none_of_is_no_page(cast: Cast, query: str) -> None:
    assert signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/{query}").status_code == 404


def test_an_earlier_revision_is_read_only_and_leads_back(cast: Cast) -> None:
    _two_revisions(cast)
    html = page(cast.ines, cast.cycle, "?revision=1")
    assert "The order of <b>revision 1</b>" in html
    assert "Back to today’s order, revision 2" in html
    assert html.index("Alpha") < html.index("Delta"), "as it was before the second change"
    assert HANDLE not in html
    assert page(cast.ines, cast.cycle).index("Delta") < page(cast.ines, cast.cycle).index("Alpha")


def test_a_look_at_the_first_order_leaves_todays_page_as_it_was(cast: Cast) -> None:
    before = page(cast.ines, cast.cycle)
    _move_d_to_the_top(cast)
    moved = page(cast.otto, cast.cycle)
    _forget()
    past = page(cast.ines, cast.cycle, "?revision=0")
    assert "The order of <b>revision 0</b>" in past
    assert "data-live" not in past
    assert HANDLE not in past
    assert _order_in(page(cast.otto, cast.cycle)) == _order_in(moved) != _order_in(before)


def test_a_team_that_asks_for_nothing_is_a_view_all_the_same(cast: Cast) -> None:
    TeamFactory(board=cast.board, slug="idle", name="Idle")
    assert "None of the 4 ranked bets" in page(cast.ines, cast.cycle, "?team=idle")


def test_the_ranking_is_of_one_moment_and_the_same_as_in_the_export(cast: Cast) -> None:
    tray = BetFactory(cycle=cast.cycle, title="In the tray")
    old = Cycle.objects.get(pk=cast.cycle.pk)
    _move_d_to_the_top(cast)
    now = ranking_now(old)
    assert now["revision"] == 1, "not that of the cycle as it was read before the move"
    assert [row["bet"] for row in now["order"]] == cast.ids("DABC")
    assert now["unranked"] == [tray.pk]
    assert now == export(Cycle.objects.get(pk=cast.cycle.pk)).ranking


def test_undo_is_offered_however_many_undos_came_before(cast: Cast) -> None:
    _move_d_to_the_top(cast)
    for _ in range(16):
        done = ranking.move(cycle=cast.cycle, bet=cast.c.pk, target=After(None), by=cast.ines, now=timezone.now())
        orders.undo(cycle=cast.cycle, revision=done.revision, by=cast.ines, now=timezone.now())
    assert 'name="revision" value="1">Undo revision 1</button>' in page(cast.ines, cast.cycle)


def test_a_whole_name_stands_behind_one_that_is_cut_off(cast: Cast) -> None:
    html = page(cast.ines, cast.cycle)
    assert '<span class="team" title="Data">' in html
    assert 'title="Vera">Vera</a>' in html


@pytest.mark.parametrize(("day", "name"), [("2026-11-22", "2027H1"), ("2026-03-01", "2026H2")])
def test_an_empty_board_is_told_to_begin_with_the_coming_half_year(cast: Cast, day: str, name: str) -> None:
    cast.cycle.delete()
    with time_machine.travel(f"{day} 12:00+00:00", tick=False):
        assert f"--cycle {name} " in signed_in(cast.ines).get("/boards/").content.decode()


def test_three_policies_stand_side_by_side_and_nothing_is_saved(cast: Cast) -> None:
    make_ranked(cast.cycle, cast.vera, "Echo", cast.data, tenths=5)
    html = page(cast.ines, cast.cycle, "?policy=fill")
    assert "Three policies, the same order" in html
    assert "<dt>In</dt><dd>#5</dd><dt>Out</dt><dd>none</dd>" in html
    assert "Nothing is changed" in html
    assert HANDLE not in html, "what is compared cannot be moved"
    assert Cycle.objects.get(pk=cast.cycle.pk).policy == "team"


def test_a_waiting_bet_says_why_and_the_line_is_drawn(cast: Cast) -> None:
    html = page(cast.vera, cast.cycle)
    assert "needs 1.0 Data, 0.5 left after #2." in html
    assert "<b>Data line</b> 0.5 of 2.5 left" in html
    assert "in the queue for Data behind #3" in html


def test_a_prerequisite_further_down_can_be_raised(cast: Cast) -> None:
    NeedFactory(bet=cast.a, cycle=cast.cycle, prerequisite=cast.b)
    html = page(cast.ines, cast.cycle)
    assert "Raise #2 above it" in html
    assert "Raise" not in page(cast.vera, cast.cycle)
    assert html.count("which comes later") == 1


def test_a_must_do_bet_stands_above_the_first_and_keeps_its_rank(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.d.pk).update(must_do=True, must_do_reason="The law of May.")
    html = page(cast.ines, cast.cycle)
    assert html.index("Delta") < html.index("Alpha")
    assert "Must do <small>#4</small>" in html
    assert "The law of May." in html


def test_a_bet_withdrawn_after_the_lock_keeps_its_number(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    leaving.withdraw(bet=cast.b, by=cast.vera, now=timezone.now(), reason="The factory closed.")
    html = page(cast.ines, cast.cycle)
    assert 'data-state="withdrawn"' in html
    assert "The factory closed." in html
    assert "4 bets" in html


def test_a_title_is_text_and_not_markup(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(title="<script>alert(1)</script> & “so”")
    html = page(cast.ines, cast.cycle)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_nothing_in_the_page_needs_more_than_the_content_policy_allows(cast: Cast) -> None:
    html = page(cast.ines, cast.cycle)
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html


def test_an_empty_cycle_says_what_to_do_first(cast: Cast) -> None:
    empty, with_a_tray = CycleFactory(board=cast.board), CycleFactory(board=cast.board)
    BetFactory(cycle=with_a_tray)
    assert "No pitch was submitted in this cycle." in page(cast.ines, empty)
    assert "Place the first one: it becomes #1." in page(cast.ines, with_a_tray)
    assert "The leaders have 1 to place." in page(cast.vera, with_a_tray)


def test_a_cycle_in_pitching_lists_what_was_submitted(cast: Cast) -> None:
    cycle = CycleFactory(board=cast.board, state="pitching")
    BetFactory(cycle=cycle, title="The first")
    html = page(cast.vera, cycle)
    assert "Submitted pitches" in html
    assert "The first" in html
    assert "Pitching until" in html


def test_the_first_page_is_the_board_that_is_being_ranked(cast: Cast) -> None:
    CycleFactory(board=cast.board, state="pitching", starts_on="2027-07-01", ends_on="2027-12-31")
    response = signed_in(cast.vera).get("/")
    assert response.status_code == 302
    assert response["Location"] == f"/cycles/{cast.cycle.pk}/"
    assert signed_in(cast.vera).get("/boards/north/")["Location"] == f"/cycles/{cast.cycle.pk}/"


def test_who_is_on_no_board_is_told_whom_to_ask(cast: Cast) -> None:
    html = signed_in(cast.emil).get("/").content.decode()
    assert "You are not on a board yet." in html


def _move_d_to_the_top(cast: Cast) -> None:
    ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=timezone.now())


def _forget() -> None:
    """What this process rendered before: the next look is the first one."""
    boards._fragments = Recent(16)


def _order_in(html: str) -> list[str]:
    return re.findall(r'id="bet-(\d+)"', html)


def _two_revisions(cast: Cast) -> None:
    order = list(Rank.objects.order(cast.cycle))
    orders.adopt(cycle=cast.cycle, order=order, by=cast.ines, now=timezone.now())
    ranking.move(
        cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=timezone.now(), reason="value"
    )  # fmt: skip
    cast.cycle.refresh_from_db()


def _fill(cast: Cast, more: int) -> None:
    for number in range(more):
        make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data, tenths=1)
