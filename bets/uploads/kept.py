"""A file that passed, and the refusal of one that did not."""

import unicodedata
from dataclasses import dataclass

_LONGEST = 120


class Unfit(Exception):
    """The file is not kept; the argument is a sentence for who sent it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`kind` is image or pdf, `suffix` that of the file; `width` and `height` in pixels, of a picture only."""

    kind: str
    title: str
    suffix: str
    media_type: str
    data: bytes
    width: int | None = None
    height: int | None = None


def title_of(name: str) -> str:
    """What people may call it: the last part of the name, without its ending and without signs that nobody sees."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in stem)
    return " ".join(seen.split())[:_LONGEST].strip(". ")
