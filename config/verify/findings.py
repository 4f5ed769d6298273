"""The invariants, each with its check, and what a run of all of them found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from config.verify.boards import board_breaches
from config.verify.due import due_breaches
from config.verify.log import log_breaches
from config.verify.orders import order_breaches, rank_breaches
from config.verify.plans import allocation_breaches, lock_breaches
from config.verify.reminders import reminder_breaches
from config.verify.rooms import report_breaches, room_breaches
from config.verify.rounds import round_breaches

LISTED = 10
"""Breaches told of one invariant; the first ones are enough to know where to look."""


@dataclass(frozen=True)
class Invariant:
    number: int
    promise: str
    check: Callable[[], Iterator[str]]


INVARIANTS = (
    Invariant(1, "ranks are exactly 1..n", rank_breaches),
    Invariant(2, "the log gives the order", order_breaches),
    Invariant(3, "what is allocated fits the capacity", allocation_breaches),
    Invariant(4, "a locked cycle does not change", lock_breaches),
    Invariant(5, "events are numbered without gaps, and nothing is switched off that guards the data", log_breaches),
    Invariant(6, "no row refers to another board", board_breaches),
    Invariant(8, "a due time moves only by a row that says why", due_breaches),
    Invariant(9, "reminders go out once and in time, and what cannot wait has its step", reminder_breaches),
    Invariant(11, "private orders and proposals hold every bet of their round", round_breaches),
    Invariant(12, "each says for themselves that they were there, and outcomes are whole", room_breaches),
    Invariant(13, "a report is what its hash says", report_breaches),
)


@dataclass(frozen=True)
class Finding:
    """One invariant and what is against it: at most LISTED breaches, `more` if there are others."""

    number: int
    promise: str
    breaches: tuple[str, ...]
    more: bool = False

    @property
    def holds(self) -> bool:
        return not self.breaches

    def __str__(self) -> str:
        told = "; ".join(self.breaches) + ("; and more" if self.more else "")
        return f"{self.number} {self.promise}: {told or 'ok'}"


def verify() -> list[Finding]:
    """All findings, in one snapshot, so that people may go on working meanwhile. Changes nothing.

    It needs a transaction of its own: raises RuntimeError inside another one.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return findings()


def findings() -> list[Finding]:
    """The same, of what the current transaction sees."""
    return [_finding(invariant) for invariant in INVARIANTS]


def _finding(invariant: Invariant) -> Finding:
    found = tuple(islice(invariant.check(), LISTED + 1))
    return Finding(invariant.number, invariant.promise, found[:LISTED], more=len(found) > LISTED)
