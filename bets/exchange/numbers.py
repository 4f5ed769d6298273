"""Numbers as people write them: person-weeks and percent with at most one decimal, whole ranks."""

import re

from bets.exchange.limits import MAX_ROWS, MAX_WEEKS
from bets.exchange.problems import Refused, shown
from bets.names import weeks

_ONE_DECIMAL = re.compile(r"([0-9]{1,9})(?:\.([0-9]))?")
_RANK = re.compile(r"[1-9][0-9]{0,8}")
_FAULTS = (
    (re.compile(r"-[0-9.,]+"), "is negative: write 0 or more."),
    (re.compile(r"[0-9]+,[0-9]+"), "has a comma: write the decimal with a point, such as 12.5."),
    (re.compile(r"[0-9]*\.[0-9]{2,}"), "has more than one decimal: round it to one, such as 12.5."),
    (re.compile(r"[0-9]{10,}(\.[0-9])?"), "is far too large."),
)

IN_TRAY = "tray"
PERCENT_100 = 1_000


def demand(text: str) -> int:
    """Tenths of person-weeks above zero. No estimate is never zero, so a written 0 is refused."""
    tenths = _tenths(text, most=MAX_WEEKS, unit="person-weeks")
    if tenths == 0:
        raise Refused("0 is no demand: leave it empty, and if the bet needs no team at all, say so in needs_no_team.")
    return tenths


def capacity(text: str) -> int:
    """Tenths of person-weeks, 0 included; an empty cell is not a zero."""
    return _tenths(text, most=MAX_WEEKS, unit="person-weeks")


def carry_over(text: str) -> int:
    """Tenths of person-weeks; empty is none."""
    return capacity(text) if text else 0


def permille(text: str) -> int:
    """A percentage with at most one decimal, in thousandths; empty is none."""
    return _tenths(text, most=PERCENT_100, unit="percent") if text else 0


def optional_rank(text: str) -> int | None:
    """A whole number from 1; empty or "tray" is a bet without a rank."""
    return None if text in ("", IN_TRAY) else _rank(text)


def told_rank(text: str) -> int | None:
    """As optional_rank, but a bet without a rank must say that it is meant."""
    if not text:
        raise Refused(f"The rank is missing: write it, or {IN_TRAY} for a bet that stands in the tray.")
    return optional_rank(text)


def _rank(text: str) -> int:
    if not _RANK.fullmatch(text):
        raise Refused(f"“{shown(text)}” is not a rank: write a whole number from 1, such as 12.")
    if int(text) > MAX_ROWS:
        raise Refused(f"Rank {text} is too high: at most {MAX_ROWS:,} bets can be ranked.")
    return int(text)


def _tenths(text: str, *, most: int, unit: str) -> int:
    number = _ONE_DECIMAL.fullmatch(text)
    if not number:
        raise Refused(f"“{shown(text)}” {_fault(text)}")
    tenths = int(number[1]) * 10 + int(number[2] or 0)
    if tenths > most:
        raise Refused(f"{text} is too large: at most {weeks(most)} {unit} are possible.")
    return tenths


def _fault(text: str) -> str:
    if not text:
        return "is no number: write one, such as 12.5."
    said = (sentence for pattern, sentence in _FAULTS if pattern.fullmatch(text))
    return next(said, "is not a number: write digits with at most one decimal, such as 12.5.")
