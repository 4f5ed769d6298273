"""The people page: everybody on a board by role, its teams, and what waits for a leader. Three statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from org.models import Board, LeaderProposal, Membership, Role, Team
from org.person_page import acting_words

_TITLES = {Role.LEADER: "Leaders", Role.VP: "VPs", Role.STEWARD: "Stewards", Role.ADMIN: "Admins"}
_VIEWERS = "Viewers"


@dataclass(frozen=True)
class Place:
    """One member. `teams` they are the VP of; `awaited`: invited, and never in yet; `acting`: for whom, until when."""

    member: Membership
    teams: tuple[Team, ...]
    awaited: bool
    acting: str = ""

    @property
    def title(self) -> str:
        """The group that they stand in: that of their first role."""
        return next((title for role, title in _TITLES.items() if role in self.member.roles), _VIEWERS)

    @property
    def particulars(self) -> str:
        """What the group does not say already: `Fleet and Panel; also Admin; acting for Vera until 4 May 2027`."""
        also = [Role(role).label for role in [role for role in Role.values if role in self.member.roles][1:]]
        roles = f"also {' and '.join(also)}" if also else ""
        parts = (" and ".join(team.name for team in self.teams), roles, self.acting)
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True)
class Group:
    """The members whose first role this is, by name."""

    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class PeoplePage:
    groups: tuple[Group, ...]
    teams: tuple[Team, ...]
    proposals: tuple[LeaderProposal, ...]
    count: int
    leaders: int
    vps: int

    @property
    def headline(self) -> str:
        """`23 people: 2 lead, 14 pitch.`"""
        people = "1 person" if self.count == 1 else f"{self.count} people"
        return f"{people}: {_verb(self.leaders, 'lead')}, {_verb(self.vps, 'pitch', 'pitches')}."


def people_page(board: Board, now: datetime) -> PeoplePage:
    """Everybody who is on the board now."""
    today = board.today(now)
    teams = tuple(Team.objects.filter(board=board).select_related("vp__person"))
    people = Membership.objects.filter(board=board, ended_at=None).select_related("person", "acting_for__person")
    found = people.order_by("person__name", "pk")
    places = [_place(member, teams, acting_words(member, today)) for member in found]
    proposals = LeaderProposal.objects.filter(board=board, decided_at=None)
    return PeoplePage(
        groups=_groups(places),
        teams=teams,
        proposals=tuple(proposals.select_related("member__person", "proposed_by__person").order_by("proposed_at")),
        count=len(places),
        leaders=sum(place.member.is_leader for place in places),
        vps=sum(place.member.is_vp for place in places),
    )


def those_who_left(board: Board) -> list[Membership]:
    """Every membership that has ended, the newest end first. One statement."""
    ended = Membership.objects.filter(board=board).exclude(ended_at=None)
    return list(ended.select_related("person").order_by("-ended_at", "-pk"))


def _place(member: Membership, teams: Sequence[Team], acting: str) -> Place:
    own = tuple(team for team in teams if team.vp_id == member.pk)
    return Place(member, own, awaited=not member.person.has_usable_password(), acting=acting)


def _groups(places: Sequence[Place]) -> tuple[Group, ...]:
    found: dict[str, list[Place]] = {title: [] for title in (*_TITLES.values(), _VIEWERS)}
    for place in places:
        found[place.title].append(place)
    return tuple(Group(title, tuple(members)) for title, members in found.items() if members)


def _verb(count: int, many: str, one: str = "") -> str:
    """`2 lead`, `1 leads`, `nobody leads`."""
    return f"{count or 'nobody'} {many if count > 1 else one or many + 's'}"
