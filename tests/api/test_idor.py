"""Ids of others wherever an id is taken, in addresses and bodies: of another board, of another cycle, of nothing.

Read off the description: an operation or a field that comes to it is tried as well, or fails here. That the same
requests with the right ids are taken is what `test_bodies.py` shows, and for those that read the first test here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse

from api.description import Operation, document, groups
from api.fields import MOST_ID
from bets.bodies.questions import number
from org.models import Person
from tests.api.bodies import VALID, Ref, Valid, an_earlier_bet, filled, lay, refs
from tests.api.real import parameters
from tests.api.tokens import Machine, machine_of
from tests.authz.digest import digest
from tests.authz.scene import Scene
from tests.authz.test_doors import enter_state
from tests.eteam.rows import BlockerFactory, FlagFactory, MatterFactory, SessionFactory
from tests.factories import (
    NOW,
    BetFactory,
    CycleFactory,
    DeliveryFactory,
    DemandFactory,
    DraftFactory,
    EndpointFactory,
    ImportFactory,
    PlanFactory,
    RankFactory,
    RoadmapRunFactory,
    TeamFactory,
)

SECRET = "hushelsewhere"
NOTHING = 2**40
NAMES_NO_ROW = {"week", "revision", "source", "external_id"}
"""A number of the row before it, or the key of something that is still to be made."""

OPERATIONS = [operation for group in groups() for operation in group.operations]
PLACES = [
    (operation, place.name) for operation in OPERATIONS for place in operation.places if place.name not in NAMES_NO_ROW
]
READING = [operation for operation in OPERATIONS if operation.reads and operation.places]
BODIES = [(each, at) for each in OPERATIONS for at in range(len(VALID.get(each.id, ())))]


@dataclass(frozen=True)
class Elsewhere:
    """What is of others: `rows` by the words of addresses, `refs` by the kinds of references in bodies."""

    rows: Mapping[str, Any]
    refs: Mapping[str, Mapping[str, Any]]


@pytest.fixture
def scene(db: None, files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr("django.conf.settings.API_RATE", 1_000_000)
    with time_machine.travel(NOW, tick=False):
        yield lay()


def elsewhere(scene: Scene) -> Elsewhere:
    """Olga's board has one of each, whose names have a word that nobody of this one may read."""
    cast, olga = scene.cast, scene.cast.olga
    south = olga.board
    Person.objects.filter(pk=olga.person_id).update(name=SECRET)
    cycle = CycleFactory(board=south, name=SECRET)
    team = TeamFactory(board=south, slug="souths", vp=olga, name=SECRET)
    bet, other = (BetFactory(cycle=cycle, owner=olga, title=SECRET) for _ in range(2))
    RankFactory(bet=bet)
    DemandFactory(bet=bet, team=team)
    blocker = BlockerFactory(blocked_team=team, raised_by=olga, title=SECRET)
    session = SessionFactory(board=south, running=True, opened_by=olga, cancelled_for=SECRET, starts_at=NOW)
    matter = MatterFactory(board=south, title=SECRET)
    hook = EndpointFactory(board_id=south.pk, board_slug=south.slug, description=SECRET)
    rows = {
        "boards": south.slug, "slug": south.slug, "cycles": cycle.pk, "bets": bet.pk, "demands": team.slug,
        "team": team.slug, "blockers": blocker.pk, "sessions": session.pk, "webhooks": hook.pk,
        "flags": FlagFactory(board=south, team=team, flagged_by=olga, title=SECRET).pk,
        "deliveries": DeliveryFactory(endpoint=hook, number=777, body=SECRET.encode()).number,
        "imports": ImportFactory(cycle=cycle, member=olga, name=SECRET).pk,
        "runs": RoadmapRunFactory(board=south, cycle=cycle, said=SECRET, state="done", ended_at=NOW).pk,
        "plans": PlanFactory(cycle=cycle).pk,
    }  # fmt: skip
    earlier = an_earlier_bet(scene).value
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, title=SECRET).pk
    of_nothing = {"nothing": NOTHING, "the greatest": MOST_ID}
    return Elsewhere(rows, {
        "bet": {"south": bet.pk, "earlier": earlier, "a draft of another": draft, **of_nothing},
        "bet of the board": {"south": bet.pk, "a draft of another": draft, **of_nothing},
        "earlier bet": {"south": bet.pk, "of this cycle": cast.a.pk, "a draft of another": draft, **of_nothing},
        "member": {"south": olga.pk, "ended": cast.emil.pk, **of_nothing},
        "address": {"south": olga.person.email, "ended": cast.emil.person.email, "nothing": "nobody@example.com"},
        "team": {"south": team.slug, "nothing": "nowhere"},
        "cycle": {"south": cycle.pk, **of_nothing},
        "session": {"south": session.pk, **of_nothing},
        "blocker": {"south": blocker.pk, **of_nothing},
        "item": {"south": f"blocker:{blocker.pk}", "south's matter": f"matter:{matter.pk}",
                 "nothing": f"blocker:{NOTHING}"},
        "bet shown": {"south": bet.pk, **of_nothing},
        "newcomer": {},
        "question": {"south": number((bet.pk, other.pk)), **of_nothing},
    })  # fmt: skip


def addressed(operation: Operation, rows: Mapping[str, Any], **instead: Any) -> str:
    page = operation.url
    for name, value in (parameters(page, dict(rows)) | instead).items():
        page = page.replace("{" + name + "}", str(value))
    return page


def judge(answer: HttpResponse, before: str, what: str) -> None:
    assert SECRET not in answer.content.decode(), f"{what}: it tells a name of another board"
    assert digest() == before, f"{what}: something has changed"


# --- addresses


READ_IN = {"imports_read": "pitching"}


def reader(scene: Scene) -> Machine:
    """Leader, VP and admin: whoever reads everything that there is."""
    return machine_of(scene.members[-1])


@pytest.mark.parametrize("operation", READING, ids=lambda operation: operation.id)
def test_with_the_right_ids_it_is_read(scene: Scene, operation: Operation) -> None:
    elsewhere(scene)
    enter_state(scene.cast.cycle, READ_IN.get(operation.id, "ranking"))
    answer = reader(scene).get(addressed(operation, scene.rows))
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(("operation", "place"), PLACES, ids=lambda value: getattr(value, "id", value))
def test_an_address_of_others_is_not_found(scene: Scene, operation: Operation, place: str) -> None:
    theirs = elsewhere(scene)
    valid = VALID[operation.id][0] if not operation.reads else None
    rows = valid.begin(scene) if valid else scene.rows
    body = filled(valid.body(scene)) if valid else None
    machine = valid.machine(scene) if valid else reader(scene)
    foreign = parameters(operation.url, rows | theirs.rows)[place]
    nothing = "nowhere" if isinstance(foreign, str) and not foreign.isdecimal() else NOTHING
    before = digest()
    for value in (foreign, nothing):
        page = addressed(operation, rows, **{place: value})
        with transaction.atomic():
            answer = valid.send(machine, operation.method, page, body) if valid else machine.get(page)
            assert answer.status_code == 404, f"{page}: {answer.status_code}"
            judge(answer, before, page)
            transaction.set_rollback(True)


# --- bodies


@pytest.mark.parametrize(("operation", "at"), BODIES, ids=lambda value: getattr(value, "id", value))
def test_a_body_that_names_what_is_of_others_is_refused(scene: Scene, operation: Operation, at: int) -> None:
    valid: Valid = VALID[operation.id][at]
    theirs = elsewhere(scene)
    page = addressed(operation, valid.begin(scene))
    body, machine = valid.body(scene), valid.machine(scene)
    before = digest()
    for pointer, ref in refs(body):
        for label, value in theirs.refs[ref.kind].items():
            what = f"{pointer} is {label}"
            with transaction.atomic():
                answer = valid.send(machine, operation.method, page, filled(body, pointer, value))
                check(answer, operation, place(pointer, ref, value), what)
                judge(answer, before, what)
                transaction.set_rollback(True)


def place(pointer: str, ref: Ref, value: Any) -> str:
    """Where the foreign value stands: as a name of a field it is itself the end of the pointer."""
    parent, _, last = pointer.rpartition("/")
    return f"{parent}/{value}" if last == ref.value else pointer


def check(answer: HttpResponse, operation: Operation, pointer: str, what: str) -> None:
    """A 404, or a 422 that points to the id, or to what it is part of."""
    status, told = answer.status_code, answer.json()
    if operation.id == "bets_bring_many":
        assert status == 200, what
        status, told = told["results"][0]["status"], told["results"][0].get("problem", {})
        pointer = pointer.removeprefix("/items/0")
    if (operation.id, pointer) == ("questions_answer", "/moves"):
        assert (status, told["code"]) == (409, "stale_question"), "it was shown another act: a refusal of its own"
        return
    assert status in (404, 422), f"{what}: {status} {told}"
    if status == 422:
        pointers = [fault["pointer"] for fault in told.get("errors", ())]
        parents = [pointer, *(pointer[:end] for end, sign in enumerate(pointer) if sign == "/" and end)]
        assert set(pointers) & set(parents), f"{what}: it points to {pointers}"


# --- nothing is left out


def test_every_operation_that_takes_a_body_is_tried() -> None:
    assert {operation.id for operation, _ in BODIES} == {each.id for each in OPERATIONS if not each.reads}


NAMES_A_ROW = {"team", "other_team", "blocked_team", "blocking_team", "item", "owner", "capacity", "moved_at"}
"""Fields that name one by a text. Whole numbers up to the greatest id always do."""


def named(schema: Mapping[str, Any], name: str = "") -> Iterator[str]:
    """The names of the fields that name a row."""
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if schema.get("maximum") == MOST_ID or (name in NAMES_A_ROW and "string" in schema.get("type", ())):
        yield name
    for below in (*schema.get("oneOf", ()), *schema.get("allOf", ()), *schema.get("anyOf", ())):
        yield from named(below, name)
    if "items" in schema:
        yield from named(schema["items"], name)
    if isinstance(schema.get("additionalProperties"), Mapping) and name in NAMES_A_ROW:
        yield name
    for below, told in schema.get("properties", {}).items():
        yield from named(told, below)


def test_every_field_that_names_a_row_stands_in_a_body_as_such(scene: Scene) -> None:
    paths = document()["paths"]
    for operation in OPERATIONS:
        request = paths[operation.url][operation.method.lower()].get("requestBody", {})
        wanted = {name for told in request.get("content", {}).values() for name in named(told["schema"])}
        found = set()
        for valid in VALID.get(operation.id, ()):
            with transaction.atomic():
                valid.begin(scene)
                pointers = [pointer for pointer, _ in refs(valid.body(scene))]
                found |= {word for pointer in pointers for word in pointer.split("/") if not word.isdecimal()}
                transaction.set_rollback(True)
        assert wanted <= found, f"{operation.id}: {sorted(wanted - found)} in no valid body"
