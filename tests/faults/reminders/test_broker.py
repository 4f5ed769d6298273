"""F13, and the broker emptied in the middle: it only wakes, and holds no truth."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.reminders.postoffice import PostOffice
from tests.faults.reminders.senders import reminders
from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew, manned
from tests.faults.waiting import comes

BACK = 30.0
"""Seconds in which tasks are taken up again."""

SECOND = 1.0
PATIENCE = 90.0

_HEARD = "SELECT extract(epoch FROM at) FROM eteam_pulse WHERE name = 'worker'"


def heard(rig: Rig) -> float:
    """When a worker last took up a task that beat sent; in seconds."""
    with rig.database() as connection:
        return float((connection.execute(_HEARD).fetchone() or (0,))[0])


@contextmanager
def beating(rig: Rig, office: PostOffice, tick: float = SECOND) -> Iterator[Crew]:
    """A beat alone; the senders of the session hear it."""
    with manned(rig, reminders(office.port), beats=1, tick=tick) as beat:
        yield beat


def restarted(rig: Rig) -> float:
    """Kills the broker and starts it again. Seconds until a task came through."""
    rig.valkey.strike()
    time.sleep(SECOND)
    rig.valkey.start()
    begun, wall = time.monotonic(), time.time()
    assert comes(lambda: heard(rig) > wall, BACK)
    return time.monotonic() - begun


@pytest.mark.parametrize("restarts", [2, pytest.param(20, marks=pytest.mark.faults)])
def test_after_each_restart_tasks_are_taken_up_again(
    rig: Rig, office: PostOffice, crew: Crew, restarts: int, told: Told
) -> None:
    with beating(rig, office), crew.kept():
        assert comes(lambda: heard(rig) > time.time() - SECOND, BACK)
        back = [restarted(rig) for _ in range(restarts)]
    told(
        "F13",
        restarts,
        workers_that_ended=crew.restarts,
        slowest=f"{max(back):.1f} s",
        all=", ".join(f"{each:.1f}" for each in back),
    )
    assert max(back) < BACK


@pytest.mark.parametrize(("members", "times"), [(15, 2), pytest.param(50, 10, marks=pytest.mark.faults)])
def test_emptied_and_restarted_in_the_middle_every_reminder_comes_to_its_end(
    rig: Rig, scene: Laid, crew: Crew, members: int, times: int, told: Told
) -> None:
    play = scene(members, sessions=2)
    play.office.mood.slow = 0.1
    cancelled = play.house.sessions[1]
    with beating(rig, play.office), crew.kept():
        for number in range(1, times + 1):
            assert comes(lambda share=number: play.over() >= play.number * share // (times + 2), PATIENCE)  # type: ignore[misc]
            with redis.Redis.from_url(rig.place.redis_url) as broker:
                broker.flushall()
            rig.valkey.strike()
            rig.valkey.start()
        play.does("cancel", session=cancelled, by=play.house.members[0])
        assert play.ends(PATIENCE)
    rows, found = play.rows(), play.ledger()
    told(
        "broker emptied and restarted", len(rows), times=times, missed=len(found.missed),
        in_app_duplicates=len(found.doubled), repeated=found.repeats, took=play.seconds,
    )  # fmt: skip
    assert found.is_clean()
    assert {row.state for row in rows} <= {"sent", "withdrawn"}
    assert rig.verified() == ""
