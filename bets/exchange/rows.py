"""What an exchanged file says, in plain values. Weeks are whole tenths of person-weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class BetKey(NamedTuple):
    """The name of a bet in another tool. Unique within a file and, once imported, within a cycle."""

    external_source: str
    external_id: str


@dataclass(frozen=True, kw_only=True)
class BetRow:
    """One bet. `line` is where it stood in the file (0 when written by us) and no part of what it says.

    `rank` is None for a bet in the tray; `owner` is an e-mail address in small letters; `demand` holds
    a number above zero for each team that the bet needs.
    """

    line: int = field(default=0, compare=False)
    external_source: str
    external_id: str
    rank: int | None
    title: str
    owner: str
    link: str = ""
    thesis: str = ""
    must_do: bool = False
    needs: tuple[BetKey, ...] = ()
    excludes: tuple[BetKey, ...] = ()
    needs_no_team: bool = False
    demand: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> BetKey:
        return BetKey(self.external_source, self.external_id)

    @property
    def unsized(self) -> bool:
        """Nobody has estimated it yet, which is different from needing no team."""
        return not self.demand and not self.needs_no_team


@dataclass(frozen=True, kw_only=True)
class CapacityRow:
    """What one team has, before the reserve for running the business and the carry-over are taken off."""

    line: int = field(default=0, compare=False)
    team: str
    raw_tenths: int
    reserve_permille: int = 0
    carry_over_tenths: int = 0


@dataclass(frozen=True, kw_only=True)
class CycleFile:
    """A file that was read without a problem: rows in file order.

    `teams` are the slugs that the file names, in order of appearance, those of empty columns included.
    `columns` are the fields of a bet that it has a column for, `demand:<team>` among them; of others it says nothing.
    `policy` is None where the file does not say it: only the JSON document does.
    """

    bets: tuple[BetRow, ...]
    capacity: tuple[CapacityRow, ...]
    teams: tuple[str, ...]
    columns: frozenset[str]
    policy: str | None


@dataclass(frozen=True, kw_only=True)
class CycleExport:
    """All that an export tells: bets in rank order, then those in the tray; capacity of every team.

    `ranking` and `allocation` are the bodies of the REST resources of these names, as plain values.
    """

    board: str
    cycle: str
    policy: str
    revision: int
    bets: tuple[BetRow, ...]
    capacity: tuple[CapacityRow, ...]
    ranking: Mapping[str, object]
    allocation: Mapping[str, object]
