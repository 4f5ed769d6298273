"""If you had to kill one of these two, which would it be? The few pairs whose order can still change what is funded.

Pure. A pair, one bet above another, is decisive if the funded set changes when the lower one is moved to directly above
the upper one, or the upper one to directly below the lower one. Every pair for which that holds is decisive here, by
exactly this definition. What has no rank, and what nobody disputes, is not asked.

What is `agreed` narrows it: the pairs (upper, lower) that all leaders put this way round, and those that have been
answered. They stay as they are while they stand so, thus an act that would turn one of them round is none, and a pair
that is left without a decisive act is no question. So no answer undoes another and the questions come to an end.

Where only capacity decides, under fill, `thresholds` answers for a pair at once. Elsewhere a must-do bet, a dependency
or a closed team can let a funded bet that moves up push out another, so that both acts are tried (see `walk`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from bets import thresholds
from bets.allocation import Allocation, BetId, Policy, Tenths
from bets.consensus.pairs import Disputed
from bets.ordering import After, Before
from bets.thresholds import Thresholds
from bets.walk import Shift, Turns, Walk
from bets.what_if import Difference

Agreed = Iterable[tuple[BetId, BetId]]  # (upper, lower)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which of two bets, `upper` above `lower` today, goes first.

    `bet` and `target` are the act that an answer against the order performs, and `change` what it does to the funded
    set. It is the one of the two acts that is decisive; if both are, the one by which less changes hands, then the one
    that raises `lower`. `against` of the `of` leaders who rank both put `lower` above `upper`.
    """

    upper: BetId
    lower: BetId
    bet: BetId
    target: After | Before
    change: Difference
    against: int
    of: int

    @property
    def weight(self) -> int:
        """Tenths of person-weeks that change hands."""
        return sum(self.change.changes_hands.values())


@dataclass(frozen=True, slots=True)
class Count:
    """How many disputed pairs can change what is funded: today, and today or if any one team loses 10 %."""

    now: int
    with_a_loss: int


def questions(allocation: Allocation, pairs: Iterable[Disputed], agreed: Agreed = ()) -> tuple[Question, ...]:
    """A question for each disputed pair that is decisive, in the order in which they are to be asked.

    That is by the share of leaders against the order times what changes hands, then by rank.
    """
    turns = Turns(allocation.candidates, agreed)
    judge = _judge(turns, allocation.capacity, allocation.policy)
    walk = judge if isinstance(judge, Walk) else Walk(turns, allocation.capacity, allocation.policy)
    found = []
    for upper, lower, pair in _ranked(pairs, turns):
        decisive = [shift for shift in turns.shifts(upper, lower) if judge.changes(shift)]
        options = [_question(upper, lower, pair, shift, _change(turns, walk, shift)) for shift in decisive]
        found += sorted(options, key=lambda option: option.weight)[:1]  # stable: up comes first
    return tuple(sorted(found, key=lambda one: (-_pull(one), turns.rank[one.upper], turns.rank[one.lower])))


def count(allocation: Allocation, pairs: Iterable[Disputed], agreed: Agreed = ()) -> Count:
    """How many questions there are; zero exactly when no disputed pair is decisive.

    A loss is a tenth of one team's net capacity, rounded up to a tenth of a person-week; the order stays as it is.
    """
    turns, policy = Turns(allocation.candidates, agreed), allocation.policy
    disputed = [turns.shifts(upper, lower) for upper, lower, _ in _ranked(pairs, turns)]
    calm = _calm(disputed, _judge(turns, allocation.capacity, policy))
    now = len(disputed) - len(calm)
    for team in turns.teams & allocation.capacity.keys():
        less = {**allocation.capacity, team: allocation.capacity[team] * 9 // 10}
        calm = _calm(calm, _judge(turns, less, policy))
    return Count(now, len(disputed) - len(calm))


def decisive(allocation: Allocation) -> tuple[tuple[BetId, BetId], ...]:
    """All decisive pairs, the upper one first, by rank: those beyond a threshold as well as those at it.

    Under fill by thresholds; where there are none, all pairs are tried, which is for boards of about 50 bets.
    """
    turns = Turns(allocation.candidates)
    judge = _judge(turns, allocation.capacity, allocation.policy)
    if isinstance(judge, Thresholds):
        places = sorted(set(judge.pairs()))
        return tuple((turns.all[upper][0].id, turns.all[lower][0].id) for upper, lower in places)
    pairs = combinations((bet.id for bet in allocation.candidates), 2)
    return tuple(pair for pair in pairs if any(judge.changes(shift) for shift in turns.shifts(*pair)))


def _ranked(pairs: Iterable[Disputed], turns: Turns) -> Iterator[tuple[BetId, BetId, Disputed]]:
    """Each pair as it stands today, the upper bet first, if both have a rank."""
    for pair in pairs:
        if pair.first in turns.rank and pair.second in turns.rank:
            upper, lower = sorted((pair.first, pair.second), key=turns.rank.__getitem__)
            yield upper, lower, pair


def _judge(turns: Turns, capacity: Tenths, policy: Policy) -> Thresholds | Walk:
    if thresholds.hold([bet for bet, _ in turns.all], policy):
        return Thresholds(turns, capacity)
    return Walk(turns, capacity, policy)


def _calm(disputed: Iterable[list[Shift]], judge: Thresholds | Walk) -> list[list[Shift]]:
    """Those of which neither act changes what is funded."""
    return [shifts for shifts in disputed if not any(map(judge.changes, shifts))]


def _question(upper: BetId, lower: BetId, pair: Disputed, shift: Shift, change: Difference) -> Question:
    up = shift.goal < shift.origin
    return Question(
        upper=upper,
        lower=lower,
        bet=lower if up else upper,
        target=Before(upper) if up else After(lower),
        change=change,
        against=pair.against(upper),
        of=pair.of,
    )


def _change(turns: Turns, walk: Walk, shift: Shift) -> Difference:
    after = walk.funded_after(shift)
    enters = tuple(bet for bet in after if bet not in walk.funded)
    leaves = tuple(bet for bet in walk.funded if bet not in after)
    return Difference(
        enters=enters,
        leaves=leaves,
        taken=turns.asked_by(enters),
        freed=turns.asked_by(leaves),
        funded_before=len(walk.funded),
        funded_after=len(after),
    )


def _pull(question: Question) -> float:
    """The chance that the pair is turned round times the tenths that change hands then."""
    return question.against * question.weight / question.of
