"""Find or do: what each of the cast finds, what they never learn by it, and what it costs."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse

from bets.models import Bet, Cycle
from config.palette.asked import Asked
from journal.refusals import Invalid
from org.models import Membership
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_member, make_ranked
from tests.config.test_refused import BROWSER
from tests.factories import (
    BetFactory,
    CycleFactory,
    DraftFactory,
    MembershipFactory,
    PitchFactory,
    TeamFactory,
)

HITS = re.compile(r'<a href="([^"]*)">(?:<b>(#\d+)</b> )?<span>([^<]*)</span>(?: <span class="soft">([^<]*)</span>)?')


def look(member: Membership, text: str, address: str = "/find/hits/", **where: Any) -> HttpResponse:
    query = {"q": text, "board": "north"} | where
    return signed_in(member).get(address, query, headers={"Accept": BROWSER})  # type: ignore[return-value]


def found(member: Membership, text: str, **where: Any) -> dict[str, list[str]]:
    """The names by group, with their rank where it is shown: `{"Bets": ["#1 Alpha"]}`."""
    html = look(member, text, **where).content.decode()
    groups = re.findall(r'<section class="hits" aria-label="(\w+)">(.*?)</section>', html, re.DOTALL)
    return {name: [f"{mark} {title}".strip() for _, mark, title, _ in HITS.findall(rows)] for name, rows in groups}


def enter(cast: Cast, **fields: Any) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(**fields)


# --- bets, and who may find them


def test_a_bet_is_found_by_a_part_of_its_title_with_its_rank(cast: Cast) -> None:
    assert found(cast.ines, "brav")["Bets"] == ["#2 Bravo"]
    assert f'href="/bets/{cast.b.pk}/"' in look(cast.ines, "brav").content.decode()


def test_a_bet_is_found_by_its_thesis_after_those_found_by_their_title(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(thesis="A delta of two.")
    BetFactory(cycle=cast.cycle, title="The delta wing")
    BetFactory(cycle=cast.cycle, title="Riverdelta")
    assert found(cast.ines, "delta")["Bets"] == ["#4 Delta", "The delta wing", "Riverdelta", "#1 Alpha"]


def test_every_word_must_be_there_wherever_it_stands(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(title="Room correction that listens")
    assert found(cast.ines, "listens room")["Bets"] == ["#1 Room correction that listens"]
    assert "Bets" not in found(cast.ines, "listens kitchen")


@pytest.mark.parametrize("text", ["#3", "3"])
def test_a_rank_finds_the_bet_that_has_it(cast: Cast, text: str) -> None:
    assert found(cast.ines, text)["Bets"][0] == "#3 Charlie"


def test_a_number_in_a_title_is_found_after_the_rank(cast: Cast) -> None:
    BetFactory(cycle=cast.cycle, title="3 doors")
    assert found(cast.ines, "3")["Bets"] == ["#3 Charlie", "3 doors"]


@pytest.mark.parametrize("name", ["vera", "victor", "stina"])
def test_vps_and_the_steward_find_bets_with_the_order_that_they_may_read(cast: Cast, name: str) -> None:
    assert found(getattr(cast, name), "alpha")["Bets"] == ["#1 Alpha"]


def test_leaders_only_hides_ranks_from_vps_and_nothing_from_leaders(cast: Cast) -> None:
    enter(cast, visibility="leaders_only")
    assert found(cast.vera, "alpha")["Bets"] == ["Alpha"]
    assert found(cast.otto, "alpha")["Bets"] == found(cast.stina, "alpha")["Bets"] == ["#1 Alpha"]


def test_an_admin_finds_bets_and_learns_no_rank_before_the_lock(cast: Cast) -> None:
    assert found(cast.ada, "alpha")["Bets"] == ["Alpha"]
    enter(cast, state="locked")
    assert found(cast.ada, "alpha")["Bets"] == ["#1 Alpha"]


@pytest.mark.parametrize("text", ["#1", "1"])
def test_who_may_not_read_the_order_cannot_ask_for_it_by_rank(cast: Cast, text: str) -> None:
    enter(cast, visibility="leaders_only")
    assert "Bets" not in found(cast.vera, text)
    assert "Bets" not in found(cast.ada, text)


def test_the_place_of_a_hit_says_nothing_of_its_rank(cast: Cast) -> None:
    enter(cast, visibility="leaders_only")
    Bet.objects.filter(pk=cast.a.pk).update(title="Zulu", thesis="word")
    Bet.objects.filter(pk=cast.d.pk).update(thesis="word")
    assert found(cast.vera, "word")["Bets"] == ["Delta", "Zulu"]


def test_a_viewer_finds_bets_once_they_are_published(cast: Cast) -> None:
    assert "Bets" not in found(cast.willy, "alpha")
    enter(cast, state="locked")
    assert found(cast.willy, "alpha")["Bets"] == ["#1 Alpha"]


def test_a_draft_is_found_by_who_writes_it_and_by_nobody_else(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Still a secret")
    draft.co_writers.add(cast.victor, through_defaults={"board": cast.board})
    assert found(cast.vera, "secret")["Bets"] == found(cast.victor, "secret")["Bets"] == ["Still a secret"]
    for member in (cast.ines, cast.stina, cast.ada, cast.willy):
        assert "Bets" not in found(member, "secret")


def test_a_draft_of_ones_earlier_membership_is_not_ones_own_now(cast: Cast) -> None:
    DraftFactory(cycle=cast.cycle, owner=cast.emil, title="Left behind")
    again = MembershipFactory(board=cast.board, person=cast.emil.person, roles=["vp"])
    assert "Bets" not in found(again, "left")


def test_what_stands_in_a_pitch_is_not_searched(cast: Cast) -> None:
    PitchFactory(bet=cast.a, problem="Sesame", belief="Sesame", proposal="Sesame")
    for member in (cast.ines, cast.vera, cast.stina):
        assert "Bets" not in found(member, "sesame")


def test_the_thesis_of_a_confidential_pitch_is_searched_for_those_who_read_it(cast: Cast) -> None:
    later = date(2030, 1, 1)
    Bet.objects.filter(pk=cast.a.pk).update(thesis="Sesame opens it.", confidential_until=later)
    assert found(cast.ines, "sesame")["Bets"] == found(cast.vera, "sesame")["Bets"] == ["#1 Alpha"]
    assert "Bets" not in found(cast.victor, "sesame")
    assert found(cast.victor, "alpha")["Bets"] == ["#1 Alpha"], "that there is one is no secret"
    cast.a.readers.add(cast.victor, through_defaults={"board": cast.board})
    assert found(cast.victor, "sesame")["Bets"] == ["#1 Alpha"]


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_who_is_not_on_the_board_finds_nothing_of_it(cast: Cast, name: str) -> None:
    enter(cast, state="locked")
    outsider = getattr(cast, name)
    for text in ("alpha", "#1", "vera", "data", "ines"):
        groups = found(outsider, text, cycle=cast.cycle.pk)
        assert not {"Bets", "People", "Teams"} & set(groups)
    assert set(found(outsider, "", cycle=cast.cycle.pk)) <= {"Pages"}
    assert "North" not in look(outsider, "", address="/find/", cycle=cast.cycle.pk).content.decode()


def test_who_is_not_signed_in_is_asked_to(cast: Cast, client: Any) -> None:
    for address in ("/find/?q=alpha", "/find/hits/?q=alpha"):
        assert client.get(address)["Location"].startswith("/account/login/")


def test_who_is_on_two_boards_finds_what_is_on_both_and_what_is_near_first(cast: Cast) -> None:
    south = Membership.objects.get(pk=cast.olga.pk)
    MembershipFactory(board=cast.board, person=south.person, roles=["vp"])
    cycle = CycleFactory(board=south.board, name="2027H1")
    DraftFactory(cycle=cycle, title="Alpha of somebody")
    make_ranked(cycle, south, "Alpha", TeamFactory(board=south.board))
    assert found(south, "alpha", board=south.board.slug)["Bets"] == ["#1 Alpha", "#1 Alpha"]
    first = HITS.search(look(south, "alpha", board=south.board.slug).content.decode())
    assert first
    assert first[4] == "Olga"
    assert first[1] != f"/bets/{cast.a.pk}/"


def test_an_earlier_cycle_is_named_and_a_withdrawn_bet_said_to_be_one(cast: Cast) -> None:
    past = CycleFactory(board=cast.board, name="2026H2", state="closed")
    BetFactory(cycle=past, owner=cast.vera, title="Alpha, first try", status="withdrawn")
    assert "Vera, 2026H2, withdrawn" in look(cast.ines, "first try").content.decode()


# --- people and teams


@pytest.mark.parametrize("name", ["ines", "willy"])
def test_everybody_finds_the_people_and_teams_of_their_board(cast: Cast, name: str) -> None:
    groups = found(getattr(cast, name), "v")
    assert groups["People"] == ["Vera", "Victor"]
    assert found(getattr(cast, name), "dat")["Teams"] == ["Data"]
    html = look(getattr(cast, name), "vera").content.decode()
    assert f'href="/boards/north/people/{cast.vera.pk}/"' in html
    assert "VP" in html


def test_a_person_is_not_found_by_their_address(cast: Cast) -> None:
    assert found(cast.ada, "example.com") == {}


def test_whoever_left_is_found_no_more(cast: Cast) -> None:
    assert "People" not in found(cast.ines, "emil")


# --- signs, sizes, cost


@pytest.mark.parametrize("text", ["%", "_", "\\", "a%a", "'", '"', "(", "[a", "*", "<b>"])
def test_signs_stand_for_themselves(cast: Cast, text: str) -> None:
    BetFactory(cycle=cast.cycle, title=f"Sign {text} here")
    assert look(cast.ines, text).content.decode().count("/bets/") == 1


@pytest.mark.parametrize("address", ["/find/", "/find/hits/"])
@pytest.mark.parametrize("text", ["x" * 101, "x" * 10_000, "al\0pha", "wo rd " * 2000])
def test_what_no_name_can_be_is_refused_with_a_sentence(cast: Cast, address: str, text: str) -> None:
    answer = look(cast.ines, text, address)
    assert answer.status_code == 422
    assert re.search(r'<p class="none">(At most 100 characters|This has a character)', answer.content.decode())
    assert "/bets/" not in answer.content.decode()


def test_nothing_found_says_what_to_try(cast: Cast) -> None:
    assert "Nothing found for “zebra &lt;i&gt;”" in look(cast.ines, "zebra <i>").content.decode()


@pytest.mark.parametrize("where", [{"board": "nope"}, {"board": "\0"}, {"cycle": "x" * 99}, {"cycle": "-1"}])
def test_a_place_that_there_is_none_of_is_no_place(cast: Cast, where: dict[str, str]) -> None:
    assert look(cast.ines, "alpha", **where).status_code == 200


def test_the_page_has_the_same_hits_and_keeps_what_was_typed(cast: Cast) -> None:
    html = look(cast.ines, "brav", "/find/", cycle=cast.cycle.pk).content.decode()
    assert look(cast.ines, "brav", cycle=cast.cycle.pk).content.decode().strip() in html
    assert 'name="q" type="search" value="brav"' in html
    assert f'name="cycle" value="{cast.cycle.pk}"' in html


@pytest.mark.parametrize(("address", "most"), [("/find/hits/", 6), ("/find/", 7)])
@pytest.mark.parametrize("more", [0, 30])
def test_any_number_of_rows_costs_the_same_and_shows_eight_a_group(
    cast: Cast, address: str, most: int, more: int
) -> None:
    for number in range(more):
        make_ranked(cast.cycle, cast.vera, f"Vast {number}", cast.data)
        make_member(cast.board, f"Vast{number}")
        TeamFactory(board=cast.board, name=f"Vast team {number}")
        CycleFactory(board=cast.board, state="closed")
    client = signed_in(cast.ines)
    with statements() as ran:
        html = client.get(address, {"q": "v", "board": "north"}, headers={"Accept": BROWSER}).content.decode()
    assert len(ran) == most, ran
    if more:
        assert html.count("/bets/") == html.count("/north/teams/team") == 8


def test_looking_changes_nothing_and_needs_no_script(cast: Cast) -> None:
    assert signed_in(cast.ines).post("/find/", {"q": "alpha"}).status_code == 405


# --- the pure part


@pytest.mark.parametrize(("text", "rank"), [("#12", 12), ("12", 12), ("#0", None), ("a12", None), ("99999", None)])
def test_a_rank_is_a_number_and_nothing_else(text: str, rank: int | None) -> None:
    assert Asked.of(text).rank == rank


def test_words_fit_by_how_they_begin() -> None:
    assert Asked.of("  lock   pl ").fits("Lock the plan")
    assert not Asked.of("ock").fits("Lock the plan")
    assert Asked.of("").fits("Lock the plan")


def test_too_much_is_refused_before_anything_is_looked_up() -> None:
    with pytest.raises(Invalid, match="At most 100"):
        Asked.of("x" * 101)
