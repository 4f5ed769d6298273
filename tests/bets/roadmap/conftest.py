"""The cast's cycle is locked with A and B funded, and its board connected to a Jira where Data has a project."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from bets.models import Bet, Plan, Reference, RoadmapRun, RoadmapTool
from bets.roadmap.working import work_off
from tests.bets.roadmap.fake_jira import ACCOUNT, TOKEN, Jira, serving
from tests.cast import Cast
from tests.factories import NOW, RoadmapRunFactory, RoadmapToolFactory, TeamProjectFactory
from tests.locked import locked_plan


@pytest.fixture
def jira(settings: Any) -> Iterator[Jira]:
    settings.WEBHOOK_PRIVATE = True
    settings.WEBHOOK_TIMEOUT = 2
    with serving() as jira:
        yield jira


@dataclass
class Joined:
    cast: Cast
    jira: Jira
    tool: RoadmapTool
    plan: Plan

    def run(self, kind: str, now: datetime = NOW) -> RoadmapRun:
        """Asked for and attempted once."""
        run: RoadmapRun = RoadmapRunFactory(
            board=self.cast.board, cycle=None if kind == "test" else self.cast.cycle, kind=kind, asked_at=now,
            next_at=now,
        )  # fmt: skip
        return self.go_on(run, now)

    def go_on(self, run: RoadmapRun, now: datetime = NOW) -> RoadmapRun:
        assert work_off(now) == 1
        run.refresh_from_db()
        return run

    def push(self, now: datetime = NOW) -> RoadmapRun:
        return self.run("push", now)

    def pull(self, now: datetime = NOW) -> RoadmapRun:
        return self.run("pull", now)

    def key(self, bet: Bet) -> str:
        return Reference.objects.get(bet=bet).external_id


@pytest.fixture
def joined(cast: Cast, jira: Jira) -> Joined:
    plan = locked_plan(cast)
    tool = RoadmapToolFactory(board=cast.board, key="k1", address=jira.address, account=ACCOUNT, secret=TOKEN)
    TeamProjectFactory(board=cast.board, team=cast.data, project="DAT")
    return Joined(cast, jira, tool, plan)


def said(run: RoadmapRun) -> list[tuple[str, str]]:
    """What was done with each bet, by its title."""
    return [(item["title"], item["what"]) for item in run.items]
