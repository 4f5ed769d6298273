"""The one way to write an event."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import orjson
from django.db import connection, transaction

from journal import live
from journal.kinds import Payload
from journal.outbox import INTO_OUTBOX
from journal.reactions import Happened, react

_INSERT = """
WITH counter AS (
    INSERT INTO journal_counter AS counter (board_id, number) VALUES (%(board)s, 1)
    ON CONFLICT (board_id) DO UPDATE SET number = counter.number + 1
    RETURNING number
), event AS (
    INSERT INTO journal_event
        (board_id, number, kind, topic, revision, at, actor_id, actor_name, subject_id, subject_name, data)
    SELECT %(board)s, number, %(kind)s, %(topic)s, %(revision)s, %(at)s, %(actor)s, %(actor_name)s,
        %(subject)s, %(subject_name)s, %(data)s
    FROM counter RETURNING number
), outbox AS (
"""
_INSERT += INTO_OUTBOX + ") SELECT number FROM event"


class Named(Protocol):
    """Who acts, or what is acted on: anything with an id and a name."""

    @property
    def pk(self) -> int | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Somebody:
    """An actor without a row, as `first set-up by lead@example.com`."""

    name: str
    pk: int | None = None


def record(
    payload: Payload,
    *,
    board_id: int,
    topic: str,
    by: Named,
    subject: Named,
    now: datetime,
    revision: int | None = None,
) -> int:
    """Write one event, and what is to be sent of it, in the caller's transaction; tell watchers after the commit.

    `revision` is that of the topic, where it counts its changes. Returns the event's number. Call it last: it
    takes the board's counter, which every other writer waits for.
    """
    row: dict[str, Any] = {
        "board": board_id, "kind": payload.kind, "topic": topic, "revision": revision, "at": now,
        "actor": by.pk or None, "actor_name": by.name, "subject": subject.pk, "subject_name": subject.name,
        "data": orjson.dumps(payload.data()).decode(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        (number,) = cursor.fetchone()
    react(Happened(board_id, int(number), payload, subject.pk or 0, subject.name, now))
    transaction.on_commit(partial(live.publish, board_id, topic, number))
    return int(number)
