"""The board as one object."""

import pytest
from django.http import Http404
from django.utils import timezone

from bets.actions import leaving, orders, ranking
from bets.board.page import Board, board
from bets.board.recent import Recent
from bets.board.view import View
from bets.models import Cycle
from bets.ordering import After
from org.models import Team
from tests.cast import Cast, make_ranked
from tests.factories import BetFactory, CapacityFactory, DemandFactory, NeedFactory, TeamFactory


def seen(cast: Cast, **view: object) -> Board:
    cast.cycle.refresh_from_db()
    return board(cast.cycle, cast.ines, View(**view))  # type: ignore[arg-type]


def test_the_headline_counts_and_names_the_first_line(cast: Cast) -> None:
    assert str(seen(cast).headline) == "2 of 4 bets are funded. The first line falls at #3, in Data."


def test_demands_are_drawn_where_they_fall_and_waiting_ones_are_short(cast: Cast) -> None:
    first, second, third, fourth = (row.asks[0] for row in seen(cast).rows)
    assert (first.before, first.own.width) == ("0%", "40%")
    assert (second.before, second.own.width) == ("40%", "40%")
    assert third.is_short
    assert fourth.is_short, "it waits in the queue of that team"
    assert not second.is_short


def test_below_a_teams_line_its_lane_is_tinted_and_nowhere_else(cast: Cast) -> None:
    _voice(cast)
    rows = seen(cast).rows
    assert [len(row.lanes) for row in rows] == [0, 0, 1, 1]
    assert rows[2].lanes[0].width == "50%"
    assert rows[2].cut
    assert rows[2].cut.cols == (1,)


def test_the_strict_line_closes_every_column(cast: Cast) -> None:
    _voice(cast)
    Cycle.objects.filter(pk=cast.cycle.pk).update(policy="strict")
    cut = seen(cast).rows[2].cut
    assert cut
    assert (cut.name, cut.cols) == ("The line", (1, 2))


def test_a_team_without_capacity_that_is_asked_has_a_column_and_others_have_none(cast: Cast) -> None:
    TeamFactory(board=cast.board, name="Idle hands")
    asked = TeamFactory(board=cast.board, name="Voice")
    DemandFactory(bet=cast.d, team=asked)
    assert [team.name for team in seen(cast).capacity.teams] == ["Data", "Voice"]
    assert "Can never be funded: Voice has 0.0 in all." in seen(cast).rows[3].warnings


def test_the_rail_says_what_is_used_idle_and_where_the_line_falls(cast: Cast) -> None:
    (team,) = seen(cast).capacity.teams
    assert (team.used, team.net, team.idle, team.share) == ("2.0", "2.5", "0.5", 20)
    assert (team.line, team.line_rank) == (cast.c.pk, 3)


def test_more_than_twelve_teams_are_many(cast: Cast) -> None:
    for _ in range(11):
        CapacityFactory(cycle=cast.cycle, team=TeamFactory(board=cast.board))
    assert not seen(cast).capacity.are_many
    CapacityFactory(cycle=cast.cycle, team=TeamFactory(board=cast.board))
    assert seen(cast).capacity.are_many


def test_neighbours_are_those_that_are_shown(cast: Cast) -> None:
    make_ranked(cast.cycle, cast.victor, "Echo", cast.data)
    rows = seen(cast, owner=cast.vera.pk).rows
    assert (rows[0].up, rows[0].down) == (None, cast.b.pk)
    assert rows[-1].down is None
    assert rows[-1].rank == 4


def test_who_does_not_rank_gets_no_neighbours_and_no_undo(cast: Cast) -> None:
    ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=timezone.now())
    assert seen(cast).undoes == 1
    readers = board(cast.cycle, cast.vera, View())
    assert readers.undoes is None
    assert all(row.up is row.down is None for row in readers.rows)


@pytest.mark.parametrize(
    ("state", "note"),
    [
        ({"state": "proposed"}, "Proposed: not confirmed by Data yet."),
        ({"state": "disputed", "offered_tenths": 8}, "Disputed: Data is asked for 1.0 and offers 0.8."),
        ({"state": "settled", "asked_tenths": 15}, "Data 1.0 set by a leader; 1.5 was asked."),
    ],
)
def test_a_demand_that_is_not_confirmed_is_marked_in_words(cast: Cast, state: dict[str, object], note: str) -> None:
    cast.a.demands.update(**state)
    (said,) = seen(cast).rows[0].notes
    assert f"{said.lead} {said.rest}".strip() == note
    assert not seen(cast).rows[1].notes


def test_a_late_bet_of_the_tray_says_who_let_it_in(cast: Cast) -> None:
    BetFactory(cycle=cast.cycle, is_late=True, late_exception="The frost test ended late.", late_exception_by=cast.otto)
    note, unsized = seen(cast).tray[0].notes
    assert (note.tag, note.rest) == (
        "LATE",
        "Submitted 24 November. Exception by Otto: “The frost test ended late.”",
    )
    assert unsized.lead == "Unsized:"


def test_a_prerequisite_below_can_be_raised_and_one_above_cannot(cast: Cast) -> None:
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=cast.c)
    NeedFactory(cycle=cast.cycle, bet=cast.d, prerequisite=cast.b)
    raises = {row.title: [found.rank for found in row.raises] for row in seen(cast).rows}
    assert raises == {"Alpha": [3], "Bravo": [], "Charlie": [], "Delta": []}


def test_an_earlier_order_counts_its_own_ranks(cast: Cast) -> None:
    orders.adopt(cycle=cast.cycle, order=cast.ids("ABCD"), by=cast.ines, now=timezone.now())
    leaving.withdraw(bet=cast.a, by=cast.vera, now=timezone.now(), reason="No.")
    past = seen(cast, revision=1)
    assert [(row.rank, row.title) for row in past.rows][:2] == [(1, "Alpha"), (2, "Bravo")]
    assert past.rows[0].state == "withdrawn"
    assert past.latest
    assert past.latest.verb == "adopted a whole order"
    assert not past.can_rank
    assert str(seen(cast).latest).startswith("Vera withdrew Alpha, which stood at #1")


def test_the_filters_count_all_and_not_only_what_is_shown(cast: Cast) -> None:
    counts = {found.name: found.count for found in seen(cast, show="waiting").filters}
    assert counts == {"All": 4, "Funded": 2, "Waiting": 2, "Mine": None}


def test_a_view_keeps_its_other_parts_in_its_links() -> None:
    view = View.of({"show": "mine", "team": "data"}, me=7)
    assert view.query == "show=mine&team=data"
    assert view.but(team="") == "?show=mine"
    assert view.key != View.of({"show": "mine", "team": "data"}, me=8).key
    assert View.of({"team": "data"}, me=7).key == View.of({"team": "data"}, me=8).key


@pytest.mark.parametrize("query", [{"show": "x"}, {"policy": "x"}, {"owner": "٣"}, {"revision": "1" * 30}])
def test_a_view_that_means_nothing_is_none(query: dict[str, str]) -> None:
    with pytest.raises(Http404):
        View.of(query, me=1)


def test_what_was_used_last_is_kept_and_the_rest_forgotten() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    recent: Recent[str] = Recent(2)
    for name in "abacb":
        recent.get(name, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]


def _voice(cast: Cast) -> Team:
    """A second team, with room for all that the first bet asks of it."""
    team: Team = TeamFactory(board=cast.board, name="Voice", slug="voice")
    CapacityFactory(cycle=cast.cycle, team=team)
    DemandFactory(bet=cast.a, team=team)
    return team
