"""What can happen to a board, its people and its teams, as the journal keeps it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class BoardOpened(Payload):
    kind: ClassVar[str] = "org.board.opened"
    zone: str


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Payload):
    """`manager` is a membership."""

    kind: ClassVar[str] = "org.member.invited"
    roles: list[str]
    manager: int | None = None


@dataclass(frozen=True, kw_only=True)
class InvitationRepeated(Payload):
    kind: ClassVar[str] = "org.invitation.repeated"


@dataclass(frozen=True, kw_only=True)
class RolesChanged(Payload):
    """`teams` are those that thereby have no VP any more, `stand_ins` the memberships that stand in no longer."""

    kind: ClassVar[str] = "org.roles.changed"
    before: list[str]
    after: list[str]
    teams: list[str] | None = None
    stand_ins: list[int] | None = None


@dataclass(frozen=True, kw_only=True)
class ManagerNamed(Payload):
    """`before` and `manager` are memberships; absent: nobody on this board."""

    kind: ClassVar[str] = "org.manager.named"
    before: int | None = None
    manager: int | None = None


@dataclass(frozen=True, kw_only=True)
class DirectReportExcepted(Payload):
    kind: ClassVar[str] = "org.direct_report.excepted"
    reason: str
    manager: int


@dataclass(frozen=True, kw_only=True)
class MemberEnded(Payload):
    """`teams` are those that thereby have no VP any more, `stand_ins` the memberships that stand in no longer."""

    kind: ClassVar[str] = "org.member.ended"
    roles: list[str]
    reason: str | None = None
    teams: list[str] | None = None
    stand_ins: list[int] | None = None


@dataclass(frozen=True, kw_only=True)
class LeaderProposed(Payload):
    kind: ClassVar[str] = "org.leader.proposed"


@dataclass(frozen=True, kw_only=True)
class LeaderGranted(Payload):
    """`proposed_by` is the membership whose proposal was confirmed; `alone`: the board had no leader."""

    kind: ClassVar[str] = "org.leader.granted"
    proposed_by: int | None = None
    alone: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LeaderDeclined(Payload):
    kind: ClassVar[str] = "org.leader.declined"
    proposed_by: int


@dataclass(frozen=True, kw_only=True)
class TeamCreated(Payload):
    """`vp` is a membership."""

    kind: ClassVar[str] = "org.team.created"
    vp: int | None = None


@dataclass(frozen=True, kw_only=True)
class TeamEdited(Payload):
    """`fields` maps each that changed to what it was and what it is."""

    kind: ClassVar[str] = "org.team.edited"
    fields: dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class PlaceGiven(Payload):
    """The member works on the team."""

    kind: ClassVar[str] = "org.place.given"
    team: int
    team_name: str


@dataclass(frozen=True, kw_only=True)
class PlaceTaken(Payload):
    kind: ClassVar[str] = "org.place.taken"
    team: int
    team_name: str


@dataclass(frozen=True, kw_only=True)
class PeopleImported(Payload):
    """What one file changed: roles of those `invited`; roles, managers, VPs of teams and places on them, before and
    after.

    By membership, or by the slug of the team; places are slugs. `stand_ins` stand in no longer; `reminded` were
    invited once more.
    """

    kind: ClassVar[str] = "org.people.imported"
    invited: dict[str, list[str]]
    roles: dict[str, list[list[str]]]
    managers: dict[str, list[int | None]]
    teams: dict[str, list[int | None]]
    places: dict[str, list[list[str]]] | None = None
    stand_ins: list[int] | None = None
    reminded: list[int] | None = None


@dataclass(frozen=True, kw_only=True)
class PersonRenamed(Payload):
    """They call themselves otherwise, on every board of theirs."""

    kind: ClassVar[str] = "org.person.renamed"
    before: str


@dataclass(frozen=True, kw_only=True)
class ActingAppointed(Payload):
    """The member stands in for the VP `acting_for`, a membership, from `first` to `last` (ISO dates)."""

    kind: ClassVar[str] = "org.acting.appointed"
    acting_for: int
    first: str
    last: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActingEnded(Payload):
    """Before the last day."""

    kind: ClassVar[str] = "org.acting.ended"
    acting_for: int
    last: str


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Payload):
    """`changes` in words. `team`: whose own calendar it is; absent: the board's. `follows`: it works by that again."""

    kind: ClassVar[str] = "org.calendar.changed"
    version: int
    changes: list[str]
    team: int | None = None
    follows: bool | None = None
