"""What can happen in a session of the weekly room."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Payload):
    """`rerouted`: the blockers whose route is another since."""

    kind: ClassVar[str] = "eteam.session.opened"
    session: int
    chair: int | None
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class SessionClosed(Payload):
    """`present`: the names of all who were there; `reason`: why `unheard` items were left."""

    kind: ClassVar[str] = "eteam.session.closed"
    session: int
    present: list[str]
    unheard: int
    rerouted: list[int]
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class SessionEntered(Payload):
    """The actor is there, for the first time or again."""

    kind: ClassVar[str] = "eteam.session.entered"
    session: int
    as_steward: bool


@dataclass(frozen=True, kw_only=True)
class SessionLeft(Payload):
    kind: ClassVar[str] = "eteam.session.left"
    session: int


@dataclass(frozen=True, kw_only=True)
class FloorGiven(Payload):
    """`item`: the key of what everybody sees now; empty for nothing."""

    kind: ClassVar[str] = "eteam.session.floor_given"
    session: int
    item: str


@dataclass(frozen=True, kw_only=True)
class DomainReported(Payload):
    kind: ClassVar[str] = "eteam.domain.reported"
    session: int
    on_track: bool
