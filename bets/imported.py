"""The pages of imports, as plain values."""

from collections.abc import Mapping as Names
from dataclasses import dataclass
from typing import Any

from bets.actions.reading import progress_of
from bets.exchange.columns import DEMAND
from bets.importing import Mapping
from bets.importing.mapping import FIELDS, fields_for, source_name
from bets.importing.presets import NAMES, OTHER
from bets.models import Bet, Cycle, Import
from org.models import Membership, Team

_SHOWN = 60
"""Columns of which the page shows samples."""

_LISTED = 200
"""Titles of what it made, and bets to open."""

STEPS = ("The file", "Its columns", "A look at its rows", "Taken in")
_STEP = {Import.State.READ: 2, Import.State.MAPPED: 3, Import.State.CHECKED: 3, Import.State.APPLYING: 4,
         Import.State.APPLIED: 4}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of ours with the column that it is taken from; `error` is a sentence."""

    name: str
    label: str
    chosen: str
    error: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """`done` counts rows while it is applied. `bets` are those that it made or found and whoever looks may know of:

    what an owner has made of a draft since is theirs.
    """

    imported: Import
    source: str
    labels: tuple[str, ...]
    columns: tuple[dict[str, Any], ...]
    hidden: int
    empty: int
    fields: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    mapping: Mapping
    errors: Names[str, str]
    done: int
    bets: tuple[Bet, ...]

    @property
    def drafts(self) -> list[str]:
        """What it made or brought up to date, as the file called it; the first of them."""
        return self._drafts[:_LISTED]

    @property
    def drafts_hidden(self) -> bool:
        return len(self._drafts) > _LISTED

    @property
    def _drafts(self) -> list[str]:
        made = self.imported.made or {}
        return [*made.get("drafted", ()), *made.get("updated", ())]

    @property
    def can_be_matched(self) -> bool:
        return self.imported.state in (Import.State.READ, Import.State.CHECKED)

    @property
    def steps(self) -> tuple[str, ...]:
        return STEPS

    @property
    def step(self) -> int:
        """From 1."""
        return _STEP.get(Import.State(self.imported.state), 1)

    @property
    def is_of_another_tool(self) -> bool:
        """Of none that is known here: two of those may count from 1, and are told apart by the name that they get."""
        return self.mapping.source == OTHER or self.mapping.source not in NAMES

    @property
    def tool(self) -> str:
        return "" if self.mapping.source == OTHER else self.mapping.source

    @property
    def source_error(self) -> str:
        return self.errors.get("source", "")

    @property
    def owner_error(self) -> str:
        return self.errors.get("owner", "")

    @property
    def is_matched_by_hand(self) -> bool:
        """Whether the columns are what is to be decided now."""
        preview = self.imported.preview or {}
        return self.imported.state == Import.State.READ or bool(preview.get("problems"))

    @property
    def teams_open(self) -> bool:
        return any(team.chosen or team.error for team in self.teams)


def import_page(
    imported: Import, member: Membership, mapping: Mapping | None = None, errors: Names[str, str] | None = None
) -> ImportPage:
    """At most three statements. `mapping` and `errors`: what was sent and could not be taken."""
    mapping = mapping or Mapping.of(imported.mapping or {"source": imported.source, "columns": {}, "owner": ""})
    errors = errors or {}
    columns = imported.columns or []
    telling = [column for column in columns if column["samples"]]
    slugs = Team.objects.filter(board=imported.board_id).order_by("name").values_list("slug", "name")
    known = {DEMAND + slug: name for slug, name in slugs}
    new = {name: name.removeprefix(DEMAND) + ", a new team" for name in mapping.columns if name.startswith(DEMAND)}
    made = (imported.made or {}).get("bets", [])
    rows = Bet.objects.filter(cycle=imported.cycle_id, pk__in=made)
    return ImportPage(
        imported=imported,
        source=source_name(mapping.source),
        labels=tuple(column["label"] for column in columns),
        columns=tuple(telling[:_SHOWN]),
        hidden=max(0, len(telling) - _SHOWN),
        empty=len(columns) - len(telling),
        fields=_choices({name: FIELDS[name] for name in fields_for(mapping.source)}, mapping, errors),
        teams=_choices(new | known, mapping, errors),
        mapping=mapping,
        errors=errors,
        done=progress_of(imported) if imported.state == Import.State.APPLYING else 0,
        bets=tuple(rows.known_to(member).order_by("pk")[:_LISTED]) if made else (),
    )


def imports_of(cycle: Cycle) -> list[Import]:
    """Those of the cycle that are still kept, newest first. One statement."""
    return list(Import.objects.filter(cycle=cycle).select_related("member__person").defer("columns", "preview"))


def _choices(names: Names[str, str], mapping: Mapping, errors: Names[str, str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(name, label, mapping.columns.get(name, ""), errors.get(name, "")) for name, label in names.items()
    )
