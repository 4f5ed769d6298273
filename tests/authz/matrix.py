"""The table of who may do what, read: one row an action, one column a kind of person. Pure."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

# Rows that are a part of their permission: they speak of it in their own states only, and other rows of the rest.
PARTS = {
    "bet.submit_for_other": "bet.submit",
    "rank.place": "rank.move",
    "rank.read.leaders_only": "rank.read",
    "rank.read.live_to_vps": "rank.read",
    "rank.read.published": "rank.read",
    "cycle.change_locked": "capacity.set",
    "allocation.read_published": "allocation.read",
    "allocation.read_live": "allocation.read",
    "export": "export",
    "export.before_lock": "export",
}
VISIBILITY = {"rank.read.leaders_only": "leaders_only", "rank.read.live_to_vps": "live_to_vps"}
NEVER_OWN = {"bet.submit_for_other", "cycle.change_locked"}
# What nobody may in any role has no permission at all, so that nothing can ever grant it: tests/eteam/test_never.py.
NOBODY = {"eteam.attend_for_other", "blocker.change_due"}

STATES = {"P": "pitching", "R": "ranking", "L": "locked", "C": "closed"}
VISIBILITIES = ("leaders_only", "live_to_vps")

# Singly, and in the sums that are common. A viewer is whoever has no role: with any other they are that other.
ROLES: tuple[tuple[str, ...], ...] = (
    (),
    ("vp",),
    ("leader",),
    ("steward",),
    ("admin",),
    ("leader", "vp"),
    ("admin", "leader", "vp"),
    ("steward", "vp"),
)


@dataclass(frozen=True)
class Case:
    """Somebody with `roles` (none: a viewer) and a cycle in the state with this initial."""

    roles: tuple[str, ...]
    state: str = "R"
    own: bool = False
    visibility: str = "leaders_only"


@dataclass(frozen=True)
class Row:
    action: str
    states: str
    cells: dict[str, str]

    @property
    def permission(self) -> str:
        return PARTS.get(self.action, self.action)

    @property
    def is_whole(self) -> bool:
        """Whether the row says all about its permission."""
        return self.action not in PARTS

    def speaks_of(self, case: Case) -> bool:
        """Whether the row says anything about these circumstances."""
        if self.action in NEVER_OWN and case.own:
            return False
        if case.visibility != VISIBILITY.get(self.action, case.visibility):
            return False
        return self.is_whole or case.state in self.states

    def expected(self, case: Case) -> str:
        """`ok`, or the status: what all the roles allow, added up."""
        answers = {self._answer(cell, case) for cell in self.of(case.roles)}
        if "ok" in answers:
            return "ok" if case.state in self.states else "409"
        return min(answers, key=["409", "202", "404", "403"].index)

    def of(self, roles: Collection[str]) -> list[str]:
        return [self.cells[role] for role in roles or ("viewer",)]

    def _answer(self, cell: str, case: Case) -> str:
        published = case.state in "LC"
        conditions = {
            "ok": True,
            "own": case.own,
            "L": published,
            "V": published or case.visibility == "live_to_vps",
        }
        if cell in conditions:
            return "ok" if conditions[cell] else "403"
        return cell


def read() -> list[Row]:
    with (Path(__file__).parent / "matrix.csv").open(newline="") as file:
        return [_row(line) for line in csv.DictReader(file)]


def _row(line: dict[str, str]) -> Row:
    states = "".join(STATES) if line["states"] == "*" else line["states"]
    roles = {role: role.upper() for role in ("viewer", "vp", "leader", "steward", "admin")} | {"integration": "TOKEN"}
    return Row(line["action"], states, {role: line[column] for role, column in roles.items()})


# What the row of A58 says of a leader's confirmation: an admin's 202 is for proposing.
CONFIRM_LEADER = Row(
    "member.confirm_leader",
    "PRLC",
    next(row for row in read() if row.action == "member.grant_leader").cells | {"admin": "403"},
)
