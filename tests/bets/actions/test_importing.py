"""The same rows again write nothing; other rows write what differs, and that alone."""

from dataclasses import replace

import pytest

from bets.actions.importing import Imported, import_drafts
from bets.actions.ties import tie
from bets.exchange import BetKey, BetRow
from bets.exchange.columns import BETS
from bets.models import Bet, Cycle, Demand, Exclusion, Need
from journal.models import Event
from org.models import Membership
from tests.cast import Cast
from tests.factories import NOW, DemandFactory, TeamFactory

A, B = BetKey("csv", "1"), BetKey("csv", "2")
EVERY = frozenset({*BETS.known, "demand:data", "demand:care"})
OF_JIRA = frozenset({"external_id", "title", "owner"})


@pytest.fixture
def pitching(cast: Cast) -> Cast:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    TeamFactory(board=cast.board, slug="care", name="Care")
    bring(cast, row(cast, A), row(cast, B))
    return cast


def row(
    cast: Cast, key: BetKey, needs: tuple[BetKey, ...] = (), excludes: tuple[BetKey, ...] = (), **demand: int
) -> BetRow:
    return BetRow(
        external_source=key.external_source, external_id=key.external_id, rank=None, title=f"Bet {key.external_id}",
        owner=cast.vera.person.email, needs=needs, excludes=excludes, demand=demand,
    )  # fmt: skip


def bring(cast: Cast, *rows: BetRow, columns: frozenset[str] = EVERY) -> Imported:
    return import_drafts(cycle=cast.cycle, rows=rows, teams=["data", "care"], columns=columns, by=cast.stina, now=NOW)


@pytest.mark.parametrize(("needs", "excludes"), [((B,), ()), ((), (B,))])
def test_rows_that_differ_in_ties_alone_update_and_tell(
    pitching: Cast, needs: tuple[BetKey, ...], excludes: tuple[BetKey, ...]
) -> None:
    events = Event.objects.count()
    rows = (row(pitching, A, needs, excludes), row(pitching, B))
    assert "Bet 1" in bring(pitching, *rows).updated
    assert Event.objects.count() == events + 1
    assert not bring(pitching, *rows).changed
    assert Event.objects.count() == events + 1
    assert Need.objects.count() + Exclusion.objects.count() == 1


def test_either_or_with_a_bet_submitted_since_stays(pitching: Cast) -> None:
    rows = (row(pitching, A, excludes=(B,)), row(pitching, B))
    bring(pitching, *rows)
    Bet.objects.filter(external_id="1").update(status="submitted", submitted_by=pitching.vera, submitted_at=NOW)
    assert not bring(pitching, *rows).changed
    assert Exclusion.objects.count() == 1


def test_what_a_row_asks_as_before_keeps_its_answer(pitching: Cast) -> None:
    bring(pitching, row(pitching, A, data=10, care=5))
    Demand.objects.filter(bet__external_id="1").update(state="confirmed")
    bring(pitching, row(pitching, A, data=10, care=7))
    states = Demand.objects.filter(bet__external_id="1").values_list("team__slug", "tenths", "state")
    assert set(states) == {("data", 10, "confirmed"), ("care", 7, "proposed")}


def test_what_a_file_has_no_column_for_stays_as_the_owner_wrote_it(pitching: Cast) -> None:
    mine = Bet.objects.get(external_id="1")
    Bet.objects.filter(pk=mine.pk).update(thesis="It pays.", link="https://docs.example.com/1")
    demand = DemandFactory(bet=mine, team=pitching.data, tenths=40, state="confirmed")
    tie(bet=mine, needs={Bet.objects.get(external_id="2").pk}, excludes={pitching.c.pk}, by=pitching.vera, now=NOW)
    assert not bring(pitching, row(pitching, A), row(pitching, B), columns=OF_JIRA).changed
    again = replace(row(pitching, A), title="As it is called there now")
    assert bring(pitching, again, row(pitching, B), columns=OF_JIRA).updated == [again.title]
    mine.refresh_from_db()
    assert (mine.thesis, mine.link, mine.edited_at) == ("It pays.", "https://docs.example.com/1", NOW)
    assert list(mine.demands.values_list("pk", "tenths", "state")) == [(demand.pk, 40, "confirmed")]
    assert Need.objects.count() + Exclusion.objects.count() == 2


def test_a_column_of_one_team_says_nothing_of_another(pitching: Cast) -> None:
    mine = Bet.objects.get(external_id="1")
    DemandFactory(bet=mine, team=pitching.data, tenths=40)
    bring(pitching, row(pitching, A, care=5), columns=OF_JIRA | {"demand:care"})
    assert set(mine.demands.values_list("team__slug", "tenths")) == {("data", 40), ("care", 5)}


def test_weeks_take_the_word_back_that_no_team_is_needed(pitching: Cast) -> None:
    Bet.objects.filter(external_id="1").update(needs_no_team=True)
    bring(pitching, row(pitching, A, care=5), columns=OF_JIRA | {"demand:care"})
    assert not Bet.objects.get(external_id="1").needs_no_team


def test_nobody_becomes_a_vp_by_a_row_that_gives_them_nothing(pitching: Cast) -> None:
    """Taken from the role meanwhile; the drafts, and a bet that is submitted, are theirs as before."""
    Bet.objects.filter(external_id="1").update(status="submitted", submitted_by=pitching.vera, submitted_at=NOW)
    Membership.objects.filter(pk=pitching.vera.pk).update(roles=[])
    events = Event.objects.count()
    assert not bring(pitching, row(pitching, A), row(pitching, B)).changed
    assert Membership.objects.get(pk=pitching.vera.pk).roles == []
    assert Event.objects.count() == events


def test_our_own_export_knows_what_was_submitted_here(pitching: Cast) -> None:
    """Taken back into the cycle that it is of: those bets are there already."""
    key = BetKey("bets", str(pitching.a.pk))
    assert bring(pitching, row(pitching, key)).left_alone == ["Bet " + key.external_id]
    Bet.objects.filter(pk=pitching.a.pk).update(status="draft")
    assert bring(pitching, row(pitching, key)).drafted, "whose draft it is, is not told by a guessed key"


def test_people_who_come_with_a_file_are_told_of(pitching: Cast) -> None:
    newcomer = BetRow(external_source="csv", external_id="9", rank=None, title="New", owner="new@example.com")
    bring(pitching, newcomer)
    event = Event.objects.get(kind="org.member.invited")
    assert event.subject_id == Membership.objects.get(person__email="new@example.com").pk
    assert (event.actor_name, event.data) == ("Stina", {"roles": ["vp"]})


def test_a_tie_that_is_there_already_is_no_event(cast: Cast) -> None:
    for _ in range(2):
        tie(bet=cast.b, needs={cast.a.pk}, excludes={cast.c.pk}, by=cast.ines, now=NOW)
    assert Event.objects.filter(kind="bets.ties.changed").count() == 1
