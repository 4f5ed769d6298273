"""What a pitch once said, and what changed in between."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from bets.differences import Part, differences
from bets.models import Bet, Cycle, Pitch, Version
from bets.sheet.pitch import called

_OF_THE_BET = {"title": "Title", "thesis": "Thesis", "link": "Link", "needs_no_team": "Needs no team"}
_ORDER = (*_OF_THE_BET, *(field.attname for field in Pitch.parts()))


@dataclass(frozen=True, slots=True)
class Past:
    """A version; `parts` names what is other than in the one before, and is empty for the first."""

    number: int
    at: datetime
    by: str
    parts: tuple[str, ...]
    after_ranking: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A part that differs: what both say, what is new, what is gone."""

    name: str
    pieces: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`newer` against `older`, which may be None: then all of `newer` is new."""

    newer: Past
    older: Past | None
    changed: tuple[Changed, ...]
    same: tuple[str, ...]


def versions(bet: Bet) -> tuple[Past, ...]:
    """Newest first. One statement."""
    found = _found(bet)
    return tuple(reversed([_past(before, row) for before, row in pairwise([None, *found]) if row]))


def compare(bet: Bet, number: int, against: int) -> Comparison | None:
    """Version `number` against `against`, which is 0 for nothing. None if there is no such version. One statement."""
    found = {row.number: (before, row) for before, row in pairwise([None, *_found(bet)]) if row}
    if number not in found or (against and against not in found):
        return None
    newer = found[number][1]
    older = found[against][1] if against else None
    past, now = older.content if older else {}, newer.content
    different = [name for name in _ORDER if _text(past, name) != _text(now, name)]
    return Comparison(
        newer=_past(*found[number]),
        older=_past(*found[against]) if against else None,
        changed=tuple(Changed(_called(name), differences(_text(past, name), _text(now, name))) for name in different),
        same=tuple(_called(name) for name in _ORDER if name not in different and _text(now, name)),
    )


def _found(bet: Bet) -> Sequence[Version]:
    return list(Version.objects.filter(bet=bet).select_related("by__person").order_by("number"))


def _past(before: Version | None, row: Version) -> Past:
    return Past(
        number=row.number,
        at=row.at,
        by=row.by.name,
        parts=tuple(_differing(before.content, row.content)) if before else (),
        after_ranking=row.state != Cycle.State.PITCHING,
    )


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in _ORDER:
        if _text(before, name) != _text(after, name):
            yield _called(name)


def _called(name: str) -> str:
    return _OF_THE_BET.get(name) or called(name, in_full=True)


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
