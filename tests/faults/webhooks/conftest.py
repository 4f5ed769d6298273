"""One receiver, one stagehand and one crew for all tests here."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew, manned
from tests.faults.senders.stagehand import Stagehand, stagehand
from tests.faults.webhooks.receiver import Dice, Nasty, receiving
from tests.faults.webhooks.scene import Scene
from tests.faults.webhooks.senders import WEBHOOKS

Laid = Callable[..., Scene]


@pytest.fixture(scope="session")
def stage(rig: Rig) -> Iterator[Stagehand]:
    with stagehand("tests.faults.webhooks.scenery", rig.environment) as hand:
        yield hand


@pytest.fixture(scope="session")
def server() -> Iterator[Nasty]:
    with receiving() as server:
        yield server


@pytest.fixture
def receiver(server: Nasty) -> Nasty:
    """With fair dice, and nothing written down."""
    server.dice = Dice()
    server.arrivals.clear()
    return server


@pytest.fixture(scope="package")
def manning(rig: Rig) -> Iterator[Crew]:
    """Gone before other folders: from the queue of what waits outside they would take up pushes too."""
    with manned(rig, WEBHOOKS, workers=2) as crew:
        yield crew


@pytest.fixture
def scene(rig: Rig, stage: Stagehand, receiver: Nasty) -> Iterator[Laid]:
    """Lays boards with endpoints: `scene(boards, endpoints)`; nothing of it is sent after the test."""
    laid: list[Scene] = []

    def lay(boards: int = 1, endpoints: int = 2) -> Scene:
        laid.append(Scene(rig, stage, receiver, boards, endpoints))
        return laid[-1]

    yield lay
    for each in laid:
        each.clear()
