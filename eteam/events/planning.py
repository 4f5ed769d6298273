"""What can happen to a board's timetable and its planned sessions. Instants are as `2026-12-01T12:00:00Z`."""

from dataclasses import dataclass
from typing import Any, ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class RoomSetUp(Payload):
    """Somebody said when the board's room meets."""

    kind: ClassVar[str] = "eteam.room.set_up"


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Payload):
    """Each field with what it was and what it is; of the chat address only whether there is one."""

    kind: ClassVar[str] = "eteam.room.changed"
    fields: dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class SessionsPlanned(Payload):
    """The timetable gave them to a cycle. `sessions`: their ids, by start."""

    kind: ClassVar[str] = "eteam.session.planned"
    cycle: int
    sessions: list[int]


@dataclass(frozen=True, kw_only=True)
class SessionsFollowed(Payload):
    """The timetable changed, and they went with it.

    `moved`: session, before, after, revision; `withdrawn`: the ids of those that it no longer has.
    """

    kind: ClassVar[str] = "eteam.session.followed"
    moved: list[dict[str, Any]]
    withdrawn: list[int]


@dataclass(frozen=True, kw_only=True)
class SessionAdded(Payload):
    """By hand, beside the timetable."""

    kind: ClassVar[str] = "eteam.session.added"
    session: int
    starts_at: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Payload):
    """`before` and `after`: when it starts."""

    kind: ClassVar[str] = "eteam.session.moved"
    session: int
    revision: int
    before: str
    after: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(Payload):
    kind: ClassVar[str] = "eteam.session.cancelled"
    session: int
    revision: int
    starts_at: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SessionRestored(Payload):
    """It is held after all."""

    kind: ClassVar[str] = "eteam.session.restored"
    session: int
    revision: int
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class ChairNamed(Payload):
    """`chair`: the membership, none for nobody in particular; `name`: theirs."""

    kind: ClassVar[str] = "eteam.session.chair_named"
    session: int
    chair: int | None
    name: str
