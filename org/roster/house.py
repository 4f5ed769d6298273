"""A board as the plan of an import sees it: plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Standing:
    """One member now. `stands_in`: for a VP. `excepted`: a leader allowed the report of a VP to sit there.

    `places`: the slugs of the teams that they work on, sorted.
    """

    email: str
    name: str
    roles: tuple[str, ...] = ()
    manager: str = ""
    excepted: bool = False
    stands_in: bool = False
    is_in: bool = True
    places: tuple[str, ...] = ()

    @property
    def is_vp(self) -> bool:
        return "vp" in self.roles or self.stands_in

    @property
    def sits_beside_vps(self) -> bool:
        """Whether they have a place in the weekly room that the report of a VP does not get."""
        return self.is_vp or "steward" in self.roles


@dataclass(frozen=True, slots=True)
class House:
    """The board now: members by address; teams by slug with name and the VP's address, "" for none.

    `closed`: of the addresses in the file those whose account is closed.
    """

    members: Mapping[str, Standing]
    teams: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    grants_admin: bool = True
