"""Fields that a row has and a body not: whose it is, where it stands, who made it. Each is refused by its name."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Model

from api.description import Operation, groups
from bets.models import (
    Bet,
    Capacity,
    Cycle,
    Demand,
    Import,
    Opinion,
    Pitch,
    Plan,
    Rank,
    Reference,
    RoadmapRun,
    RoadmapTool,
)
from eteam.models import Blocker, Flag, Matter, Outcome, Session
from journal.models import Delivery, Endpoint
from tests.api.bodies import VALID, filled, lay, objects, replaced
from tests.api.real import path_of
from tests.authz.digest import digest
from tests.authz.scene import Scene
from tests.counts import COUNTED, WHOLE
from tests.factories import NOW

pytestmark = COUNTED

WRITING = [operation for group in groups() for operation in group.operations if not operation.reads]
TAKING = [operation for operation in WRITING if operation.method != "DELETE" or operation.body]

ROWS: dict[str, tuple[type[Model], ...]] = {
    "bets": (Bet, Pitch, Demand),
    "demands": (Demand,),
    "cycles": (Cycle, Plan),
    "capacity": (Capacity,),
    "ranking": (Rank, Cycle),
    "allocation": (Capacity, Cycle),
    "questions": (Opinion,),
    "blockers": (Blocker,),
    "outcomes": (Outcome,),
    "flags": (Flag, Blocker),
    "sessions": (Session, Matter, Outcome),
    "webhooks": (Endpoint, Delivery),
    "imports": (Import, Bet),
    "external": (Reference, Bet),
    "roadmap": (RoadmapRun, RoadmapTool),
}
"""What an operation writes, by the first word of its name."""

TOGETHER = 1 if WHOLE else 20
"""As many as a refusal names; one by one in `make faults`."""

ALWAYS = ("id", "pk", "board", "board_id", "owner_id", "by", "now", "actor", "created_by", "digest", "rank", "roles")


@pytest.fixture
def scene(db: None, files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr("django.conf.settings.API_RATE", 1_000_000)
    with time_machine.travel(NOW, tick=False):
        yield lay()


def strange(operation: Operation, scene: Scene) -> list[str]:
    """The columns and relations of what it writes, but for the fields that it takes."""
    taken = {field.name for field in operation.body}
    for valid in VALID[operation.id]:
        with transaction.atomic():
            taken |= set(valid.body(scene) or ())
            transaction.set_rollback(True)
    models = ROWS[operation.id.partition("_")[0]]
    fields = chain.from_iterable((field.name, getattr(field, "attname", field.name)) for model in models
                                 for field in model._meta.get_fields() if not field.auto_created)  # fmt: skip
    return sorted({*ALWAYS, *fields} - taken)


def batched(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + TOGETHER] for start in range(0, len(names), TOGETHER))


@pytest.mark.parametrize("operation", TAKING, ids=lambda operation: operation.id)
def test_what_is_not_a_bodys_to_say_is_refused(scene: Scene, operation: Operation) -> None:
    names, valid = strange(operation, scene), VALID[operation.id][0]
    page = path_of(operation, valid.begin(scene))
    machine, body = valid.machine(scene), filled(valid.body(scene)) or {}
    before = digest()
    for several in batched(names):
        answer = valid.send(machine, operation.method, page, body | dict.fromkeys(several, 1))
        told = answer.json()
        assert answer.status_code == 422, f"{several}: {answer.status_code}"
        assert {f"/{name}" for name in several} <= {fault["pointer"] for fault in told["errors"]}, told
    assert digest() == before, "something has changed"


NESTED = [operation for operation in TAKING if operation.id != "allocation_preview"]
"""The capacity of a preview is by team: each of its names is one."""


@pytest.mark.parametrize("operation", NESTED, ids=lambda operation: operation.id)
def test_nor_is_it_taken_deeper_in_it(scene: Scene, operation: Operation) -> None:
    for valid in VALID[operation.id]:
        with transaction.atomic():
            page = path_of(operation, valid.begin(scene))
            machine, body = valid.machine(scene), filled(valid.body(scene)) or {}
            before = digest()
            for place in objects(body):
                answer = valid.send(machine, operation.method, page, replaced(body, f"{place}/board_id", 1))
                assert f"{place}/board_id" in pointers(operation, answer.json()), place
            assert digest() == before, "something has changed"
            transaction.set_rollback(True)


def pointers(operation: Operation, told: dict[str, Any]) -> list[str]:
    """Into the body, also where the answer points into an item."""
    if operation.id == "bets_bring_many" and "results" in told:
        problem = told["results"][0].get("problem", {})
        return [f"/items/0{fault['pointer']}" for fault in problem.get("errors", ())]
    return [fault["pointer"] for fault in told.get("errors", ())]
