"""One stagehand and one crew for all tests here."""

from collections.abc import Iterator

import pytest

from tests.faults.imports.workers import IMPORTS
from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew, manned
from tests.faults.senders.stagehand import Stagehand, stagehand


@pytest.fixture(scope="session")
def stage(rig: Rig) -> Iterator[Stagehand]:
    with stagehand("tests.faults.imports.scenery", rig.environment) as hand:
        yield hand


@pytest.fixture(scope="package")
def manning(rig: Rig) -> Iterator[Crew]:
    """Gone before other folders: from the queue of all it would take up reminders too, and knows no mail server."""
    with manned(rig, IMPORTS, workers=1) as crew:
        yield crew
