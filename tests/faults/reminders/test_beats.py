"""F14: two beats at once, and none; and what `/healthz` says while something does not go on."""

import http.client
from contextlib import ExitStack
from typing import Any

import orjson

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.reminders.postoffice import PostOffice
from tests.faults.reminders.senders import reminders
from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew, manned
from tests.faults.senders.stagehand import Stagehand
from tests.faults.waiting import comes

PATIENCE = 60.0
LIMIT = 4
"""Minutes: one more than a pulse may be silent."""


def health(rig: Rig) -> tuple[int, dict[str, Any]]:
    line = http.client.HTTPConnection("127.0.0.1", rig.port, timeout=20)
    try:
        line.request("GET", "/healthz")
        answer = line.getresponse()
        return answer.status, orjson.loads(answer.read())
    finally:
        line.close()


def is_red(rig: Rig, name: str) -> bool:
    status, checks = health(rig)
    return status == 503 and checks["status"] == "red" and not checks[name]["ok"]


def is_well(rig: Rig, name: str) -> bool:
    return bool(health(rig)[1][name]["ok"])


def test_two_beats_double_nothing(rig: Rig, scene: Laid, crew: Crew, told: Told) -> None:
    play = scene(members=15, sessions=2)
    with manned(rig, reminders(play.office.port), beats=2):
        assert play.ends(PATIENCE)
    found = play.ledger()
    told("F14, two beats", play.number, in_app_duplicates=len(found.doubled), repeated=found.repeats)
    assert found.is_clean()
    assert found.repeats == 0
    assert len(play.rows()) == play.number


def test_health_is_red_without_a_beat_and_green_again_with_one(
    rig: Rig, stage: Stagehand, office: PostOffice, crew: Crew
) -> None:
    with manned(rig, reminders(office.port), beats=1) as beats:
        assert comes(lambda: is_well(rig, "beat"), PATIENCE)
        stage.does("silent", minutes=LIMIT)
        assert comes(lambda: is_well(rig, "beat"), PATIENCE)  # it speaks up by itself
        beats.beats[0].strike()
        stage.does("silent", minutes=LIMIT)  # nobody waits for it
        assert is_red(rig, "beat")
        beats.mend()
        assert comes(lambda: is_well(rig, "beat"), PATIENCE)
        assert comes(lambda: health(rig)[0] == 200, PATIENCE), health(rig)


def test_health_is_red_with_a_worker_that_hangs_and_green_when_it_goes_on(
    rig: Rig, stage: Stagehand, office: PostOffice, crew: Crew
) -> None:
    with manned(rig, reminders(office.port), beats=1):
        assert comes(lambda: is_well(rig, "worker"), PATIENCE)
        with ExitStack() as halts:
            for each in crew.workers:
                halts.enter_context(each.halted())
            stage.does("silent", minutes=LIMIT)
            assert comes(lambda: is_well(rig, "beat") and is_red(rig, "worker"), PATIENCE)
        assert comes(lambda: is_well(rig, "worker") and is_well(rig, "tick"), PATIENCE)


def test_health_is_red_with_a_reminder_that_is_overdue_and_green_when_it_is_sent(
    rig: Rig, scene: Laid, crew: Crew
) -> None:
    play = scene(members=3, channel="mail")
    assert is_well(rig, "overdue")
    play.does("late", board=play.house.board, minutes=6)
    assert is_red(rig, "overdue")
    with crew.ticking():
        assert play.ends(PATIENCE)
    assert is_well(rig, "overdue")
