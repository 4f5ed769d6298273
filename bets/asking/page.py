"""The page of all questions: how many are open, in the order in which they are to be asked, and what was settled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bets.access import may
from bets.asking import words
from bets.asking.duel import address
from bets.asking.reading import read
from bets.asking.told import Ended, ended
from bets.board.ground import Ground
from bets.board.ground import read as read_board
from bets.models import Bet, Cycle, Round
from bets.names import Names, listing, weeks
from bets.questions import Count, Question
from bets.rounds import current_round
from bets.session.current import current
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Named:
    """A bet; `rank` is that of now, "#14", and empty for one that has none any more."""

    pk: int
    rank: str
    title: str


Call: TypeAlias = Callable[[int], Named]


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question. `act`: what an answer against the order does; `weeks`: how much changes hands."""

    url: str
    upper: Named
    lower: Named
    act: str
    enters: tuple[Named, ...]
    leaves: tuple[Named, ...]
    chance: str
    weeks: str


@dataclass(frozen=True, slots=True)
class Settled:
    """One that has ended. `counts` False: one of the two has moved since, so that it may be asked again."""

    kept: Named
    killed: Named
    by: str
    at: str
    iso: str
    reason: str
    moved: bool
    revision: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """`count` None: no round was revealed yet, and `round` is the one that is open, if there is one."""

    cycle: Cycle
    headline: str
    count: Count | None
    round: Round | None
    asked: tuple[Asked, ...]
    settled: tuple[Settled, ...]
    disputed: int
    has_session: bool
    may_answer: bool
    may_lock: bool
    may_follow: bool

    @property
    def is_done(self) -> bool:
        return self.count is not None and not self.asked


def questions_page(cycle: Cycle, member: Membership) -> Questions:
    """What `member`, who may preview allocations, sees. Ten statements for any number of rows."""
    ground, asking = read_board(cycle), read(cycle)
    counted = asking.count(ground.allocation) if asking.is_revealed else None
    past = tuple(ended(cycle, asking.kept))
    call = partial(_named, titles=_titles(ground, past), names=ground.names)
    return Questions(
        cycle=cycle,
        headline=words.counted(counted) if counted else "Nobody knows yet what the leaders disagree on.",
        count=counted,
        round=None if counted else current_round(cycle),
        asked=tuple(_asked(each, ground, call) for each in asking.open(ground.allocation)),
        settled=tuple(_settled(each, ground, call) for each in past),
        disputed=len(asking.disputed),
        has_session=current(cycle) is not None,
        may_answer=may(member, cycle, "rank.answer_question"),
        may_lock=may(member, cycle, "cycle.lock"),
        may_follow=may(member, cycle, "round.follow"),
    )


def _titles(ground: Ground, past: Sequence[Ended]) -> dict[int, str]:
    """Of all bets that are named: those that were asked about may have gone since."""
    gone = {bet for each in past for bet in each.pair}
    known = {entry.pk: entry.title for entry in ground.order}
    return known | dict(Bet.objects.filter(cycle=ground.cycle, pk__in=gone).values_list("pk", "title"))


def _named(bet: int, *, titles: Mapping[int, str], names: Names) -> Named:
    return Named(bet, names.bet(bet) if bet in names.ranks else "", titles[bet])


def _asked(question: Question, ground: Ground, call: Call) -> Asked:
    return Asked(
        url=address(ground.cycle, question),
        upper=call(question.upper),
        lower=call(question.lower),
        act=words.act(question, ground.names),
        enters=tuple(call(bet) for bet in question.change.enters),
        leaves=tuple(call(bet) for bet in question.change.leaves),
        chance=words.chance(question, ground.names),
        weeks=weeks(question.weight),
    )


def _settled(found: Ended, ground: Ground, call: Call) -> Settled:
    at = found.at.astimezone(ZoneInfo(ground.cycle.board.zone))
    return Settled(
        kept=call(found.kept),
        killed=call(found.killed),
        by=listing(list(found.leaders)),
        at=f"{at.day} {at:%B}, {at:%H:%M}",
        iso=at.isoformat(timespec="seconds"),
        reason=found.reason,
        moved=found.moved,
        revision=found.revision,
        counts=found.counts,
    )
