"""The demo company as its two files tell it; a ranked bet has its rank as its id."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from bets.allocation import Allocation, Candidate, Policy, Tenths, allocate
from bets.net_capacity import net_capacity

FOLDER = Path(__file__).resolve().parents[2] / "config" / "demo"

Row = dict[str, Any]


def read(name: str) -> Row:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


COMPANY = read("company.toml")
PEOPLE: dict[str, Row] = COMPANY["people"]
TEAMS: dict[str, Row] = COMPANY["teams"]
CYCLE: Row = COMPANY["cycle"]
HISTORY: list[Row] = COMPANY["history"]
PITCHES: list[Row] = read("pitches.toml")["pitch"]
BY_KEY = {pitch["key"]: pitch for pitch in PITCHES}
RANKED = sorted((pitch for pitch in PITCHES if "rank" in pitch), key=lambda pitch: pitch["rank"])
RANKS = {pitch["key"]: pitch["rank"] for pitch in RANKED}


def tenths(weeks: Decimal) -> int:
    return int(weeks * 10)


def net(team: Row) -> int:
    return net_capacity(
        raw=tenths(team["raw"]),
        reserve_permille=tenths(team["reserve_percent"]),
        carry_over=sum(tenths(item["weeks"]) for item in team["carry_over"]),
    )


CAPACITY = {slug: net(team) for slug, team in TEAMS.items()}


def candidate(pitch: Row) -> Candidate:
    return Candidate(
        id=pitch["rank"],
        demand={demand["team"]: tenths(demand["weeks"]) for demand in pitch["demands"]},
        needs=tuple(RANKS[key] for key in pitch.get("needs", ())),
        excludes=tuple(RANKS[key] for key in pitch.get("either_or", ())),
        must_do="must_do" in pitch,
    )


CANDIDATES = [candidate(pitch) for pitch in RANKED]


def allocated(policy: Policy = Policy.TEAM, capacity: Tenths = CAPACITY) -> Allocation:
    return allocate(CANDIDATES, capacity, policy)
