"""One post office, one stagehand and one crew for all tests here."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults.reminders.postoffice import PostOffice
from tests.faults.reminders.scene import Scene
from tests.faults.reminders.senders import reminders
from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew, manned
from tests.faults.senders.stagehand import Stagehand, stagehand

Laid = Callable[..., Scene]


@pytest.fixture(scope="session")
def stage(rig: Rig) -> Iterator[Stagehand]:
    with stagehand("tests.faults.reminders.scenery", rig.environment) as hand:
        yield hand


@pytest.fixture(scope="session")
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def office(post_office: PostOffice) -> PostOffice:
    """In a good mood, and with nothing in it."""
    post_office.empty()
    return post_office


@pytest.fixture(scope="package")
def manning(rig: Rig, post_office: PostOffice) -> Iterator[Crew]:
    """Gone before other folders: from the queue of all they would take up imports too."""
    with manned(rig, reminders(post_office.port), workers=2) as crew:
        yield crew


@pytest.fixture
def scene(rig: Rig, stage: Stagehand, office: PostOffice) -> Laid:
    """Lays a board whose members are to be told of its sessions: `scene(members, sessions)`.

    With a third argument they are told by this way alone: `inbox` or `mail`.
    """

    def laid(members: int = 8, sessions: int = 1, channel: str = "") -> Scene:
        return Scene(rig, stage, office, members, sessions, channel)

    return laid
