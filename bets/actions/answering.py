""" "If you had to kill one of these two, which would it be?" A leader answers; who is waited for last closes it."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import held
from bets.actions.ranking import changed_since, summary
from bets.actions.validity import refuse_one
from bets.asking.reading import Pair, opinions, read
from bets.asking.voices import Voice, agreed, voices
from bets.asking.words import REASON
from bets.events import QuestionAnswered, QuestionSettled, RankingChanged, act_of
from bets.frozen import check_not_frozen
from bets.inputs import load
from bets.models import Attendance, Bet, Cycle, Opinion, Rank, Settlement
from bets.ordering import destination
from bets.questions import Question
from bets.session.current import demand_current
from journal.kinds import Payload
from journal.models import Event
from journal.once import Key, once
from journal.record import Named, record
from journal.refusals import Refusal
from org.models import Membership


@dataclass(frozen=True)
class Answered:
    """What became of it. `ended`: "" while others are waited for, `kept` for the order, `moved` against it.

    `revision` is that of the order now, `waits_for` the names of those who are here and have not spoken.
    """

    revision: int
    ended: str
    waits_for: list[str]


@dataclass(frozen=True)
class Shown:
    """What the leader was shown: the order's revision, and the bet that an answer against the order moves."""

    revision: int | None = None
    moves: int | None = None


class StaleQuestion(Refusal):
    """It is another question by now, or none. `extra`: the `revision` of now, and the changes `since` it was shown."""

    code = "stale_question"


@dataclass(frozen=True)
class _Saying:
    """One answer to one question. `keeps` None: they yield."""

    cycle: Cycle
    pair: Pair
    question: Question
    keeps: int | None
    by: Membership
    now: datetime
    reason: str


@once(Answered)
def answer(
    *,
    cycle: Cycle,
    pair: Pair,
    keeps: int | None,
    by: Membership,
    now: datetime,
    shown: Shown = Shown(),
    reason: str = "",
    key: Key | None = None,
) -> Answered:
    """Say which of `pair` (lower id first) is kept; None yields to the others. Until it ends one may say otherwise.

    It ends when all leaders who are here have spoken and nobody keeps the other one: for the order that is written
    down, against it the question's act is carried out, and the answer is its reason. Whoever answers is here. The
    same again ends a question for which nobody is waited for any more, and changes nothing otherwise.

    Raises NoSession, OrderIsFrozen, StaleQuestion, and Invalid for a bet that is none of the two.
    """
    cycle = held(cycle, by, "rank.answer_question")
    check_not_frozen(cycle)
    if keeps is not None and keeps not in pair:
        raise refuse_one("keep", "Keep one of the two, or yield.")
    session = demand_current(cycle)
    saying = _Saying(cycle, pair, _asked(cycle, pair, shown), keeps, by, now, reason.strip())
    Attendance.objects.see(session, by, now)
    is_news = _write(saying)
    heard = voices(cycle, session, pair, now)
    kept = agreed(heard)
    if kept is not None:
        ended = _keep(saying, heard) if kept == saying.question.upper else _move(saying, heard)
        return Answered(cycle.revision, ended, [])
    if is_news:
        _record(saying, QuestionAnswered(pair=list(pair), keeps=keeps), cycle)
    return Answered(cycle.revision, "", [voice.name for voice in heard if not voice.has_spoken])


def _asked(cycle: Cycle, pair: Pair, shown: Shown) -> Question:
    """The question as it is today. Raises StaleQuestion if it is not the one that was shown."""
    since = changed_since(cycle, shown.revision)
    if touching := [event for event in since if act_of(event.data).touches(pair)]:
        raise _stale(cycle, f"{touching[-1].actor_name} moved one of the two meanwhile. Look again.", since)
    question = read(cycle).about(load(cycle).allocation, pair)
    if question is None:
        raise _stale(cycle, "This question is closed: it is settled, or can change nothing any more.", since)
    if shown.moves not in (None, question.bet):
        raise _stale(cycle, "What an answer does is not what you were shown. Look again.", since)
    return question


def _stale(cycle: Cycle, sentence: str, since: list[Event]) -> StaleQuestion:
    return StaleQuestion(sentence, revision=cycle.revision, since=[summary(event) for event in since])


def _write(saying: _Saying) -> bool:
    """Keep what was said; whether it is news. A position from before one of the two moved counts as none."""
    (first, second), cycle = saying.pair, saying.cycle
    said = opinions(cycle, saying.pair)
    if saying.by.pk in said and said[saying.by.pk] == saying.keeps:
        return False
    Opinion.objects.update_or_create(
        cycle=cycle, first_id=first, second_id=second, leader=saying.by,
        defaults={"board": cycle.board, "keeps_id": saying.keeps, "revision": cycle.revision, "at": saying.now},
    )  # fmt: skip
    return True


def _keep(saying: _Saying, heard: tuple[Voice, ...]) -> str:
    """The order stays, and the question with it."""
    kept = saying.question.upper
    _settle(saying, kept)
    payload = QuestionSettled(pair=list(saying.pair), keeps=kept, leaders=_names(heard), reason=saying.reason or None)
    _record(saying, payload, saying.cycle)
    return "kept"


def _move(saying: _Saying, heard: tuple[Voice, ...]) -> str:
    """Exactly the question's act, on the order as it is under the lock."""
    cycle, question = saying.cycle, saying.question
    order = Rank.objects.order(cycle)
    start, to = order.index(question.bet) + 1, destination(order, question.bet, question.target)
    Rank.objects.shift(cycle, question.bet, start, to)
    _settle(saying, question.lower)
    bet = Bet.objects.get(pk=question.bet)
    payload = RankingChanged(
        act="move", bet=bet.pk, start=start, to=to, own=bet.owner_id == saying.by.pk or None,
        pair=list(saying.pair), leaders=_names(heard), reason=saying.reason or REASON,
    )  # fmt: skip
    _record(saying, payload, bet, cycle.revision)
    return "moved"


def _settle(saying: _Saying, kept: int) -> None:
    """With the order as it is after the act, which is then no move since."""
    first, second = saying.pair
    Settlement.objects.create(
        board=saying.cycle.board, cycle=saying.cycle, first_id=first, second_id=second, keeps_id=kept,
        revision=saying.cycle.revision, at=saying.now,
    )  # fmt: skip


def _names(heard: tuple[Voice, ...]) -> list[str]:
    return [voice.name for voice in heard]


def _record(saying: _Saying, payload: Payload, subject: Named, revision: int | None = None) -> None:
    record(
        payload,
        board_id=saying.cycle.board_id, topic=saying.cycle.topic, by=saying.by, subject=subject, now=saying.now,
        revision=revision,
    )  # fmt: skip
