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
    last = _last(name)
    return _seen(last.rpartition(".")[0] or last)


def name_of(name: str) -> str:
    """As `title_of`, with its ending."""
    return _seen(_last(name))


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _seen(name: str) -> str:
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    return " ".join(seen.split())[:_LONGEST].strip(". ")
