"""What changed between two versions of a text, word by word. Pure.

Lines are compared first, then the words of those that changed. That is quadratic, and worse where words repeat, so the
steps are estimated beforehand: a text too large for words is compared by lines, and one too large for that as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\w+(?:[.,]\w+)*|\s+|[^\w\s]")  # "5.1" and "1,000" are words, the full stop after them is none
_STEPS = 50_000_000
"""Of comparing: at most a second; a line of 900 words, or 300 times the same word, takes as many."""

Versions = tuple[str, str]
"""A piece before, and what stands there after."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of either text, or of both. `text` is never empty, and is yet to be escaped."""

    kind: Literal["same", "removed", "added"]
    text: str


def differences(before: str, after: str) -> tuple[Part, ...]:
    """The parts in reading order; what was removed stands before what was added in its place.

    Without the added parts they are `before`, without the removed ones `after`.
    """
    lines = _compared([(before, after)], _LINES)
    return tuple(_parts(_compared(lines, _WORDS)))


def _compared(pieces: Sequence[Versions], pattern: re.Pattern[str]) -> list[Versions]:
    """`pieces`, those that changed cut up by `pattern` and compared; or as they were, if that takes too long."""
    cut = [(pattern.findall(before), pattern.findall(after)) for before, after in pieces]
    if sum(_steps(before, after) for before, after in cut if before != after) > _STEPS:
        return list(pieces)
    return [piece for before, after in cut for piece in _compare(before, after)]


def _steps(before: Sequence[str], after: Sequence[str]) -> int:
    """At most so many: each pair of equal tokens is looked at again for each token that a match could begin at."""
    counts = Counter(after)
    pairs = sum(counts[token] for token in before if not token.isspace())
    return (len(before) + pairs) * min(len(before), len(after))


def _compare(before: Sequence[str], after: Sequence[str]) -> Iterator[Versions]:
    if before == after:
        yield "".join(before), "".join(after)
        return
    matcher = SequenceMatcher(
        str.isspace, before, after, autojunk=False
    )  # no match begins at a blank: they are everywhere
    for _, start, end, to_start, to_end in matcher.get_opcodes():
        yield "".join(before[start:end]), "".join(after[to_start:to_end])


def _parts(pieces: Iterable[Versions]) -> Iterator[Part]:
    for same, group in groupby(pieces, key=lambda versions: versions[0] == versions[1]):
        before, after = map("".join, zip(*group, strict=True))
        if same:
            yield from [Part("same", before)] * bool(before)
        else:
            yield from [Part("removed", before)] * bool(before) + [Part("added", after)] * bool(after)
