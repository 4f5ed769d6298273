"""The closed list of how an item ends, each with what it demands. Pure but for the rows that it names; rules E3.

"Offline" and "later" do not exist.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bets.actions.validity import refuse
from eteam.access import may
from eteam.deferral import SENTENCE, is_deferral
from eteam.models import Blocker, Matter
from org.models import Membership

LONGEST_AHEAD = timedelta(days=366)
ALONE = 2
"""Carries that are possible without a leader; the third needs one."""

_MOST = 4000


@dataclass(frozen=True, slots=True)
class Unblocked:
    """`since`: when the team could work again."""

    text: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """`by_when`: when its owner is done."""

    text: str
    decider: Membership
    owner: Membership
    by_when: datetime


@dataclass(frozen=True, slots=True)
class Carried:
    """Of a blocker either `decide_by`, no later than it is due, or a leader who accepts the breach."""

    owner: Membership
    next_step: str
    reason: str
    decide_by: datetime | None = None
    accepts_breach: bool = False


Verdict = Unblocked | Decided | Carried


def check(verdict: Verdict, thing: Blocker | Matter, answers: Membership, now: datetime) -> None:
    """Raise Invalid, with a sentence for each field at fault. `answers`: who records it, or confirms it later."""
    if isinstance(verdict, Decided):
        errors = _decided(verdict, now)
    elif isinstance(verdict, Carried):
        errors = _carried(verdict, thing, answers, now)
    else:
        errors = _texts(text=verdict.text)
    if errors:
        raise refuse(errors)


def _decided(verdict: Decided, now: datetime) -> dict[str, str]:
    errors = _texts(text=verdict.text)
    if not errors and is_deferral(verdict.text):
        errors["text"] = SENTENCE
    if not now < verdict.by_when <= now + LONGEST_AHEAD:
        errors["by_when"] = "Say a time that is ahead, and within a year."
    return errors


def _carried(verdict: Carried, thing: Blocker | Matter, answers: Membership, now: datetime) -> dict[str, str]:
    errors = _texts(next_step=verdict.next_step, reason=verdict.reason)
    if "next_step" not in errors and is_deferral(verdict.next_step):
        errors["next_step"] = "That is no step. Write what its owner does next."
    if isinstance(thing, Blocker):
        errors |= _past_due(verdict, thing, answers, now)
    if thing.carries >= ALONE and not answers.is_leader:
        errors["owner"] = "It was carried twice already: the third time takes a leader."
    return errors


def _past_due(verdict: Carried, blocker: Blocker, answers: Membership, now: datetime) -> dict[str, str]:
    if verdict.accepts_breach:
        if not may(answers, "blocker.accept_breach"):
            return {"accepts_breach": "Only a leader can accept that it is not unblocked in time."}
        return {}
    if verdict.decide_by is None:
        return {"decide_by": "Say by when it is decided, or let a leader accept the breach."}
    if now < verdict.decide_by <= blocker.due_at:
        return {}
    if blocker.due_at <= now:
        return {"decide_by": "It is past its due time already: a leader has to accept the breach."}
    return {"decide_by": "Say a time that is ahead, and no later than its due time."}


def _texts(**texts: str) -> dict[str, str]:
    return {name: said for name, text in texts.items() if (said := _fault(text))}


def _fault(text: str) -> str:
    if not text.strip():
        return "Write it down, in a sentence."
    if "\0" in text:
        return "There is a character in it that cannot be kept."
    return "That is too long." if len(text) > _MOST else ""
