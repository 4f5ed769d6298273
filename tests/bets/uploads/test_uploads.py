"""What is uploaded is kept as a picture or a document and as nothing else."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bets.uploads import MOST_BYTES, Unfit, examine
from bets.uploads.kept import title_of
from bets.uploads.pictures import LONGEST_SIDE
from tests.bets.uploads.making import PDF, SCRIPT, exif, moving, pdf, picture, with_text
from tests.bets.uploads.unfit import unfit

UNFIT = list(unfit())


def test_there_are_ninety_three_of_them() -> None:
    assert len({name for name, _, _ in UNFIT}) == 93


@pytest.mark.parametrize(("data", "name"), [pytest.param(data, name, id=what) for what, data, name in UNFIT])
def test_what_is_no_picture_and_no_document_is_refused_in_a_sentence(data: bytes, name: str) -> None:
    with pytest.raises(Unfit) as refused:
        examine(data, name)
    assert str(refused.value).endswith((".", "!"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("name", ["sketch.png", "sketch.html", "sketch"])
def test_a_picture_is_kept_whatever_it_is_called(kind: str, name: str) -> None:
    kept = examine(picture(kind), name)
    assert (kept.kind, kept.title) == ("image", "sketch")
    assert kept.media_type in ("image/png", "image/jpeg")
    assert Image.open(BytesIO(kept.data)).size == (kept.width, kept.height) == (40, 30)


POLYGLOTS = {
    "a page behind a png": picture() + b"<html>" + SCRIPT,
    "a zip behind a jpeg": picture("JPEG") + b"PK\x03\x04" + bytes(64),
    "a script behind a gif": picture("GIF") + SCRIPT,
    "a pdf behind a png": picture() + PDF,
    "a script beside the pixels": with_text(SCRIPT),
    "a comment in a jpeg": picture("JPEG", comment=SCRIPT),
    "a profile that is a page": picture("JPEG", icc_profile=SCRIPT * 9),
}


@pytest.mark.parametrize("data", [pytest.param(data, id=what) for what, data in POLYGLOTS.items()])
def test_of_two_files_in_one_the_pixels_are_kept(data: bytes) -> None:
    assert any(sign in data for sign in (SCRIPT, b"PK\x03\x04", b"%PDF"))
    kept = examine(data, "both.png")
    for hidden in (b"<script", b"<html", b"PK\x03\x04", b"%PDF", b"alert(1)"):
        assert hidden not in kept.data


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
def test_a_photograph_stands_upright_and_tells_nothing_of_where(orientation: int, size: tuple[int, int]) -> None:
    kept = examine(exif(orientation), "photo.jpg")
    again = Image.open(BytesIO(kept.data))
    assert again.size == size
    assert not again.getexif()
    assert b"taken at home" not in kept.data


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_what_moves_the_first_picture_is_kept(kind: str) -> None:
    assert getattr(Image.open(BytesIO(examine(moving(kind), "a").data)), "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_drawn(mode: str) -> None:
    kept = examine(picture("PNG", mode=mode), "a.png")
    assert kept.media_type == ("image/png" if mode in ("LA", "RGBA") else "image/jpeg")


def test_cmyk_of_a_printer_is_drawn() -> None:
    assert examine(picture("JPEG", mode="CMYK"), "a.jpg").media_type == "image/jpeg"


def test_a_large_picture_is_made_smaller() -> None:
    kept = examine(picture("JPEG", size=(5_000, 2_500)), "wall.jpg")
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    "data", [PDF, pdf(b"<</Type/Catalog/OpenAction[3 0 R/Fit]>>"), PDF + b"1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\r\n"]
)
def test_a_document_is_kept_as_it_came(data: bytes) -> None:
    kept = examine(data, "pitch.PDF")
    assert (kept.kind, kept.title, kept.data) == ("pdf", "pitch", data)


TITLES: list[tuple[Any, str]] = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\boot.ini", "boot"),
    ("/abs/olute.png", "olute"),
    ("C:\\Users\\me\\a b.png", "a b"),
    ("a\0b\r\nc.png", "a b c"),
    ("‮gnp.exe", "gnp"),
    (".htaccess", "htaccess"),
    ("...", ""),
    ("", ""),
    ("x" * 500 + ".png", "x" * 120),
    ("Skisse på tavla.jpeg", "Skisse på tavla"),
    ("name.tar.gz", "name.tar"),
]


@pytest.mark.parametrize(("name", "title"), TITLES)
def test_a_name_gives_a_title_and_no_place(name: str, title: str) -> None:
    assert title_of(name) == title


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unfit, match="larger than 10 MB"):
        examine(picture() + bytes(MOST_BYTES), "a.png")
