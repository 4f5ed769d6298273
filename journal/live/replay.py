"""What happened on a board after a number, from PostgreSQL: the truth behind every message."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from journal.live.change import Change

MOST = 500
"""Changes that are told one by one; whoever missed more fetches everything."""

# One statement, so one snapshot: `newest` is exactly what the changes lead up to.
_SQL = """
SELECT counter.number, event.number, event.topic
FROM (SELECT coalesce(max(number), 0) AS number FROM journal_counter WHERE board_id = %(board)s) AS counter
LEFT JOIN LATERAL (
    SELECT number, topic FROM journal_event
    WHERE board_id = %(board)s AND number > %(after)s::bigint
        AND (%(topics)s::text[] IS NULL OR topic = ANY(%(topics)s))
    ORDER BY number LIMIT %(most)s
) AS event ON true
ORDER BY event.number
"""


@dataclass(frozen=True)
class News:
    """`changes` lead up to `newest`, the number of the board's newest event; None if they are too many."""

    newest: int
    changes: list[Change] | None


def read(board: int, after: int | None, topics: Collection[str] | None = None) -> News:
    """The changes of `topics`, or of all, after the number `after`; of none where it is None.

    A number that the board has not reached is answered as if too much had been missed. One statement.
    """
    wanted = None if topics is None else list(topics)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"board": board, "after": after, "topics": wanted, "most": MOST + 1})
        rows = cursor.fetchall()
    newest = rows[0][0]
    found = [Change(board, number, topic) for _, number, topic in rows if number is not None]
    lost = len(found) > MOST or (after is not None and after > newest)
    return News(newest, None if lost else found)
