"""One bet on a page of its own."""

import pytest
from django.utils import timezone

from bets.actions import leaving, orders, ranking
from bets.models import Cycle
from bets.ordering import After
from tests.bets.the_board import signed_in
from tests.cast import Cast
from tests.factories import CoWriterFactory, DraftFactory, PitchFactory


def test_a_vp_reads_pitch_demand_and_why_it_waits(cast: Cast) -> None:
    PitchFactory(bet=cast.c)
    html = signed_in(cast.victor).get(f"/bets/{cast.c.pk}/").content.decode()
    assert "Half of all calls are about pairing." in html
    assert "60 %" in html
    assert "Data" in html
    assert "needs 1.0 Data, 0.5 left after #2." in html


def test_its_moves_are_told_newest_first(cast: Cast) -> None:
    for bet in (cast.c, cast.d):
        ranking.move(cycle=cast.cycle, bet=bet.pk, target=After(None), by=cast.ines, now=timezone.now())
    html = signed_in(cast.vera).get(f"/bets/{cast.c.pk}/").content.decode()
    assert "from #3 to #1" in html
    assert "from #4 to #1" not in html, "that was another bet"


def test_who_may_not_see_the_order_reads_the_pitch_without_its_rank(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    ranking.move(cycle=cast.cycle, bet=cast.c.pk, target=After(None), by=cast.ines, now=timezone.now())
    html = signed_in(cast.vera).get(f"/bets/{cast.c.pk}/").content.decode()
    assert "Charlie" in html
    for word in ("Waits", "Funded", "Rank", "moved"):
        assert word not in html


@pytest.mark.parametrize(("name", "status"), [("vera", 200), ("victor", 404), ("ines", 404), ("ada", 404)])
def test_a_draft_is_its_owners(cast: Cast, name: str, status: int) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    assert signed_in(getattr(cast, name)).get(f"/bets/{draft.pk}/").status_code == status


def test_a_draft_is_its_co_writers_too(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    CoWriterFactory(bet=draft, member=cast.victor)
    assert "Draft, seen by its owner" in signed_in(cast.victor).get(f"/bets/{draft.pk}/").content.decode()


@pytest.mark.parametrize(("name", "status"), [("willy", 403), ("olga", 404), ("emil", 404)])
def test_viewers_before_the_lock_and_strangers_read_no_pitch(cast: Cast, name: str, status: int) -> None:
    assert signed_in(getattr(cast, name)).get(f"/bets/{cast.a.pk}/").status_code == status


def test_a_pitch_is_text_and_not_markup(cast: Cast) -> None:
    PitchFactory(bet=cast.a, problem="<img src=x onerror=alert(1)>")
    html = signed_in(cast.vera).get(f"/bets/{cast.a.pk}/").content.decode()
    assert "<img" not in html


def test_each_of_its_moves_is_a_whole_sentence(cast: Cast) -> None:
    now = timezone.now()
    moved = ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=now, reason="it pays")
    orders.undo(cycle=cast.cycle, revision=moved.revision, by=cast.ines, now=now)
    leaving.to_tray(cycle=cast.cycle, bet=cast.d.pk, by=cast.ines, now=now, reason="Later.")
    html = signed_in(cast.ines).get(f"/bets/{cast.d.pk}/").content.decode()
    assert "<b>Ines</b> moved Delta from #4 to #1: “it pays”." in html
    assert "<b>Ines</b> took back revision 1: Delta is at #4 again." in html
    assert "<b>Ines</b> took Delta from #4 back to the tray: “Later.”</li>" in html
