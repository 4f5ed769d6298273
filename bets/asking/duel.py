"""The page of one question: the two bets, what follows from either answer, and who has said what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.urls import reverse

from bets.access import may
from bets.allocation import BetId
from bets.asking import words
from bets.asking.reading import Pair, read
from bets.asking.then import Then, if_changed, if_kept
from bets.asking.third_way import third_way
from bets.asking.told import Ended, ended
from bets.asking.voices import Voice, agreed, voices
from bets.board.ground import Ground
from bets.board.ground import read as read_board
from bets.duel.sides import Side, sides
from bets.frozen import Freeze, freeze_of
from bets.models import Attendance, Cycle
from bets.names import weeks
from bets.questions import Question
from bets.sentences import change
from bets.session.current import current
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Step:
    """One of the open questions: "#12 or #20"."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shrinking:
    """ "Ask #15 at 5.0 Data", where that is asked, and what would follow."""

    ask: str
    url: str
    answerers: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Duel:
    """`question` None: it is closed, and `ended` says how, if it was settled. `mine`: what the reader has said.

    `may_answer`: a session is open, the order is not frozen, and the reader leads. `agreed`: all who are here keep
    that bet, and nobody has closed it, because the one that it waited for has left.
    """

    cycle: Cycle
    pair: Pair
    upper: Side
    lower: Side
    question: Question | None
    steps: tuple[Step, ...]
    changed: Then | None
    kept: Then | None
    chance: str
    why_first: str
    left: int
    shrinking: Shrinking | None
    ended: Ended | None
    has_session: bool
    freeze: Freeze | None
    voices: tuple[Voice, ...]
    mine: Voice | None
    agreed: Side | None
    leads: bool

    @property
    def may_answer(self) -> bool:
        return self.leads and self.question is not None and self.has_session and self.freeze is None

    @property
    def place(self) -> int:
        return next((number for number, step in enumerate(self.steps, start=1) if step.is_current), 0)

    @property
    def others(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_current)


def duel(cycle: Cycle, pair: Pair, member: Membership, now: datetime) -> Duel:
    """Fourteen statements for any number of rows. Raises Http404 unless both bets have a rank."""
    ground = read_board(cycle)
    if not set(pair) <= {entry.pk for entry in ground.order}:
        raise Http404("No such question.")
    asking = read(cycle)
    open_now = asking.open(ground.allocation)
    question = next((each for each in open_now if {each.upper, each.lower} == set(pair)), None)
    upper, lower = sides(ground, [entry.pk for entry in ground.order if entry.pk in pair], member, now)
    session = current(cycle)
    heard = voices(cycle, session, pair, now) if session else ()
    found = agreed(heard) if question else None
    told = [] if question else [each for each in ended(cycle, asking.kept) if each.pair == pair and each.counts]
    titles = {entry.pk: entry.title for entry in ground.order}
    return Duel(
        cycle=cycle,
        pair=pair,
        upper=upper,
        lower=lower,
        question=question,
        steps=tuple(_steps(cycle, open_now, question, ground)),
        changed=if_changed(question, ground.allocation, titles, ground.names) if question else None,
        kept=if_kept(question, ground.allocation, ground.names) if question else None,
        chance=words.chance(question, ground.names) if question else "",
        why_first=_why(question, open_now),
        left=len(open_now) - 1,
        shrinking=_shrinking(ground, (lower.bet, upper.bet)) if question else None,
        ended=told[0] if told else None,
        has_session=session is not None,
        freeze=freeze_of(cycle),
        voices=heard,
        mine=next((voice for voice in heard if voice.member == member.pk), None),
        agreed=next((side for side in (upper, lower) if side.bet == found), None),
        leads=may(member, cycle, "rank.answer_question"),
    )


def present(cycle: Cycle, now: datetime) -> str:
    """Who is in the room, as a short word that is another with others. One statement."""
    here = Attendance.objects.here(now).filter(session__cycle=cycle, session__closed_at=None).order_by("member")
    return "-".join(str(member) for member in here.values_list("member", flat=True))


def address(cycle: Cycle, question: Question) -> str:
    """Of the page of a question, which is the same whichever of the two stands above."""
    return reverse("question", args=[cycle.pk, *sorted((question.upper, question.lower))])


def _steps(cycle: Cycle, found: Sequence[Question], question: Question | None, ground: Ground) -> list[Step]:
    names = ground.names
    return [
        Step(f"{names.bet(each.upper)} or {names.bet(each.lower)}", address(cycle, each), each is question)
        for each in found
    ]


def _why(question: Question | None, found: Sequence[Question]) -> str:
    if question is None:
        return ""
    return words.why_first(question, found[found.index(question) + 1 :])


def _shrinking(ground: Ground, bets: tuple[BetId, BetId]) -> Shrinking | None:
    way = third_way(ground.allocation, bets)
    if way is None:
        return None
    bet, team = ground.names.bet(way.bet), ground.names.team(way.team)
    owner = next(entry.owner_name for entry in ground.order if entry.pk == way.bet)
    return Shrinking(
        ask=f"Ask {bet} at {weeks(way.tenths)} {team}",
        url=f"{reverse('bet', args=[way.bet])}#demand-{way.team}",
        answerers=f"{owner} and the VP of {team}",
        outcome=change(way.change, ground.names),
    )
