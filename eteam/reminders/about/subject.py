"""What the engine must know of a subject: which reminders there should be, whether one still holds, and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from eteam.models import Reminder
from eteam.reminders.words import Words


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a reminder is not sent: its state from now on, and a sentence for the page of deliveries."""

    state: str
    why: str


def withdrawn(why: str) -> Stop:
    return Stop(Reminder.State.WITHDRAWN, why)


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` as rows have it. `plan` writes what there should be now; `stop` is asked at the claim, in its
    transaction, and `words` right after.
    """

    name: str
    plan: Callable[[datetime], None]
    stop: Callable[[Reminder, datetime], Stop | None]
    words: Callable[[Reminder, datetime], Words]
