"""Questions in words: what an answer against the order does, how near it is, and how many there are. Pure."""

from collections.abc import Sequence

from bets.names import Names, listing, weeks
from bets.ordering import Before
from bets.questions import Count, Question

REASON = "an answer to a question"
"""Why a bet was moved, where whoever answered says nothing more."""

_NEXT = {1: "next one", 2: "next two", 3: "next three"}


def counted(count: Count) -> str:
    """ "3 questions can still change what is funded; 5 if any one team loses 10 %." """
    if count.now:
        questions = "1 question" if count.now == 1 else f"{count.now} questions"
        return f"{questions} can still change what is funded; {count.with_a_loss} if any one team loses 10 %."
    if count.with_a_loss:
        return f"No question can change what is funded today; {count.with_a_loss} could if any one team loses 10 %."
    return "No question can change what is funded any more."


def act(question: Question, names: Names) -> str:
    """What an answer against the order does: "#15 goes directly above #14"."""
    mover, other = names.bet(question.bet), _other(question)
    where = "above" if isinstance(question.target, Before) else "below"
    return f"{mover} goes directly {where} {names.bet(other)}"


def chance(question: Question, names: Names) -> str:
    """ "2 of 5 leaders put #15 above #14." """
    upper, lower = names.bet(question.upper), names.bet(question.lower)
    return f"{question.against} of {question.of} leaders put {lower} above {upper}."


def why_first(question: Question, behind: Sequence[Question]) -> str:
    """Why it is asked before those `behind` it, in their order: how near it is, and how much hangs on it."""
    hangs = f"{weeks(question.weight)} person-weeks hang on it"
    if not behind:
        return f"{_nearness(question)}, and {hangs}."
    following = behind[: max(_NEXT)]
    others = listing([weeks(other.weight) for other in following])
    return f"{_nearness(question)}, and {hangs}; {others} on the {_NEXT[len(following)]}."


def _nearness(question: Question) -> str:
    lacking = question.of // 2 + 1 - question.against
    if lacking <= 0:
        return "More leaders are against the order than for it"
    return f"It can flip with {'one more voice' if lacking == 1 else f'{lacking} more voices'}"


def _other(question: Question) -> int:
    """The one of the two that an answer against the order leaves where it is."""
    return question.upper if question.bet == question.lower else question.lower
