"""The open questions as integrators read them, each with one number that stays its own."""

from math import isqrt
from typing import Any

from bets.asking.reading import Pair, read
from bets.inputs import load
from bets.models import Cycle
from bets.names import weeks
from bets.ordering import After
from bets.questions import Question
from journal.snapshot import snapshot


def body(cycle: Cycle) -> dict[str, Any]:
    """In the order in which they are to be asked. The same statements for any number of rows."""
    with snapshot():
        cycle.refresh_from_db(fields=["revision", "policy"])
        asking, allocation = read(cycle), load(cycle).allocation
    found = asking.open(allocation)
    return {
        "revision": cycle.revision,
        "revealed": asking.is_revealed,
        "questions": [_told(question) for question in found],
    }


def number(pair: Pair) -> int:
    """Of the question about the two (lower id first), whoever stands above, and however many others there are.

    A place in the list would be another question's after the next answer.
    """
    low, high = pair
    return high * high + low


def pair_of(number: int) -> Pair:
    high = isqrt(number)
    return number - high * high, high


def _told(question: Question) -> dict[str, Any]:
    low, high = sorted((question.upper, question.lower))
    word = "after" if isinstance(question.target, After) else "before"
    return {
        "question": number((low, high)),
        "upper": question.upper,
        "lower": question.lower,
        "act": {"bet": question.bet, word: question.target.bet},
        "enters": list(question.change.enters),
        "leaves": list(question.change.leaves),
        "person_weeks": weeks(question.weight),
        "against": question.against,
        "of": question.of,
    }
