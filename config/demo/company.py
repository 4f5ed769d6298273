"""The demo company's board, its people and its teams, by the keys that the files name them by."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from org.models import Board, Membership, Person, Role, Team, TeamMember

FOLDER = Path(__file__).parent
PASSWORD = "try-the-bets"  # noqa: S105  printed on the terminal, for a company that does not exist

Data = Mapping[str, Any]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(), parse_float=Decimal)


def tenths(weeks: Decimal | int) -> int:
    """Person-weeks with one decimal as whole tenths; percent likewise as permille."""
    return int(weeks * 10)


@dataclass(frozen=True)
class Company:
    board: Board
    members: Mapping[str, Membership]
    teams: Mapping[str, Team]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.board.zone)

    def at(self, wall: datetime) -> datetime:
        """A wall time of the files as an instant in UTC."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    @property
    def steward(self) -> Membership:
        return next(member for member in self.members.values() if member.is_steward)

    @property
    def leader(self) -> Membership:
        return next(member for member in self.members.values() if member.is_leader)


def found(data: Data) -> Company:
    """Make the board with everybody on it."""
    board = Board.objects.create(**data["board"])
    started = datetime(2026, 1, 7, 8, 0, tzinfo=UTC)
    members = _people(board, data["people"], started)
    teams = {
        slug: Team.objects.create(board=board, slug=slug, name=team["name"], vp=members[team["vp"]])
        for slug, team in data["teams"].items()
    }
    for key, person in data["people"].items():
        for slug in person.get("works_on", ()):
            TeamMember.objects.create(board=board, team=teams[slug], member=members[key])
    return Company(board, members, teams)


def _people(board: Board, people: Data, started: datetime) -> dict[str, Membership]:
    password = make_password(PASSWORD)  # hashed once: it is meant to take long
    members: dict[str, Membership] = {}
    for key, data in people.items():
        person = Person.objects.create(email=data["email"], name=data["name"], password=password)
        roles = [] if data["role"] == "viewer" else [Role(data["role"])]
        manager = members[data["manager"]] if "manager" in data else None
        members[key] = Membership.objects.create(
            board=board, person=person, roles=roles, started_at=started, manager=manager
        )
    return members
