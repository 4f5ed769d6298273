"""What can happen to the items of the agenda: they end, somebody confirms, a decision is carried out."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class OutcomeRecorded(Payload):
    """`what` is unblocked, decided or carried. `session` none: outside the room. `waits_for`: it does not count yet."""

    kind: ClassVar[str] = "eteam.outcome.recorded"
    outcome: int
    what: str
    rerouted: list[int]
    blocker: int | None = None
    matter: int | None = None
    session: int | None = None
    huddle: int | None = None
    waits_for: int | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeConfirmed(Payload):
    kind: ClassVar[str] = "eteam.outcome.confirmed"
    outcome: int
    what: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class OutcomeRefused(Payload):
    """The member whom it named says that it was not so."""

    kind: ClassVar[str] = "eteam.outcome.refused"
    outcome: int
    what: str


@dataclass(frozen=True, kw_only=True)
class DecisionDone(Payload):
    kind: ClassVar[str] = "eteam.decision.done"
    outcome: int


@dataclass(frozen=True, kw_only=True)
class MatterRaised(Payload):
    kind: ClassVar[str] = "eteam.matter.raised"
    what: str


@dataclass(frozen=True, kw_only=True)
class HuddleCalled(Payload):
    kind: ClassVar[str] = "eteam.huddle.called"
    huddle: int
    called: list[int]
