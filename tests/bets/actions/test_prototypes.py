"""Prototypes are put beside a pitch by those who write it, and nothing of a refused one stays behind."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions.prototypes import MOST, add_file, add_link, remove
from bets.models import Cycle, Prototype
from bets.uploads import examine
from journal.refusals import Invalid, WrongState
from tests.bets.actions.acting import last
from tests.bets.uploads.making import PDF, picture
from tests.cast import Cast
from tests.factories import NOW, CoWriterFactory, PrototypeFactory

pytestmark = pytest.mark.usefixtures("files")


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def link(cast: Cast, link: str = "https://sketches.example.com/a", **more: Any) -> Prototype:
    return add_link(**({"bet": cast.a, "link": link, "title": "", "by": cast.vera, "now": NOW} | more))


def file(cast: Cast, data: bytes = PDF, name: str = "../../sketch.pdf", **more: Any) -> Prototype:
    given = {"bet": cast.a, "kept": examine(data, name), "title": "", "by": cast.vera, "now": NOW}
    return add_file(**(given | more))


def test_a_link_is_kept_and_told_without_its_address(north: Cast) -> None:
    made = link(north, title="The walk")
    assert (made.kind, made.title, made.board) == ("link", "The walk", north.board)
    assert (last().kind, last().data) == ("bets.prototype.added", {"prototype": made.pk, "sort": "link"})


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "ftp://example.com/", "data:text/html,x", "example.com", "https://a\0b.com/"]
)
def test_what_is_no_web_address_is_refused_at_its_field(north: Cast, address: str) -> None:
    with pytest.raises(Invalid) as refused:
        link(north, address)
    assert list(refused.value.extra["errors"]) == ["link"]


def test_the_same_link_twice_is_refused(north: Cast) -> None:
    link(north)
    with pytest.raises(Invalid, match="stands there already"):
        link(north)


def test_a_file_is_kept_under_a_name_of_our_own(north: Cast, files: Path) -> None:
    made = file(north)
    assert (made.kind, made.title, made.size, made.media_type) == ("pdf", "sketch", len(PDF), "application/pdf")
    (path,) = stored(files)
    assert path.parent == files / "prototypes" / str(north.a.pk)
    assert "sketch" not in path.name
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_picture_says_how_large_it_is(north: Cast) -> None:
    made = file(north, picture(), "a.png")
    assert (made.kind, made.width, made.height) == ("image", 40, 30)


def test_a_co_writer_adds_and_another_vp_does_not(north: Cast, files: Path) -> None:
    with pytest.raises(PermissionDenied):
        file(north, by=north.victor)
    assert stored(files) == [], "the file of a refused act stayed"
    CoWriterFactory(bet=north.a, member=north.victor)
    assert file(north, by=north.victor).added_by == north.victor


def test_after_the_lock_nothing_is_added_nor_taken_away(north: Cast, files: Path) -> None:
    made = file(north)
    Cycle.objects.filter(pk=north.cycle.pk).update(state="locked")
    for act in (lambda: file(north), lambda: link(north), lambda: remove(prototype=made, by=north.vera, now=NOW)):
        with pytest.raises(WrongState):
            act()
    assert len(stored(files)) == 1


def test_there_is_an_end(north: Cast) -> None:
    for number in range(MOST):
        PrototypeFactory(bet=north.a, link=f"https://sketches.example.com/{number}")
    with pytest.raises(Invalid, match=f"at most {MOST}"):
        link(north)


def test_what_is_taken_away_is_gone_with_its_file(
    north: Cast, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    made = file(north)
    with django_capture_on_commit_callbacks(execute=True):
        remove(prototype=made, by=north.vera, now=NOW)
    assert stored(files) == []
    assert not Prototype.objects.filter(pk=made.pk).exists()
    assert last().kind == "bets.prototype.removed"
    before = last().number
    remove(prototype=made, by=north.vera, now=NOW)
    assert last().number == before, "what is gone already is no event"
