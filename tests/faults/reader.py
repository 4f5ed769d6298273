"""Who reads the order all the while: over HTTP, as anybody does, and the stored ranks themselves by SQL."""

import time
from collections.abc import Callable

import psycopg

from tests.faults.diary import Diary, Look
from tests.faults.line import Line, NoAnswer
from tests.faults.rig import Rig, Table

PAUSE = 0.01
"""Seconds between two looks."""

_READ = """
SELECT revision,
    ARRAY(SELECT position FROM bets_rank WHERE cycle_id = bets_cycle.id ORDER BY position, bet_id),
    ARRAY(SELECT bet_id FROM bets_rank WHERE cycle_id = bets_cycle.id ORDER BY position, bet_id)
FROM bets_cycle WHERE id = %s
"""


def read(line: Line, table: Table) -> Look | str:
    """The order as `/ranking/` gives it, or the word that came instead."""
    reply = line.ask("GET", f"/cycles/{table.cycle}/ranking/")
    if reply.status != 200:
        return reply.word
    told = reply.json
    rows = told["order"]
    return Look(told["revision"], tuple(row["rank"] for row in rows), tuple(row["bet"] for row in rows))


def read_stored(rig: Rig, table: Table) -> Look:
    """The order as it is stored. `/ranking/` counts its ranks anew, so that only here a tie would show as one."""
    with rig.database() as connection:
        return _stored(connection, table)


def read_on(
    port: int, table: Table, number: int, diary: Diary, over: Callable[[], bool], away: frozenset[str] = frozenset()
) -> None:
    line = Line(port, table.sessions[number])
    while not over():
        try:
            look = read(line, table)
        except NoAnswer:
            continue
        finally:
            time.sleep(PAUSE)
        if isinstance(look, Look):
            diary.looks.append(look)
        elif look not in away:
            diary.broken.append(f"a read: {look}")
    line.close()


def read_stored_on(rig: Rig, table: Table, diary: Diary, over: Callable[[], bool]) -> None:
    while not over():
        try:
            with rig.database() as connection:
                while not over():
                    diary.looks.append(_stored(connection, table))
                    time.sleep(PAUSE)
        except psycopg.OperationalError:
            time.sleep(PAUSE)


def _stored(connection: "psycopg.Connection[tuple[object, ...]]", table: Table) -> Look:
    row = connection.execute(_READ, [table.cycle]).fetchone()
    assert row is not None
    revision, positions, order = row
    return Look(revision, tuple(positions), tuple(order))  # type: ignore[arg-type]
