"""What can happen to the clock of a blocker. `rerouted`, in any of them: the blockers whose route is another by it."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class PauseBegun(Payload):
    """The clock stands still while it waits on a party outside the company."""

    kind: ClassVar[str] = "eteam.pause.begun"
    reason: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class PauseEnded(Payload):
    """The clock runs on. `due_before` is what it was due without the pause."""

    kind: ClassVar[str] = "eteam.pause.ended"
    due_before: str
    due_at: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class DueTimesRecounted(Payload):
    """By the newest calendar. `moved` maps each blocker to what it was due, and is due since."""

    kind: ClassVar[str] = "eteam.due_times.recounted"
    moved: dict[str, list[str]]
    rerouted: list[int]
