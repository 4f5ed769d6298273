"""F05: the broker is killed and hangs while people move bets and others watch."""

from statistics import median

import pytest

from journal.live.publishing import TIMEOUT
from tests.faults.books import NOTHING_WRONG, audit
from tests.faults.breaker import Breaker
from tests.faults.conftest import Said
from tests.faults.leader import Habits
from tests.faults.play import Play
from tests.faults.rig import Rig, Table
from tests.faults.watcher import EVERY, Watcher

LEADERS = 4
UNHURRIED = 0.15
"""Seconds between two moves of a leader: what is measured is the product, not how busy the machine is."""


@pytest.mark.parametrize(
    ("kills", "hangs", "seconds"), [(1, 1, 3.0), pytest.param(20, 5, 30.0, marks=pytest.mark.faults)]
)
def test_without_a_broker_moves_go_on_and_are_seen(
    rig: Rig, table: Table, kills: int, hangs: int, seconds: float, said: Said
) -> None:
    play = Play(rig, table, 0, Habits(rig.port, pause=UNHURRIED), leaders=LEADERS)
    breaker = Breaker(rig.valkey, kills, hangs, seconds)
    asking, listening = Watcher(rig.port, table), Watcher(rig.port, table)
    diary = play.played(breaker.strike, along=[lambda: asking.poll(play.over), lambda: listening.listen(play.over)])
    usual = median(move.seconds for move in diary.moves.values() if not breaker.struck(move.at))
    struck = [move.seconds for move in diary.moves.values() if breaker.struck(move.at)]
    said(
        "F05", play, kills=kills, hangs=f"{hangs} of {seconds:.0f} s", usual=f"{usual * 1000:.0f} ms",
        without_broker=f"{median(struck) * 1000:.0f} ms", slowest=f"{max(struck) * 1000:.0f} ms",
        slower_by_the_time_out=f"{sum(each > usual + TIMEOUT * 0.9 for each in struck)} of {len(struck)}",
        seen_by_asking_within=f"{max(asking.delays(diary)):.1f} s",
        by_listening_within=f"{max(listening.delays(diary)):.1f} s (median {median(listening.delays(diary)):.2f} s)",
    )  # fmt: skip
    assert audit(rig, table, diary) == NOTHING_WRONG
    assert set(diary.again) <= {"503 busy"}
    assert median(struck) < usual + TIMEOUT / 2  # not each of them waits for a broker that does not answer
    assert max(asking.delays(diary)) < EVERY + 2 * asking.slowest
    assert max(listening.delays(diary)) < EVERY + 2 * listening.slowest
    assert {"away", "back"} <= set(listening.words)
    assert rig.verified() == ""
