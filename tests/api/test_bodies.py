"""The table of bodies is whole, and each of them is taken: the ground that the batteries of bad ones stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.http import HttpResponse

from api.description import Operation, groups
from tests.api.bodies import VALID, Valid, filled, lay
from tests.api.real import path_of
from tests.authz.scene import Scene
from tests.factories import NOW

WRITING = {each.id: each for group in groups() for each in group.operations if not each.reads}
CASES = [
    (WRITING[name], number) for name, several in VALID.items() if name in WRITING for number in range(len(several))
]


@pytest.fixture
def scene(db: None, files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr("django.conf.settings.API_RATE", 1_000_000)
    with time_machine.travel(NOW, tick=False):
        yield lay()


def send(scene: Scene, operation: Operation, valid: Valid) -> HttpResponse:
    rows = valid.begin(scene)
    body = filled(valid.body(scene))
    return valid.send(valid.machine(scene), operation.method, path_of(operation, rows), body)


def test_every_operation_that_writes_has_its_bodies() -> None:
    assert set(VALID) == set(WRITING)


@pytest.mark.parametrize(("operation", "number"), CASES, ids=lambda value: getattr(value, "id", value))
def test_it_is_taken(scene: Scene, operation: Operation, number: int) -> None:
    answer = send(scene, operation, VALID[operation.id][number])
    assert answer.status_code < 300, answer.content
    for result in answer.json().get("results", ()) if operation.id == "bets_bring_many" else ():
        assert result["status"] < 300, result
