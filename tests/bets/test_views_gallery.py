"""The gallery: prototypes in rank order, for who may look at them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bets.models import Bet, Cycle
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast, make_ranked
from tests.factories import CoWriterFactory, PrototypeFactory, ReaderFactory
from tests.locked import locked_plan


def get(cast: Cast, name: str = "ines") -> Any:
    return signed_in(getattr(cast, name)).get(f"/cycles/{cast.cycle.pk}/gallery/")


def html(cast: Cast, name: str = "ines") -> str:
    response = get(cast, name)
    assert response.status_code == 200, response.content
    return str(response.content.decode())


def picture(bet: Bet, title: str = "The first screen") -> Any:
    return PrototypeFactory(
        bet=bet, kind="image", title=title, link="", file="prototypes/1/x.png", media_type="image/png",
        width=800, height=500, size=2048,
    )  # fmt: skip


def test_the_tiles_stand_in_rank_order_and_fade_below_the_line(cast: Cast) -> None:
    page = html(cast)
    places = [page.index(words) for words in ("Alpha", "Bravo", "Below the line", "Charlie", "Delta")]
    assert places == sorted(places)
    assert "2 bets wait" in page


def test_a_picture_a_paper_and_a_link_each_have_their_tile(cast: Cast) -> None:
    shown = picture(cast.a)
    PrototypeFactory(bet=cast.b, kind="pdf", title="The plan", link="", file="prototypes/2/y.pdf", size=3 * 1024 * 1024)
    PrototypeFactory(bet=cast.c, link="https://try.example.com/deep/path")
    page = html(cast)
    assert f'<img src="/prototypes/{shown.pk}/" alt="The first screen" loading="lazy" width="800" height="500">' in page
    assert "<b>The plan</b> <span>PDF, 3.0 MB</span>" in page
    assert 'href="https://try.example.com/deep/path" rel="noreferrer noopener"' in page
    assert "<span>try.example.com</span>" in page
    assert page.count("No prototype yet.") == 1
    assert "3 of 4 bets have something to look at." in page


def test_a_picture_stands_before_links_and_the_others_are_counted(cast: Cast) -> None:
    PrototypeFactory(bet=cast.a, link="https://example.com/1")
    picture(cast.a)
    PrototypeFactory(bet=cast.a, link="https://example.com/2")
    page = html(cast)
    assert page.count("<img") == 1
    assert "2 more" in page


def test_what_is_confidential_is_for_leaders_writers_and_the_people_named(cast: Cast) -> None:
    until = timezone.localdate() + timedelta(days=9)
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until=until)
    PrototypeFactory(bet=cast.a, link="https://secret.example.com/")
    for name in ("ines", "vera"):
        assert "secret.example.com" in html(cast, name)
    page = html(cast, "victor")
    assert "secret.example.com" not in page
    assert "Confidential: its prototype is for leaders and the people named." in page
    ReaderFactory(bet=cast.a, member=cast.victor)
    CoWriterFactory(bet=cast.a, member=cast.stina)
    for name in ("victor", "stina"):
        assert "secret.example.com" in html(cast, name)


def test_after_the_lock_everybody_sees_what_is_funded_and_nothing_else(cast: Cast) -> None:
    PrototypeFactory(bet=cast.c, link="https://waiting.example.com/")
    picture(cast.a)
    locked_plan(cast)
    page = html(cast, "willy")
    assert "<img" in page
    assert "waiting.example.com" not in page
    assert page.count("Not funded: its prototype is not shown to everybody.") == 2
    assert "waiting.example.com" in html(cast, "victor")


@pytest.mark.parametrize("name", ["ines", "otto", "vera", "victor", "stina"])
def test_in_ranking_it_is_for_who_ranks_and_pitches(cast: Cast, name: str) -> None:
    assert get(cast, name).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("ada", 403), ("willy", 403), ("olga", 404), ("emil", 404)])
def test_others_do_not_see_it_in_ranking(cast: Cast, name: str, status: int) -> None:
    assert get(cast, name).status_code == status


def test_an_admin_looks_at_no_prototypes(cast: Cast) -> None:
    locked_plan(cast)
    assert get(cast, "ada").status_code == 403


def test_vps_do_not_see_it_while_the_order_is_the_leaders_own(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    assert get(cast, "vera").status_code == 403


def test_without_any_rank_it_says_so(cast: Cast) -> None:
    Bet.objects.filter(cycle=cast.cycle).delete()
    assert "the gallery follows the order" in html(cast)


@pytest.mark.parametrize("more", [0, 36])
def test_it_takes_the_same_statements_for_any_number_of_bets(cast: Cast, more: int) -> None:
    for number in range(more):
        PrototypeFactory(bet=make_ranked(cast.cycle, cast.vera, f"Bet {number}", cast.data))
    client = signed_in(cast.victor)
    with statements() as found:
        response = client.get(f"/cycles/{cast.cycle.pk}/gallery/")
    assert response.status_code == 200
    assert len(found) == 11, found
