"""Each promise with what keeps it taken away: the same play, the same audit, and the anomaly shows."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.config.test_embedded_up import free_port
from tests.faults.books import audit
from tests.faults.conftest import Said
from tests.faults.diary import Diary, Look
from tests.faults.leader import Habits
from tests.faults.line import Line
from tests.faults.play import Play
from tests.faults.proxy import Proxy, Weather
from tests.faults.reader import read, read_stored
from tests.faults.rig import Rig, Table
from tests.faults.stopper import IMMEDIATE, Stopper
from tests.faults.test_database import AWAY, SHORT

FORGETFUL = Weather(dropped=0.3)


def test_with_a_new_key_each_time_moves_are_done_twice(rig: Rig, table: Table, said: Said) -> None:
    port = free_port()
    with Proxy(port, rig.port, FORGETFUL) as proxy:
        play = Play(rig, table, 100, Habits(port, same_key=False))
        diary = play.played()
    found = audit(rig, table, diary)
    said("F02 with new keys", play, dropped=proxy.spoilt, done_twice=len(found.double))
    assert found.double
    assert not found.torn  # a wrong client makes moves that nobody wanted, but no order that is none


@contextmanager
def unsynced(rig: Rig) -> Iterator[None]:
    """Commits are acknowledged before they are written, and written late; for sessions that begin in the block."""
    with rig.database() as connection:
        connection.execute("ALTER ROLE bets SET synchronous_commit = off")
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("ALTER SYSTEM SET wal_writer_flush_after = '1GB'")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        with rig.database() as connection:
            connection.execute("SET synchronous_commit = on")  # else the stop below may take this back
            connection.execute("ALTER ROLE bets RESET ALL")
            connection.execute("ALTER SYSTEM RESET ALL")
        rig.postgres.strike(IMMEDIATE)
        rig.postgres.start()


def test_with_commits_that_are_not_flushed_acknowledged_moves_are_lost(rig: Rig, table: Table, said: Said) -> None:
    with unsynced(rig):
        play = Play(rig, table, 0, Habits(rig.port, away=AWAY))
        diary = play.played(Stopper(rig.postgres, play, [SHORT, SHORT]).stop)
        found = audit(rig, table, diary)
    said("F04 without flushes", play, lost=len(found.lost))
    assert found.lost


_SWAP = "UPDATE bets_rank SET position = 21 - position WHERE cycle_id = %s AND position IN (10, 11)"
_TEAR = "UPDATE bets_rank SET position = position + 1 WHERE cycle_id = %s AND position > 20"
_MEND = "UPDATE bets_rank SET position = position - 1 WHERE cycle_id = %s AND position > 20"


def test_readers_notice_an_order_that_the_log_does_not_tell(rig: Rig, table: Table) -> None:
    with changed(rig, table, _SWAP, _SWAP):
        diary = Diary(looks=[looked(rig, table)])
        assert audit(rig, table, diary).untrue == [1, 1]  # over HTTP, and as it is stored
    assert rig.verified() == ""


def test_readers_notice_a_torn_order(rig: Rig, table: Table) -> None:
    with changed(rig, table, _TEAR, _MEND):
        found = audit(rig, table, Diary())
        assert found.torn == [read_stored(rig, table)]
        assert "#22" in rig.verified()
    assert rig.verified() == ""


@contextmanager
def changed(rig: Rig, table: Table, there: str, and_back: str) -> Iterator[None]:
    """The stored order is another one for as long as the block lasts, and nothing guards it."""
    with rig.database() as connection:
        connection.execute("ALTER TABLE bets_rank DISABLE TRIGGER USER")
        connection.execute(there, [table.cycle])
        try:
            yield
        finally:
            connection.execute(and_back, [table.cycle])
            connection.execute("ALTER TABLE bets_rank ENABLE TRIGGER USER")


def looked(rig: Rig, table: Table) -> Look:
    """The order over HTTP; asked again while a server that was just struck comes back."""
    line = Line(rig.port, table.sessions[0])
    for _ in range(20):
        look = read(line, table)
        if isinstance(look, Look):
            break
        time.sleep(0.5)
    line.close()
    assert isinstance(look, Look)
    return look
