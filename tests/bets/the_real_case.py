"""The real case in real_case/: 42 goals of a large open-source project, each with its rank as its id."""

import csv
from decimal import Decimal
from pathlib import Path

from bets.allocation import Allocation, Candidate, Policy, allocate
from bets.names import Names

FOLDER = Path(__file__).parent / "real_case"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tenths(person_weeks: str) -> int:
    return int(Decimal(person_weeks) * 10)


CAPACITY = {row["team"]: tenths(row["person_weeks"]) for row in rows("rust_goals_2025h1_capacity.csv")}
CANDIDATES = [
    Candidate(
        id=int(row["rank"]),
        demand={
            column.removeprefix("demand:"): tenths(cell)
            for column, cell in row.items()
            if column.startswith("demand:") and cell
        },
    )
    for row in rows("rust_goals_2025h1_bets.csv")
]
NAMES = Names(ranks={bet.id: bet.id for bet in CANDIDATES}, teams={})


def allocated(policy: Policy) -> Allocation:
    return allocate(CANDIDATES, CAPACITY, policy)
