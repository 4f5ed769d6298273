"""What an allocation has that lock refuses, as far as the allocation alone shows it. Pure.

Some of it is a matter of judgement: a leader may answer for it with a sentence, see `bets.models.Waiver`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bets.allocation import Allocation, BetId, Reason, Team
from bets.must_do import exceeds, taken
from bets.names import Names, listing, weeks
from bets.ordering import Before
from bets.questions import Question

IDLE_SHARE = 10
"""Percent of a team's net capacity that may stand idle without a sentence."""

WAIVABLE = frozenset({"no_prototype", "idle", "line_at_too_large", "queue_jump", "must_do_share", "question"})

_LONGEST_FACT = 200


@dataclass(frozen=True)
class Missing:
    """One thing to do before lock. `sentence` says it; `bet`, with an `other` or not, or `team` is what it is about.

    `team` is a slug. `fact` holds the figures that a leader's sentence answers for, "" where there are none: with
    others, it counts no longer. `url` is the page where it is mended.
    """

    code: str
    sentence: str
    bet: BetId | None = None
    team: Team | None = None
    fact: str = ""
    url: str = ""
    other: BetId | None = None

    @property
    def can_be_waived(self) -> bool:
        return self.code in WAIVABLE

    @property
    def about(self) -> tuple[str, BetId | None, BetId | None, Team | None]:
        """What there is one of in a cycle."""
        return (self.code, self.bet, self.other, self.team)


@dataclass(frozen=True)
class Words:
    """How bets and teams are called in a sentence that stands alone."""

    titles: Mapping[BetId, str]
    names: Names

    def bet(self, bet: BetId) -> str:
        """`#4 Alpha`"""
        rank = f"{self.names.bet(bet)} " if bet in self.names.ranks else ""
        return f"{rank}{self.titles[bet]}"

    def team(self, team: Team) -> str:
        return self.names.team(team)


def unsized(allocation: Allocation, words: Words) -> Iterator[Missing]:
    for bet, waiting in allocation.unfunded.items():
        if waiting.reason is Reason.UNSIZED:
            yield Missing("unsized", f"{words.bet(bet)} has no estimate.", bet=bet)


def prerequisites(allocation: Allocation, words: Words) -> Iterator[Missing]:
    """None while it was `allocate` that funded them; a plan that is put together by hand may have some."""
    funded = set(allocation.funded)
    for candidate in allocation.candidates:
        if candidate.id in funded and (waits := [needed for needed in candidate.needs if needed not in funded]):
            needs = listing([words.bet(needed) for needed in waits])
            yield Missing("prerequisite", f"{words.bet(candidate.id)} needs {needs}, not funded.", bet=candidate.id)


def never_fits(allocation: Allocation, words: Words) -> Iterator[Missing]:
    asked = {candidate.id: candidate.demand or {} for candidate in allocation.candidates}
    for team, bet in allocation.team_lines.items():
        if team in allocation.never_fits.get(bet, ()):
            demand, net = asked[bet][team], allocation.capacity.get(team, 0)
            sentence = (
                f"The line of {words.team(team)} stands at {words.bet(bet)}, which asks for {weeks(demand)}:"
                f" the team has {weeks(net)} in all."
            )
            yield Missing("line_at_too_large", sentence, bet=bet, team=team, fact=f"{demand}/{net}")


def idle(allocation: Allocation, words: Words) -> Iterator[Missing]:
    for team, left in allocation.leftover.items():
        net = allocation.capacity[team]
        if left * 100 > net * IDLE_SHARE:
            behind = allocation.idle_behind.get(team)
            where = "" if behind is None else f" behind {words.bet(behind)}"
            sentence = f"{words.team(team)} has {weeks(left)} of {weeks(net)} person-weeks idle{where}."
            yield Missing("idle", sentence, team=team, fact=f"{left}/{net}")


def jumps(allocation: Allocation, words: Words) -> Iterator[Missing]:
    """Only under fill; the other policies let nobody pass."""
    for bet, passed in allocation.jumps.items():
        above = listing([words.bet(other) for other in passed])
        verb = "waits" if len(passed) == 1 else "wait"
        sentence = f"{words.bet(bet)} is funded although {above} above it {verb}."
        yield Missing("queue_jump", sentence, bet=bet, fact=_short(",".join(map(str, passed))))


def must_do(allocation: Allocation, words: Words) -> Iterator[Missing]:
    """Much that nobody chose: must-do bets take their capacity before #1."""
    for team, tenths in taken(allocation).items():
        net = allocation.capacity.get(team, 0)
        if exceeds(tenths, net):
            sentence = f"Must-do bets take {weeks(tenths)} of {weeks(net)} person-weeks of {words.team(team)}."
            yield Missing("must_do_share", sentence, team=team, fact=f"{tenths}/{net}")


def undecided(questions: Iterable[Question], words: Words) -> Iterator[Missing]:
    """Two bets, the upper one first, that leaders disagree on, and whose order changes what is funded."""
    for question in questions:
        sentence = (
            f"{words.bet(question.upper)} or {words.bet(question.lower)}: {question.against} of {question.of} leaders"
            f" put the second first, and {weeks(question.weight)} person-weeks hang on it."
        )
        yield Missing("question", sentence, bet=question.upper, other=question.lower, fact=_act(question))


def _act(question: Question) -> str:
    """What an answer against the order would do: "15 before 14: in 15,17; out 14,16"."""
    above = isinstance(question.target, Before)
    moved = f"{question.bet} {'before' if above else 'after'} {question.upper if above else question.lower}"
    enters, leaves = (",".join(map(str, bets)) for bets in (question.change.enters, question.change.leaves))
    return _short(f"{moved}: in {enters}; out {leaves}")


def _short(fact: str) -> str:
    """As it is, or a hash of it: all that a fact has to do is to differ."""
    return fact if len(fact) <= _LONGEST_FACT else hashlib.sha256(fact.encode()).hexdigest()
