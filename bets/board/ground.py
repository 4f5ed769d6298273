"""What the board is computed from, read from the database: five statements, whatever the number of bets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from bets.allocation import Allocation, Candidate, Policy
from bets.inputs import Inputs, candidates
from bets.models import Bet, Capacity, Cycle, Demand
from bets.names import Names
from org.models import Team

_HEAD = 9
"""Letters that the head of a column has room for."""


@dataclass(frozen=True, slots=True)
class Column:
    """A team of the cycle, and the number of its column. `net` in tenths; `has_capacity` False: none was entered."""

    number: int
    slug: str
    name: str
    head: str
    net: int
    has_capacity: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A bet as the board needs it. `unsettled` holds the demands that there is something to say about."""

    pk: int
    title: str
    thesis: str
    owner: int
    owner_name: str
    status: str
    must_do: bool
    must_do_reason: str
    needs_no_team: bool
    is_late: bool
    submitted_at: datetime
    late_exception: str
    late_exception_by: str | None
    ended_reason: str
    unsettled: Sequence[Mapping[str, Any]]
    position: int | None

    @property
    def is_open(self) -> bool:
        return self.status == Bet.Status.SUBMITTED


@dataclass(frozen=True)
class Ground:
    """`order` is #1 first. `candidates` are those of order and tray."""

    cycle: Cycle
    order: tuple[Entry, ...]
    tray: tuple[Entry, ...]
    candidates: Mapping[int, Candidate]
    columns: tuple[Column, ...]
    policy: Policy

    @cached_property
    def inputs(self) -> Inputs:
        capacity = {column.slug: column.net for column in self.columns if column.has_capacity}
        return Inputs(tuple(self.candidates[entry.pk] for entry in self.order), capacity, self.policy)

    @property
    def allocation(self) -> Allocation:
        return self.inputs.allocation

    @cached_property
    def names(self) -> Names:
        ranks = {entry.pk: rank for rank, entry in enumerate(self.order, start=1)}
        return Names(ranks=ranks, teams={column.slug: column.name for column in self.columns})

    @cached_property
    def column(self) -> Mapping[str, Column]:
        """By slug."""
        return {column.slug: column for column in self.columns}

    def under(self, policy: Policy) -> "Ground":
        """The same, allocated by another policy."""
        return self if policy == self.policy else replace(self, policy=policy)


def read(cycle: Cycle, order: Sequence[int] | None = None) -> Ground:
    """The cycle as it stands; or, with `order`, those bets in that order, and no tray."""
    if order is None:
        entries = _entries(cycle, Q(rank__isnull=False) | Q(status=Bet.Status.SUBMITTED))
        ranked = tuple(entry for entry in entries if entry.position is not None)
        tray = tuple(entry for entry in entries if entry.position is None)
    else:
        known = {entry.pk: entry for entry in _entries(cycle, Q(pk__in=order))}
        ranked, tray = tuple(known[bet] for bet in order if bet in known), ()
    found = {candidate.id: candidate for candidate in candidates(cycle, [*ranked, *tray])}
    return Ground(cycle, ranked, tray, found, _columns(cycle, found), Policy(cycle.policy))


def _entries(cycle: Cycle, which: Q) -> list[Entry]:
    """In rank order, then the bets without a rank in the order in which they came."""
    rows = (
        Bet.objects.filter(which, cycle=cycle)
        .order_by(F("rank__position").asc(nulls_last=True), "submitted_at", "pk")
        .values_list(
            "pk", "title", "thesis", "owner_id", "owner__person__name", "status", "must_do", "must_do_reason",
            "needs_no_team", "is_late", "submitted_at", "late_exception", "late_exception_by__person__name",
            "ended_reason", ArraySubquery(_unsettled()), "rank__position",
        )
    )  # fmt: skip
    return [Entry(*row) for row in rows]


def _abridged(name: str) -> str:
    return name if len(name) <= _HEAD else f"{name[: _HEAD - 1]}…"


def _unsettled() -> QuerySet[Demand, Any]:
    said = JSONObject(team="team__slug", tenths="tenths", state="state", offered="offered_tenths", asked="asked_tenths")
    demands = Demand.objects.filter(bet=OuterRef("pk")).exclude(state=Demand.State.CONFIRMED)
    return demands.order_by("team__name").values_list(said)


def _columns(cycle: Cycle, asking: Mapping[int, Candidate]) -> tuple[Column, ...]:
    """The teams that have capacity in the cycle, or are asked for some."""
    asked = {team for candidate in asking.values() for team in candidate.demand or {}}
    net = Capacity.objects.filter(cycle=cycle, team=OuterRef("pk")).values("net_tenths")
    rows = Team.objects.filter(board=cycle.board_id).annotate(net=Subquery(net)).order_by("name")
    found = [row for row in rows.values_list("slug", "name", "short", "net") if row[3] is not None or row[0] in asked]
    return tuple(
        Column(number, slug, name, short or _abridged(name), net or 0, net is not None)
        for number, (slug, name, short, net) in enumerate(found, start=1)
    )
