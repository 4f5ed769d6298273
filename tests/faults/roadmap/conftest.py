"""One stagehand and one crew for all tests here."""

from collections.abc import Iterator

import pytest

from tests.bets.roadmap.fake_jira import Jira, serving
from tests.faults.rig import Rig
from tests.faults.roadmap.workers import TOOLS
from tests.faults.senders.crew import Crew, manned
from tests.faults.senders.stagehand import Stagehand, stagehand


@pytest.fixture
def jira() -> Iterator[Jira]:
    with serving() as jira:
        yield jira


@pytest.fixture(scope="session")
def stage(rig: Rig) -> Iterator[Stagehand]:
    with stagehand("tests.faults.roadmap.scenery", rig.environment) as hand:
        yield hand


@pytest.fixture(scope="package")
def manning(rig: Rig) -> Iterator[Crew]:
    """Gone before other folders: from the queue of what waits outside it would take up webhooks too."""
    with manned(rig, TOOLS, workers=1) as crew:
        yield crew
