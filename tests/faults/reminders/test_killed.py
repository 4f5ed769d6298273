"""F09: four senders, and the worker is killed again and again."""

import pytest

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.senders.crew import Crew
from tests.faults.senders.strikes import Strikes

SLOW = LATE = 0.05
"""Seconds that the mail server takes before it keeps a letter, and before it says so: somebody is killed in each."""

PATIENCE = 60.0


@pytest.mark.parametrize(
    ("members", "sessions", "kills"), [(15, 2, 3), pytest.param(50, 10, 20, marks=pytest.mark.faults)]
)
def test_killed_senders_miss_nothing_and_tell_nobody_twice(
    scene: Laid, crew: Crew, members: int, sessions: int, kills: int, told: Told
) -> None:
    play = scene(members, sessions)
    play.office.mood.slow, play.office.mood.late = SLOW, LATE
    with crew.ticking():
        Strikes(crew, kills, play.number, play.over).strike(PATIENCE)
        ended = play.ends(within=PATIENCE)
    found = play.ledger()
    told(
        "F09", play.number, kills=kills, senders_killed=crew.killed, missed=len(found.missed) + len(found.unsent),
        in_app_duplicates=len(found.doubled), letters=play.letters(), repeated=found.repeats, took=play.seconds,
    )  # fmt: skip
    assert ended
    assert found.is_clean()
    assert len(play.rows()) == play.number
    assert found.repeats <= crew.killed
    assert play.rig.verified() == ""
