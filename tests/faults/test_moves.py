"""F01 to F03: eight leaders move bets over HTTP while replies are lost and web processes are killed."""

import pytest

from tests.config.test_embedded_up import free_port
from tests.faults.books import NOTHING_WRONG, audit
from tests.faults.conftest import Said
from tests.faults.killer import LEAST, Killer
from tests.faults.leader import Habits
from tests.faults.play import Play
from tests.faults.proxy import Proxy, Weather
from tests.faults.rig import Rig, Table

FEW = 500
FULL = 10_000
COUNTS = [FEW, pytest.param(FULL, marks=pytest.mark.faults)]

STORM = Weather(lost=0.02, torn=0.02, dropped=0.05, late=0.1, seconds=0.05)


@pytest.mark.parametrize("moves", COUNTS)
def test_every_read_is_a_strict_order_and_every_move_is_there_once(
    rig: Rig, table: Table, moves: int, said: Said
) -> None:
    play = Play(rig, table, moves, Habits(rig.port))
    diary = play.played()
    said("F01", play)
    assert audit(rig, table, diary) == NOTHING_WRONG
    assert set(diary.again) <= {"503 busy"}
    assert rig.verified() == ""


@pytest.mark.parametrize("moves", COUNTS)
def test_lost_replies_resets_and_delays_lose_and_double_nothing(rig: Rig, table: Table, moves: int, said: Said) -> None:
    port = free_port()
    with Proxy(port, rig.port, STORM) as proxy:
        play = Play(rig, table, moves, Habits(port))
        diary = play.played()
    said("F02", play, spoilt=proxy.spoilt)
    assert audit(rig, table, diary) == NOTHING_WRONG
    assert diary.again["no answer"] > moves / 50
    assert rig.verified() == ""


@pytest.mark.parametrize(("moves", "pause"), [(FEW, 3.0), pytest.param(FULL, 5.0, marks=pytest.mark.faults)])
def test_killed_web_processes_lose_and_double_nothing(
    rig: Rig, table: Table, moves: int, pause: float, said: Said
) -> None:
    # On a busy machine a process that has just begun may wait too long for its first connection, and says so.
    play = Play(rig, table, moves, Habits(rig.port, away=frozenset({"503 unavailable"})))
    killer = Killer(rig.web, play, pause)
    diary = play.played(killer.kill)
    said("F03", play, killed=killer.killed, whole_restarts=killer.restarts)
    assert audit(rig, table, diary) == NOTHING_WRONG
    assert killer.killed >= LEAST
    assert rig.verified() == ""
