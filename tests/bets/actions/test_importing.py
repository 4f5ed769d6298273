"""The same rows again write nothing; other rows write what differs, and that alone."""

import pytest

from bets.actions.importing import Imported, import_drafts
from bets.actions.ties import tie
from bets.exchange import BetKey, BetRow
from bets.models import Bet, Cycle, Demand, Exclusion, Need
from journal.models import Event
from org.models import Membership
from tests.cast import Cast
from tests.factories import NOW, TeamFactory

A, B = BetKey("csv", "1"), BetKey("csv", "2")


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


def bring(cast: Cast, *rows: BetRow) -> Imported:
    return import_drafts(cycle=cast.cycle, rows=rows, teams=["data", "care"], by=cast.stina, now=NOW)


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
