"""A grid and the meaning of its columns to checked rows: the same rules as for a file of our own."""

from collections.abc import Callable
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from typing import Any

from bets.exchange import fields
from bets.exchange.bet_rows import bet_rows
from bets.exchange.columns import BETS, DEMAND
from bets.exchange.problems import ExchangeError, Problem, Problems, Refused, raise_any, shown
from bets.exchange.relations import Entry, check_relations
from bets.exchange.rows import CycleFile
from bets.exchange.table import Cell, NumberedRow, Record
from bets.importing.grid import Grid
from bets.importing.presets import NAMES, OWN

FIELDS = {
    "external_id": "Its id there",
    "title": "Title",
    "owner": "Owner, an e-mail address or a name on the board",
    "thesis": "Thesis, in one line",
    "link": "Link",
    "their_rank": "Their rank, a proposal that is shown and not taken over",
    "external_source": "The tool that the id is of",
    "rank": "Rank in our own export",
    "must_do": "Must-do",
    "needs": "Needs",
    "excludes": "Excludes",
    "needs_no_team": "Needs no team",
}
"""What a column may be matched with, in words; and `demand:<team>`."""

_NEEDED = {"external_id": "the id", "title": "the title"}


@dataclass(frozen=True)
class Mapping:
    """`columns` names the label of the column that each field is taken from; `owner` is for rows without one."""

    source: str
    columns: Names[str, str] = field(default_factory=dict)
    owner: str = ""

    @classmethod
    def of(cls, kept: Names[str, Any]) -> "Mapping":
        return cls(kept["source"], kept["columns"], kept["owner"])

    def kept(self) -> dict[str, Any]:
        return {"source": self.source, "columns": dict(self.columns), "owner": self.owner}

    def fits(self, labels: tuple[str, ...]) -> bool:
        """Whether every column of it is there."""
        return set(self.columns.values()) <= set(labels)

    def over(self, other: "Mapping") -> "Mapping":
        """The other one, with all that this one says besides; an empty label takes a column away."""
        columns = {name: label for name, label in {**other.columns, **self.columns}.items() if label}
        return Mapping(self.source or other.source, columns, self.owner or other.owner)

    def strange(self) -> dict[str, str]:
        """A sentence for each part of it that cannot be taken whatever the file has."""
        found = {
            shown(name): "There is no such field."
            for name in self.columns
            if name not in FIELDS and not name.startswith(DEMAND)
        }
        return found | _refusals(self, or_none=True)

    def faults(self, labels: tuple[str, ...]) -> dict[str, str]:
        """A sentence for each field that cannot be taken."""
        found = {
            name: f"Choose the column with {words}." for name, words in _NEEDED.items() if name not in self.columns
        }
        if "owner" not in self.columns and not self.owner:
            found["owner"] = "Choose the column with the owner, or name who owns what has none."
        for name, label in self.columns.items():
            if name not in FIELDS and not name.startswith(DEMAND):
                found[shown(name)] = "There is no such field."
            elif label not in labels:
                found[shown(name)] = f"There is no column “{shown(label)}” in this file."
        return found | _refusals(self)


def rows_of(grid: Grid, mapping: Mapping, people: Names[str, str]) -> CycleFile:
    """The rows, all or none. `people` are e-mail addresses by name in small letters, of who has it alone.

    Raises ExchangeError; its columns are called as the file calls them.
    """
    problems = Problems()
    for name, sentence in mapping.faults(grid.labels).items():
        problems.add(grid.line, name, sentence)
    raise_any(problems)
    at = {name: grid.labels.index(label) for name, label in mapping.columns.items() if name != "their_rank"}
    records = [_record(row, at, grid, mapping, people, problems) for row in grid.rows]
    try:
        bets = tuple(bet_rows(records, problems, first_setup=False))
        entries = [Entry(record, bet) for record, bet in zip(records, bets, strict=True)]
        check_relations(entries, problems, header=grid.line)
        raise_any(problems)
    except ExchangeError as error:
        told = [
            Problem(each.line, mapping.columns.get(each.column, each.column), each.message) for each in error.problems
        ]
        raise ExchangeError(told, error.count) from error
    teams = tuple(name.removeprefix(DEMAND) for name in at if name.startswith(DEMAND))
    return CycleFile(bets=bets, capacity=(), teams=teams, columns=frozenset(at), policy=None)


def their_ranks(grid: Grid, mapping: Mapping) -> list[str]:
    """What each row says of its rank elsewhere; empty texts where nothing is."""
    label = mapping.columns.get("their_rank") or mapping.columns.get("rank")
    if label is None:
        return ["" for _ in grid.rows]
    at = grid.labels.index(label)
    cells = (cells[at] if at < len(cells) else "" for _, cells in grid.rows)
    return [shown(cell) if isinstance(cell, str) else "" for cell in cells]


def _record(
    row: NumberedRow, at: Names[str, int], grid: Grid, mapping: Mapping, people: Names[str, str], problems: Problems
) -> Record:
    line, cells = row
    if len(cells) != len(grid.labels):
        said = f"This row has {len(cells)} cells and the header {len(grid.labels)}: look for a quote that is missing."
        problems.add(line, "", said)
    found: dict[str, Cell] = {name: cells[index] if index < len(cells) else "" for name, index in at.items()}
    found["owner"] = _owner(found.get("owner", ""), mapping, people)
    if not found.get("external_source"):
        found["external_source"] = mapping.source
    return Record(line, {name: cell for name, cell in found.items() if cell})


def _owner(cell: Cell, mapping: Mapping, people: Names[str, str]) -> Cell:
    """An address as it is; a name as the address of whoever has it."""
    if not cell:
        return mapping.owner
    if isinstance(cell, Refused) or "@" in cell:
        return cell
    known = people.get(" ".join(cell.casefold().split()))
    if known is None:
        return Refused(f"Nobody on the board, or more than one, is called “{shown(cell)}”: write an e-mail address.")
    return known


def _refusals(mapping: Mapping, *, or_none: bool = False) -> dict[str, str]:
    """What is wrong with the values that no column has. `or_none`: the source may be left to be found."""
    values: list[tuple[str, str, Callable[[str], object]]] = []
    values += [("source", mapping.source, fields.source)] if mapping.source or not or_none else []
    values += [("owner", mapping.owner, fields.owner)] if mapping.owner else []
    values += [(name, name.removeprefix(DEMAND), fields.team) for name in mapping.columns if name.startswith(DEMAND)]
    found = {}
    for name, value, rule in values:
        try:
            rule(value)
        except Refused as refusal:
            found[shown(name)] = str(refusal)
    return found


def fields_for(source: str) -> list[str]:
    """What is offered to be matched: with our own export what only it has, too."""
    only_own = {*BETS.known} - {"external_id", "title", "owner", "thesis", "link"}
    hidden = {"their_rank"} if source == OWN else only_own
    return [name for name in FIELDS if name not in hidden]


def source_name(source: str) -> str:
    return NAMES.get(source, source)
