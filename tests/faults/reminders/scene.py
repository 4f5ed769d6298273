"""One play: a board whose reminders come due, those who send them, and what became of each."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tests.faults.reminders.ledger import House, Ledger, Row, audited, rows_of
from tests.faults.reminders.postoffice import PostOffice
from tests.faults.rig import Rig
from tests.faults.senders.stagehand import Stagehand
from tests.faults.waiting import comes

SOON = timedelta(minutes=2)

_numbers = count(1)


@dataclass
class Scene:
    """`channel`: the only way by which its members are told, or nothing."""

    rig: Rig
    stage: Stagehand
    office: PostOffice
    members: int = 15
    sessions: int = 2
    channel: str = ""
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        name = f"house{next(_numbers)}"
        laid = self.stage.does("lay", name=name, members=self.members, sessions=self.sessions, channel=self.channel)
        self.house = House(**laid)

    @property
    def number(self) -> int:
        return self.house.number

    def lapse(self) -> None:
        self.stage.does("lapse", board=self.house.board)

    def clear(self) -> None:
        """Nothing of it is left to be done."""
        self.stage.does("clear", board=self.house.board)

    def rows(self) -> list[Row]:
        """Those that are due, or soon will be: a move waits for a moment before it is told."""
        now = datetime.now(UTC) + SOON
        return [row for row in rows_of(self.rig, self.house.board) if row.due_at <= now]

    def over(self) -> int:
        """How many are sent, or in another way over."""
        return sum(row.is_over() for row in self.rows())

    def is_over(self) -> bool:
        rows = self.rows()
        return len(rows) >= self.number and all(row.is_over() for row in rows)

    def ends(self, within: float) -> bool:
        return comes(self.is_over, within)

    def ledger(self) -> Ledger:
        return audited(self.rig, self.house, self.office.letters, datetime.now(UTC) + SOON)

    def letters(self) -> int:
        return sum(self.house.has(letter.to) for letter in self.office.letters)

    def does(self, what: str, **how: Any) -> Any:
        return self.stage.does(what, **how)

    @property
    def seconds(self) -> str:
        return f"{time.monotonic() - self.begun:.0f} s"
