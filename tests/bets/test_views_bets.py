"""One bet on a page of its own."""

import re
from datetime import date

import pytest
from django.utils import timezone

from bets.actions import leaving, orders, ranking
from bets.models import Bet, Cycle, Need
from bets.ordering import After
from org.models import Membership
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member, make_ranked
from tests.factories import (
    CommentFactory,
    CoWriterFactory,
    DemandFactory,
    DraftFactory,
    ExclusionFactory,
    NeedFactory,
    PitchFactory,
    PrototypeFactory,
    ReaderFactory,
    ShrinkFactory,
    TeamFactory,
    VersionFactory,
)

MOST_STATEMENTS = {"ines": 29, "vera": 27, "victor": 29}


def test_a_vp_reads_pitch_demand_and_why_it_waits(cast: Cast) -> None:
    PitchFactory(bet=cast.c)
    html = signed_in(cast.victor).get(f"/bets/{cast.c.pk}/").content.decode()
    assert "Half of all calls are about pairing." in html
    assert "60 %" in html
    assert "Data" in html
    assert "needs 1.0 Data, 0.5 left after #2." in html


def test_its_changes_of_rank_are_told_newest_first_whoever_moved(cast: Cast) -> None:
    for bet in (cast.c, cast.d):
        ranking.move(cycle=cast.cycle, bet=bet.pk, target=After(None), by=cast.ines, now=timezone.now())
    table = table_of(show(cast.vera, cast.c))
    assert [rank for rank, _ in table] == ["#2", "#1"]
    assert [because for _, because in table] == ["Ines moved Delta from #4 to #1.", "Ines moved Charlie from #3 to #1."]


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


def test_each_change_of_its_rank_is_a_whole_sentence(cast: Cast) -> None:
    now = timezone.now()
    moved = ranking.move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=now, reason="it pays")
    orders.undo(cycle=cast.cycle, revision=moved.revision, by=cast.ines, now=now)
    leaving.to_tray(cycle=cast.cycle, bet=cast.d.pk, by=cast.ines, now=now, reason="Later.")
    assert table_of(show(cast.ines, cast.d)) == [
        ("tray", "Ines took Delta from #4 back to the tray: “Later.”"),
        ("#4", "Ines took back revision 1: Delta is at #4 again."),
        ("#1", "Ines moved Delta from #4 to #1: “it pays”."),
    ]


def test_the_rank_is_a_permanent_link_to_the_board_of_its_revision(cast: Cast) -> None:
    ranking.move(cycle=cast.cycle, bet=cast.c.pk, target=After(None), by=cast.ines, now=timezone.now())
    html = show(cast.vera, cast.c)
    assert f'href="/cycles/{cast.cycle.pk}/?revision=1#bet-{cast.c.pk}">#1 in 2027H1 at revision 1</a>' in html


def test_what_it_would_take_stands_beside_why_it_waits(cast: Cast) -> None:
    html = show(cast.vera, cast.c)
    assert "0.5 more Data funds it and disturbs nobody." in html


@pytest.mark.parametrize(("name", "offered"), [("ines", True), ("vera", False), ("stina", False)])
def test_only_a_leader_is_offered_to_raise_a_prerequisite(cast: Cast, name: str, offered: bool) -> None:
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=cast.d)
    html = show(getattr(cast, name), cast.a)
    assert "needs #4, which comes later" in html
    assert ("Raise #4 above it" in html) is offered


def test_a_confidential_pitch_shows_rank_teams_and_weeks_and_says_who_reads_it_and_from_when(cast: Cast) -> None:
    PitchFactory(bet=cast.a)
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until=date(2999, 3, 1))
    ReaderFactory(bet=cast.a, member=make_member(cast.board, "Rosa", ["vp"]))
    html = show(cast.victor, cast.a)
    assert "Half of all calls" not in html
    assert "confidential until 1 March 2999" in html
    assert "and by Rosa" in html
    assert 'aria-label="Rank 1"' in html
    assert "<b>1.0</b> weeks" in html
    for reader in (cast.ines, cast.vera):
        assert "Half of all calls" in show(reader, cast.a)


def test_co_writers_status_line_and_ties_are_shown(cast: Cast) -> None:
    CoWriterFactory(bet=cast.a, member=cast.victor)
    NeedFactory(cycle=cast.cycle, bet=cast.b, prerequisite=cast.a)
    ExclusionFactory(cycle=cast.cycle, bet=cast.a, other=cast.c)
    Bet.objects.filter(pk=cast.a.pk).update(status_line="Two of three shops are live.")
    html = show(cast.ines, cast.a)
    assert "with Victor" in html
    assert "Two of three shops are live." in html
    assert f'<dt>Needed by</dt><dd><a href="/bets/{cast.b.pk}/">#2 Bravo</a></dd>' in html
    assert f'<dt>Either this or</dt><dd><a href="/bets/{cast.c.pk}/">#3 Charlie</a></dd>' in html


def test_the_draft_of_somebody_else_is_no_tie_that_is_shown(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Secret")
    NeedFactory(cycle=cast.cycle, bet=draft, prerequisite=cast.a)
    assert "Secret" not in show(cast.ines, cast.a)
    assert "Secret" in show(cast.victor, cast.a)


def test_a_withdrawn_bet_says_why(cast: Cast) -> None:
    leaving.withdraw(bet=cast.a, reason="The market is gone.", by=cast.vera, now=timezone.now())
    html = show(cast.ines, cast.a)
    assert "<b>Withdrawn:</b> The market is gone." in html
    assert "demand_settlement" not in html
    assert "Settle" not in html


@pytest.mark.parametrize("more", [0, 30])
@pytest.mark.parametrize("name", ["ines", "vera", "victor"])
def test_the_page_takes_as_many_statements_for_any_number_of_rows(cast: Cast, name: str, more: int) -> None:
    _fill(cast, more)
    client = signed_in(getattr(cast, name))
    with statements() as found:
        response = client.get(f"/bets/{cast.a.pk}/")
    assert response.status_code == 200
    assert len(found) <= MOST_STATEMENTS[name], "\n".join(found)


# --- versions


def test_versions_are_listed_with_what_they_changed(cast: Cast) -> None:
    _versions(cast)
    html = signed_in(cast.victor).get(f"/bets/{cast.a.pk}/versions/").content.decode()
    assert html.index("Version 2") < html.index("Version 1")
    assert "Belief, Confidence of success" in html
    assert html.count("after ranking began") == 1
    assert "As it was submitted." in html


def test_a_version_is_shown_word_by_word_against_the_one_before(cast: Cast) -> None:
    _versions(cast)
    html = signed_in(cast.victor).get(f"/bets/{cast.a.pk}/versions/2/").content.decode()
    assert "<del>One</del><ins>Two</ins>" in html
    assert "<ins>&lt;b&gt;bold&lt;/b&gt;</ins>" in html or "&lt;b&gt;" in html
    assert "<b>bold" not in html
    assert "Unchanged: Title." in html
    whole = signed_in(cast.victor).get(f"/bets/{cast.a.pk}/versions/2/?against=0").content.decode()
    assert "<del>" not in whole


@pytest.mark.parametrize("address", ["versions/3/", "versions/2/?against=7"])
def test_a_version_that_there_is_none_of_is_a_404(cast: Cast, address: str) -> None:
    _versions(cast)
    assert signed_in(cast.victor).get(f"/bets/{cast.a.pk}/{address}").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("ines", 200), ("vera", 200), ("victor", 403), ("ada", 403)])
def test_versions_of_a_confidential_pitch_are_for_its_readers(cast: Cast, name: str, status: int) -> None:
    _versions(cast)
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until=date(2999, 3, 1))
    for address in ("versions/", "versions/2/"):
        assert signed_in(getattr(cast, name)).get(f"/bets/{cast.a.pk}/{address}").status_code == status


@pytest.mark.parametrize("more", [0, 20])
def test_versions_take_as_many_statements_for_any_number(cast: Cast, more: int) -> None:
    _versions(cast)
    for number in range(more):
        VersionFactory(bet=cast.a, number=number + 3)
    client = signed_in(cast.victor)
    with statements() as found:
        client.get(f"/bets/{cast.a.pk}/versions/")
    assert len(found) <= 8, "\n".join(found)


# --- ties


def test_ties_are_ticked_and_kept(cast: Cast) -> None:
    answer = signed_in(cast.vera).post(f"/bets/{cast.a.pk}/ties/", {"needs": [cast.b.pk], "either_or": [cast.c.pk]})
    assert (answer.status_code, answer["Location"]) == (302, f"/bets/{cast.a.pk}/#ties")
    html = signed_in(cast.vera).get(f"/bets/{cast.a.pk}/ties/").content.decode()
    assert ticked(html) == [("needs", cast.b.pk), ("either_or", cast.c.pk)]


def test_a_ring_is_refused_on_the_page_with_what_was_ticked(cast: Cast) -> None:
    NeedFactory(cycle=cast.cycle, bet=cast.b, prerequisite=cast.a)
    answer = signed_in(cast.ines).post(f"/bets/{cast.a.pk}/ties/", {"needs": [cast.b.pk]})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "would need" in html
    assert ticked(html) == [("needs", cast.b.pk)]


def test_what_one_may_not_know_of_stays_tied(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor)
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=draft)
    signed_in(cast.vera).post(f"/bets/{cast.a.pk}/ties/", {"needs": [cast.b.pk]})
    assert set(Need.objects.values_list("prerequisite", flat=True)) == {draft.pk, cast.b.pk}
    refused = signed_in(cast.vera).post(f"/bets/{cast.a.pk}/ties/", {"needs": [draft.pk]})
    assert refused.status_code == 422, "a draft that one may not know of cannot be named"


@pytest.mark.parametrize(
    ("name", "status"),
    [("ines", 200), ("vera", 200), ("victor", 403), ("stina", 403), ("ada", 403), ("willy", 403), ("olga", 404)],
)
def test_only_writers_and_leaders_tie(cast: Cast, name: str, status: int) -> None:
    client = signed_in(getattr(cast, name))
    assert client.get(f"/bets/{cast.a.pk}/ties/").status_code == status
    answer = client.post(f"/bets/{cast.a.pk}/ties/", {"needs": [cast.b.pk]})
    assert answer.status_code == (302 if status == 200 else status)


# --- what they share


def ticked(html: str) -> list[tuple[str, int]]:
    """The boxes for ties that are ticked, and for which bets."""
    boxes = re.findall(r'name="(needs|either_or)" value="(\d+)"[^>]* checked', html)
    return [(name, int(bet)) for name, bet in boxes]


def show(member: Membership, bet: Bet) -> str:
    response = signed_in(member).get(f"/bets/{bet.pk}/")
    assert response.status_code == 200
    return str(response.content.decode())


def table_of(html: str) -> list[tuple[str, str]]:
    """The ranks and the reasons of the table behind the picture."""
    rows = re.findall(r"<tr><td>(.*?)</td><td>.*?</td><td>(.*?)</td></tr>", html, re.DOTALL)
    return [(_text(rank), _text(because)) for rank, because in rows]


def _text(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html).strip()


def _fill(cast: Cast, more: int) -> None:
    """More of everything that the page shows rows of."""
    for number in range(more):
        bet = make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
        NeedFactory(cycle=cast.cycle, bet=bet, prerequisite=cast.a)
        DemandFactory(bet=cast.a, team=TeamFactory(board=cast.board))
        ShrinkFactory(bet=cast.a, team=cast.data, state="refused", closed_by=cast.vera)
        CoWriterFactory(bet=cast.a)
        VersionFactory(bet=cast.a)
        CommentFactory(bet=cast.a)
        PrototypeFactory(bet=cast.a, link=f"https://example.com/{number}")
        ranking.move(cycle=cast.cycle, bet=bet.pk, target=After(None), by=cast.ines, now=timezone.now())


def _versions(cast: Cast) -> None:
    before = {"title": "Alpha", "belief": "One path.", "confidence": 60}
    VersionFactory(bet=cast.a, number=1, content=before)
    after = before | {"belief": "Two path. <b>bold</b>", "confidence": 70}
    VersionFactory(bet=cast.a, number=2, content=after, state="ranking")
