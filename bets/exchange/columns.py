"""The columns of the two tables, and what is wrong with a header."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bets.exchange import fields
from bets.exchange.problems import Problems, Refused, shown

DEMAND = "demand:"


@dataclass(frozen=True)
class Columns:
    """What a table may and must have; `demands` allows a column `demand:<team>` for each team."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    demands: bool


BETS = Columns(
    known=(
        "external_source",
        "external_id",
        "rank",
        "title",
        "owner",
        "link",
        "thesis",
        "must_do",
        "needs",
        "excludes",
        "needs_no_team",
    ),
    required=("external_source", "external_id", "title", "owner"),
    demands=True,
)
BETS_AT_FIRST_SETUP = Columns(BETS.known, (*BETS.required, "rank"), BETS.demands)
CAPACITY = Columns(
    known=("team", "person_weeks", "reserve_percent", "carry_over"),
    required=("team", "person_weeks"),
    demands=False,
)


def bet_columns(*, first_setup: bool) -> Columns:
    return BETS_AT_FIRST_SETUP if first_setup else BETS


def check_header(names: Sequence[str], columns: Columns, problems: Problems, *, line: int) -> None:
    """Note every name that is unknown, given twice or missing."""
    for at, name in enumerate(names):
        try:
            check_name(name, columns, letter(at))
        except Refused as refusal:
            problems.add(line, name or letter(at), str(refusal))
    for name, times in Counter(names).items():
        if times > 1:
            problems.add(line, name, f"This column is there {times} times: keep one.")
    check_missing(names, columns, problems, line=line)


def check_missing(names: Sequence[str], columns: Columns, problems: Problems, *, line: int, path: str = "") -> None:
    for name in columns.required:
        if name not in names:
            problems.add(line, name, f"{name} is missing here: add it.", path=path)


def check_name(name: str, columns: Columns, where: str = "") -> None:
    """Refuse a name that no column has, with the one that may be meant."""
    if columns.demands and name.startswith(DEMAND):
        fields.team(name.removeprefix(DEMAND))
    elif not name:
        raise Refused(f"Column {where} has no name: write one into the header, or delete the column.")
    elif name not in columns.known:
        raise Refused(f"“{shown(name)}” is not known here: {_suggestion(name, columns)}")


def letter(at: int) -> str:
    """The name that a spreadsheet gives to the column at an index counted from 0: 27 is AB."""
    before, last = divmod(at, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _suggestion(name: str, columns: Columns) -> str:
    simple = name.lower().replace(" ", "_").replace("-", "_")
    if columns.demands and simple.startswith("demand"):
        return "write demand:<team>, with the short name of the team."
    if near := get_close_matches(simple, columns.known, n=1):
        return f"is {near[0]} meant?"
    demands = f", and {DEMAND}<team>" if columns.demands else ""
    return f"known are {', '.join(columns.known)}{demands}."
