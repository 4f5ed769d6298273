"""One of the crowd: sends its acts over a connection of its own until each is answered, and writes down how."""

import time
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError, connection, transaction

from bets.actions.orders import Ordered
from bets.actions.ranking import Moved
from config.refused import as_refusal
from journal.once import InFlight
from journal.refusals import Busy, Refusal
from tests.concurrency.acts import Act, Answer, Mind
from tests.concurrency.table import Look, Table

PATIENCE = 0.005
"""Seconds before a client asks again for an answer that is being worked on."""

NAME = "client"
"""What the connections of clients call themselves, so that only they are cut."""


@dataclass
class Habits:
    """What happens to a client on the way, as shares of its acts."""

    keyed: float = 0.4
    echoed: float = 0.1  # the same request is sent by somebody else at the same moment
    dropped: float = 0.0  # the answer does not arrive, and the client asks again
    within: float = 0.05  # it looks at the order before its transaction commits
    mortal: bool = False  # its connection may be cut at any moment: then all acts need keys
    patient: bool = True  # it tries again after a deadlock, or after waiting too long for a lock


@dataclass
class Diary:
    """What all clients were told. `list` and `deque` are safe to append to from many threads."""

    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    acts: dict[str, Act] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)  # busy, deadlock, died, in flight: one word each time
    looks: list[Look] = field(default_factory=list)
    torn_within: list[Look] = field(default_factory=list)
    echoes: deque[Act] = field(default_factory=deque)
    aborts: list[str] = field(default_factory=list)
    inspections: list[list[str]] = field(default_factory=list)  # what `verify` found, each time it looked

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.told)

    def answered(self, act: Act, answer: Answer | None) -> None:
        if answer is None:
            return  # submitting brings bets back into play; it is no act on the order
        self.acts[act.tag] = act
        self.answers[act.tag].append(answer)


class Client:
    def __init__(self, table: Table, diary: Diary, mind: Mind, habits: Habits) -> None:
        self._table, self._diary, self._mind, self._habits = table, diary, mind, habits
        self._seen: Look | None = None

    def act(self) -> None:
        """One act of its own, or the repetition of somebody else's."""
        if self._diary.echoes:
            try:
                self._carry_out(self._diary.echoes.popleft())
            except IndexError:
                return  # another client was quicker
            return
        act = self._mind.next_act(self._seen or self._look())
        if act.keyed and self._mind.chance(self._habits.echoed):
            self._diary.echoes.append(act)
        self._carry_out(act)
        if act.tag in self._diary.answers and self._mind.chance(self._habits.dropped):
            self._carry_out(act)

    def _carry_out(self, act: Act) -> None:
        try:
            answer = self._until_answered(act)
        except Refusal:
            self._diary.refused.add(act.tag)
            self._seen = None
            return
        self._diary.answered(act, answer)
        self._seen = Look(answer.revision, answer.order, True) if isinstance(answer, Moved | Ordered) else None

    def _until_answered(self, act: Act) -> Answer | None:
        while True:
            try:
                return self._send(act)
            except InFlight:
                self._diary.told.append("in flight")
                time.sleep(PATIENCE)
            except (OperationalError, InterfaceError) as error:
                self._survive(error)

    def _send(self, act: Act) -> Answer | None:
        if not self._mind.chance(self._habits.within):
            return act.send()
        with transaction.atomic():
            answer = act.send()
            look = self._table.look()
            if not look.dense:
                self._diary.torn_within.append(look)
        return answer

    def _look(self) -> Look:
        while True:
            try:
                look = self._table.look()
            except (OperationalError, InterfaceError) as error:
                self._survive(error)
            else:
                self._diary.looks.append(look)
                return look

    def _survive(self, error: Exception) -> None:
        """Be ready to ask again. Raises what no client has to live with."""
        if self._habits.patient and isinstance(as_refusal(error), Busy):
            deadlock = getattr(error.__cause__, "sqlstate", None) == "40P01"
            self._diary.told.append("deadlock" if deadlock else "busy")
            return
        if not self._habits.mortal:
            raise error
        self._diary.told.append("died")
        connect()


def connect() -> None:
    """A new connection, under a name by which it can be found and cut."""
    while True:
        connection.close()
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET application_name = {NAME}")
        except (OperationalError, InterfaceError):
            continue
        return
