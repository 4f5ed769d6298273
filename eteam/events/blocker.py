"""What can happen to a blocker. `rerouted`, in any of them: the other blockers whose route is another by it."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class BlockerRaised(Payload):
    """`flag`: what it was made of. The actor is who took it up, or whose flag became it by itself."""

    kind: ClassVar[str] = "eteam.blocker.raised"
    team: int
    raised_at: str
    due_at: str
    route: str
    rerouted: list[int]
    bet: int | None = None
    flag: int | None = None
    follows: int | None = None
    by_itself: bool | None = None


@dataclass(frozen=True, kw_only=True)
class BlockerRemarked(Payload):
    kind: ClassVar[str] = "eteam.blocker.remarked"
    remark: int


@dataclass(frozen=True, kw_only=True)
class BlockerHandedOver(Payload):
    """Another sees to it; its clock is the same."""

    kind: ClassVar[str] = "eteam.blocker.handed_over"
    owner: int | None = None
    owner_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class UnblockedConfirmed(Payload):
    """`by_silence`: the blocked side did not answer in time, so it counts as of the entry."""

    kind: ClassVar[str] = "eteam.blocker.confirmed"
    unblocked_at: str
    by_silence: bool | None = None


@dataclass(frozen=True, kw_only=True)
class UnblockedRejected(Payload):
    """The blocked side is still blocked: the clock runs on from the raise."""

    kind: ClassVar[str] = "eteam.blocker.still_blocked"
    reason: str
    route: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class BlockerReopened(Payload):
    kind: ClassVar[str] = "eteam.blocker.reopened"
    reason: str
    due_before: str
    due_at: str
    route: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class BlockerWithdrawn(Payload):
    kind: ClassVar[str] = "eteam.blocker.withdrawn"
    reason: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class BlockerBreached(Payload):
    """Its due time has passed, and the team is still blocked."""

    kind: ClassVar[str] = "eteam.blocker.breached"
    due_at: str
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class BlockerEscalated(Payload):
    """A step of the ladder, in percent of its time."""

    kind: ClassVar[str] = "eteam.blocker.escalated"
    percent: int


@dataclass(frozen=True, kw_only=True)
class BlockersRerouted(Payload):
    """Time alone changed what they can wait for: a session is over, or has too little left."""

    kind: ClassVar[str] = "eteam.room.rerouted"
    rerouted: list[int]


@dataclass(frozen=True, kw_only=True)
class SessionLeftOpen(Payload):
    """Midnight came, and nobody had closed it."""

    kind: ClassVar[str] = "eteam.session.left_open"
    session: int
