"""What no row can tell by itself: that ids are unique, ranks dense, and dependencies lead to a row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from bets.exchange.fields import reference
from bets.exchange.problems import Problems, shown
from bets.exchange.rows import BetKey, BetRow
from bets.exchange.table import Record
from bets.names import listing

_LISTED = 10


@dataclass(frozen=True)
class Entry:
    """A bet, and the record that it was read from."""

    record: Record
    bet: BetRow

    def refuse(self, column: str, message: str, problems: Problems) -> None:
        problems.add(self.record.line, column, message, path=self.record.path)


def check_relations(entries: Sequence[Entry], problems: Problems, *, header: int) -> None:
    """Note every contradiction between rows; `header` is the line that a missing rank is told at."""
    _check_sizing(entries, problems)
    by_key = _check_keys(entries, problems)
    _check_ranks(entries, problems, header=header)
    _check_dependencies(entries, by_key, problems)
    _check_ring(entries, by_key, problems)


def _check_sizing(entries: Sequence[Entry], problems: Problems) -> None:
    for entry in entries:
        if entry.bet.needs_no_team and entry.bet.demand:
            teams = listing([shown(team) for team in sorted(entry.bet.demand)[:_LISTED]])
            message = f"The bet needs no team and has a demand on {teams}: delete one of the two."
            entry.refuse("needs_no_team", message, problems)


def _check_keys(entries: Sequence[Entry], problems: Problems) -> dict[BetKey, Entry]:
    by_key: dict[BetKey, Entry] = {}
    for entry in entries:
        first = by_key.setdefault(entry.bet.key, entry)
        if first is not entry and all(entry.bet.key):
            message = (
                f"{shown(entry.bet.external_id)} of {shown(entry.bet.external_source)} is already "
                f"on line {first.record.line}: give each bet its own id, or delete one of the two."
            )
            entry.refuse("external_id", message, problems)
    return by_key


def _check_ranks(entries: Sequence[Entry], problems: Problems, *, header: int) -> None:
    if "rank" in problems.columns:
        return  # a rank that could not be read would be told as missing
    by_rank: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.bet.rank is not None:
            by_rank[entry.bet.rank].append(entry)
    most = sum(map(len, by_rank.values()))
    for rank, holders in by_rank.items():
        for entry in holders[1:]:
            message = f"Rank {rank} is already on line {holders[0].record.line}: give each rank once."
            entry.refuse("rank", message, problems)
        if rank > most:
            message = f"Rank {rank} is too high: with {most} ranked bets the ranks are 1 to {most}."
            holders[0].refuse("rank", message, problems)
    if missing := sorted(set(range(1, most + 1)) - by_rank.keys()):
        problems.add(header, "rank", _missing(missing, most))


def _missing(ranks: list[int], most: int) -> str:
    more = len(ranks) - _LISTED
    named = [*map(str, ranks[:_LISTED]), *([f"{more} more"] if more > 0 else [])]
    number, verb = ("rank", "is") if len(ranks) == 1 else ("ranks", "are")
    return f"The {number} {listing(named)} {verb} missing: {most} ranked bets have the ranks 1 to {most}."


def _check_dependencies(entries: Sequence[Entry], by_key: dict[BetKey, Entry], problems: Problems) -> None:
    for entry in entries:
        for column, keys in (("needs", entry.bet.needs), ("excludes", entry.bet.excludes)):
            own = entry.bet.external_source
            if entry.bet.key in keys:
                entry.refuse(column, "The bet names itself: delete its own id here.", problems)
            unknown = [shown(reference(key, own)) for key in keys if key not in by_key]
            if own and unknown:
                message = f"{listing(unknown[:_LISTED])} is no bet of this file: correct the id, or add the bet."
                entry.refuse(column, message, problems)


def _check_ring(entries: Sequence[Entry], by_key: dict[BetKey, Entry], problems: Problems) -> None:
    """Tell one ring of needs. Breaking it is a decision, after which the next one may be another."""
    others = {
        entry.bet.key: [key for key in entry.bet.needs if key in by_key and key != entry.bet.key] for entry in entries
    }
    try:
        TopologicalSorter(others).prepare()
    except CycleError as error:
        _, *ring = reversed(error.args[1])  # it ends as it began; reversed, each needs the next
        first = min((by_key[key] for key in ring), key=lambda entry: entry.record.line)
        at = ring.index(first.bet.key)
        names = [shown(key.external_id) for key in (*ring[at:], *ring[: at + 1])]
        first.refuse("needs", _ring(names), problems)


def _ring(names: list[str]) -> str:
    shortened = names if len(names) <= _LISTED else [*names[: _LISTED - 1], "...", names[-1]]
    return f"These bets need each other in a ring, {' -> '.join(shortened)}: delete one of these needs."
