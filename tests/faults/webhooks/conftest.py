"""One receiver, one stagehand and one crew for all tests here; the figures of each play go to the terminal."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew, manned
from tests.faults.senders.stagehand import Stagehand, stagehand
from tests.faults.webhooks.receiver import Dice, Nasty, receiving
from tests.faults.webhooks.scene import Scene
from tests.faults.webhooks.senders import WEBHOOKS

Told = Callable[..., None]
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


@pytest.fixture(scope="session")
def manning(rig: Rig) -> Iterator[Crew]:
    with manned(rig, WEBHOOKS, workers=2) as crew:
        yield crew


@pytest.fixture
def crew(manning: Crew) -> Crew:
    """Four processes in two workers, whom nobody wakes yet."""
    manning.mend()
    manning.killed = manning.restarts = 0
    return manning


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


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Prints the figures, and how little a zero says: at 95 % confidence a zero in N is a rate below 3/N."""

    def tell(name: str, number: int, **figures: object) -> None:
        facts = ", ".join(f"{what.replace('_', ' ')} {value}" for what, value in figures.items())
        with capsys.disabled():
            print(f"\n{name}: {number}; {facts}; a zero in {number} bounds the rate at about {3 / number:.2%}")  # noqa: T201

    return tell
