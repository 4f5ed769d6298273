"""The people page: everybody on a board by role, its teams, and what waits for a leader. Four statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from org.models import Board, LeaderProposal, Membership, Role, Team, TeamMember
from org.person_page import acting_words

_TITLES = {Role.LEADER: "Leaders", Role.VP: "VPs", Role.STEWARD: "Stewards", Role.ADMIN: "Admins"}
_VIEWERS = "Viewers"


@dataclass(frozen=True)
class Place:
    """One member. `teams` they are the VP of, `works_on` those that they have a place on; `awaited`: invited, and never
    in yet; `acting`: for whom, until when.
    """

    member: Membership
    teams: tuple[Team, ...]
    awaited: bool
    acting: str = ""
    works_on: tuple[Team, ...] = ()

    @property
    def title(self) -> str:
        """The group that they stand in: that of their first role."""
        return next((title for role, title in _TITLES.items() if role in self.member.roles), _VIEWERS)

    @property
    def particulars(self) -> str:
        """What the group does not say already: `Fleet and Panel; also Admin; acting for Vera until 4 May 2027`."""
        also = [Role(role).label for role in [role for role in Role.values if role in self.member.roles][1:]]
        roles = f"also {' and '.join(also)}" if also else ""
        parts = (_names(self.teams), _on(self.works_on), roles, self.acting)
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
    without_manager: int
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
    on = _teams_by_member(board)
    places = [_place(member, teams, acting_words(member, today), on.get(member.pk, ())) for member in found]
    proposals = LeaderProposal.objects.filter(board=board, decided_at=None)
    return PeoplePage(
        groups=_groups(places),
        teams=teams,
        proposals=tuple(proposals.select_related("member__person", "proposed_by__person").order_by("proposed_at")),
        count=len(places),
        without_manager=sum(place.member.lacks_manager for place in places),
        leaders=sum(place.member.is_leader for place in places),
        vps=sum(place.member.is_vp for place in places),
    )


def those_who_left(board: Board) -> list[Membership]:
    """Every membership that has ended, the newest end first. One statement."""
    ended = Membership.objects.filter(board=board).exclude(ended_at=None)
    return list(ended.select_related("person").order_by("-ended_at", "-pk"))


def people_of(team: Team) -> list[Membership]:
    """Who works on the team, by name. One statement."""
    people = Membership.objects.filter(board=team.board_id, ended_at=None, places__team=team)
    return list(people.select_related("person").order_by("person__name", "pk"))


def _teams_by_member(board: Board) -> dict[int, tuple[Team, ...]]:
    found: dict[int, tuple[Team, ...]] = {}
    for place in TeamMember.objects.filter(board=board).select_related("team").order_by("team__name"):
        found[place.member_id] = (*found.get(place.member_id, ()), place.team)
    return found


def _place(member: Membership, teams: Sequence[Team], acting: str, on: tuple[Team, ...]) -> Place:
    own = tuple(team for team in teams if team.vp_id == member.pk)
    return Place(member, own, awaited=not member.person.has_usable_password(), acting=acting, works_on=on)


def _groups(places: Sequence[Place]) -> tuple[Group, ...]:
    found: dict[str, list[Place]] = {title: [] for title in (*_TITLES.values(), _VIEWERS)}
    for place in places:
        found[place.title].append(place)
    return tuple(Group(title, tuple(members)) for title, members in found.items() if members)


def _names(teams: Sequence[Team]) -> str:
    return " and ".join(team.name for team in teams)


def _on(teams: Sequence[Team]) -> str:
    return f"on {_names(teams)}" if teams else ""


def _verb(count: int, many: str, one: str = "") -> str:
    """`2 lead`, `1 leads`, `nobody leads`."""
    return f"{count or 'nobody'} {many if count > 1 else one or many + 's'}"
