"""A request that carries an idempotency key is carried out once; a repetition gets the first answer again."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import orjson
from django.db import connection, transaction

from journal.refusals import Invalid, Refusal

# The lock is tried, never waited for: a second request in flight must answer at once, not queue up.
_LOOK_UP = """
SELECT pg_try_advisory_xact_lock(hashtextextended(%(actor)s || ' ' || %(key)s, 0)),
    (SELECT jsonb_build_array(digest, body) FROM journal_answer WHERE actor = %(actor)s AND key = %(key)s)
"""

_KEEP = """
INSERT INTO journal_answer (actor, key, digest, body, at)
VALUES (%(actor)s, %(key)s, %(digest)s, %(body)s, %(at)s) ON CONFLICT (actor, key) DO NOTHING
"""


class InFlight(Refusal):
    code = "in_flight"


class KeyReused(Invalid):
    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Key:
    """`value` as the client sent it, `actor` whose it is, `digest` of what was asked."""

    actor: str
    value: str
    digest: str

    @classmethod
    def of(cls, actor: str, value: str, asked: Any) -> "Key":
        """`asked` is any JSON value that tells this request from another."""
        body = orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)
        return cls(actor, value, hashlib.sha256(body).hexdigest())


def recall(key: Key) -> Any | None:
    """The first answer to `key`, or None if this is the first request. Holds the key until the transaction ends.

    Raises InFlight while another transaction holds it, KeyReused if it came with another request.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, {"actor": key.actor, "key": key.value})
        held, row = cursor.fetchone()
    if not held:
        raise InFlight("The same request is being carried out at this moment. Ask again for its answer.")
    if row is None:
        return None
    digest, body = orjson.loads(row) if isinstance(row, str) else row
    if digest != key.digest:
        raise KeyReused("This idempotency key was sent before with another request. Use a new key.")
    return body


def remember(key: Key, body: Any, now: datetime) -> None:
    """Keep `body`, a JSON value or a dataclass of such, as the answer to `key`, in the transaction that did the work.

    `recall` looks with a snapshot that may be older than the lock it got: an answer committed in between stands
    here. Then InFlight takes this transaction's work back, and the repetition finds the first answer.
    """
    row: dict[str, Any] = {
        "actor": key.actor,
        "key": key.value,
        "digest": key.digest,
        "body": orjson.dumps(body).decode(),
        "at": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, row)
        if not cursor.rowcount:
            raise InFlight("The same request was carried out at this moment. Ask again for its answer.")


P = ParamSpec("P")
T = TypeVar("T")


def once(answer: Callable[..., T]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Wrap an action in its transaction and, if it is given a `key`, in the promise of this module.

    `answer` is the dataclass that the action returns; its fields are plain JSON values. The action declares
    `now` and `key: Key | None = None` itself, for its callers to see, and is always called by keywords.
    """

    def decorate(action: Callable[P, T]) -> Callable[P, T]:
        @wraps(action)
        def carried_out(*args: P.args, **given: P.kwargs) -> T:
            key, now = given.get("key"), given["now"]
            with transaction.atomic():
                if isinstance(key, Key) and (body := recall(key)) is not None:
                    return answer(**body)
                result = action(*args, **given)
                if isinstance(key, Key) and isinstance(now, datetime):
                    remember(key, result, now)
            return result

        return carried_out

    return decorate
