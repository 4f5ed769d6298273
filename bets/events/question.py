"""What can happen to a question. One that ends against the order is a change of the order, with all names on it."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Payload):
    """One leader answers while others are still asked. `keeps` absent: they yield. `pair`: lower id first."""

    kind: ClassVar[str] = "bets.question.answered"
    pair: list[int]
    keeps: int | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionSettled(Payload):
    """It ended for the order: `keeps` stays above the other. `leaders`: the names of those who settled it."""

    kind: ClassVar[str] = "bets.question.settled"
    pair: list[int]
    keeps: int
    leaders: list[str]
    reason: str | None = None
