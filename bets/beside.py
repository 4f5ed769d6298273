"""What packages above have to say on the pages of bets and teams: they register it, and are never imported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bets.allocation import BetId
from bets.mine.owed import Owed
from bets.models import Bet, Cycle, Plan
from org.models import Membership, Team


@dataclass(frozen=True, slots=True)
class Said:
    """A stressed lead, and what follows it; the sentence leads to `url`."""

    lead: str
    rest: str
    url: str


@dataclass(frozen=True, slots=True)
class Corner:
    """A part of a page: `empty` is said where there is nothing; `act` and its address are what one can do there.

    `flags`: the act says what blocks somebody, and a key of the page does it too.
    """

    name: str
    said: tuple[Said, ...]
    empty: str
    act: str = ""
    url: str = ""
    flags: bool = False


class Neighbour(Protocol):
    """What is said depends on the member's rights, and on `now` only where it is given."""

    def of_cycle(self, cycle: Cycle, member: Membership) -> Mapping[BetId, tuple[Said, ...]]:
        """About each of its bets, the same for all who have the same duties. At most one statement."""

    def topics(self, cycle: Cycle, member: Membership) -> tuple[str, ...]:
        """What a page with `of_cycle` on it has to listen to besides, and the member may. No statement."""

    def of_running(self, cycle: Cycle, member: Membership) -> Corner | None:
        """On the page where a cycle is led. At most two statements."""

    def of_plan(self, plan: Plan, member: Membership, now: datetime) -> Corner | None:
        """On the page that follows it in the roadmap tool. At most five statements."""

    def of_bet(self, bet: Bet, member: Membership, now: datetime) -> Corner | None: ...

    def of_team(self, team: Team, member: Membership, now: datetime) -> Corner | None: ...

    def owed(self, member: Membership, now: datetime) -> Iterable[Owed]:
        """What the member, with board, has to do there."""


_neighbours: list[Neighbour] = []


def register(neighbour: Neighbour) -> None:
    """Once, when its application is ready."""
    _neighbours.append(neighbour)


def of_cycle(cycle: Cycle, member: Membership) -> Mapping[BetId, tuple[Said, ...]]:
    found: dict[BetId, tuple[Said, ...]] = {}
    for neighbour in _neighbours:
        for bet, said in neighbour.of_cycle(cycle, member).items():
            found[bet] = (*found.get(bet, ()), *said)
    return found


def topics(cycle: Cycle, member: Membership) -> tuple[str, ...]:
    """Besides the cycle's own."""
    return tuple(topic for neighbour in _neighbours for topic in neighbour.topics(cycle, member))


def of_running(cycle: Cycle, member: Membership) -> tuple[Corner, ...]:
    corners = (neighbour.of_running(cycle, member) for neighbour in _neighbours)
    return tuple(corner for corner in corners if corner is not None)


def of_plan(plan: Plan, member: Membership, now: datetime) -> tuple[Corner, ...]:
    corners = (neighbour.of_plan(plan, member, now) for neighbour in _neighbours)
    return tuple(corner for corner in corners if corner is not None)


def of_bet(bet: Bet, member: Membership, now: datetime) -> tuple[Corner, ...]:
    corners = (neighbour.of_bet(bet, member, now) for neighbour in _neighbours)
    return tuple(corner for corner in corners if corner is not None)


def of_team(team: Team, member: Membership, now: datetime) -> tuple[Corner, ...]:
    corners = (neighbour.of_team(team, member, now) for neighbour in _neighbours)
    return tuple(corner for corner in corners if corner is not None)


def owed(member: Membership, now: datetime) -> list[Owed]:
    return [each for neighbour in _neighbours for each in neighbour.owed(member, now)]
