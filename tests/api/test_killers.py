"""Values that are known to break servers like this one, in every field, parameter and path of every operation.

Each is refused, or taken for what it is: never an error of ours, and never in another form than problem details.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from api.description import Operation, groups
from tests.api.bodies import VALID, filled, lay, leaves, replaced
from tests.api.real import path_of
from tests.api.tokens import Machine, machine_of
from tests.authz.scene import Scene, make_scene
from tests.counts import COUNTED, WHOLE
from tests.factories import NOW

pytestmark = COUNTED

RAW = (
    b'"a\\u0000b"', b'"\\ud800"', b'"\\udfff\\ud800"', b"1e400", b"-1e400", b"NaN", b"Infinity", b"-0", b"1.0", b"0.1",
    b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"340282366920938463463374607431768211456",
    b"-1", b"0", b"true", b"null", b"[]", b"{}", b"[[[[[[[[[[]]]]]]]]]]", b'{"$ne": null}', b'""', b'" "',
    b'"0001-01-01"',
    b'"9999-12-31"', b'"0001-01-01T00:00:00Z"', b'"9999-12-31T23:59:59.999999+14:00"', b'"2026-02-30"', b'"+14:00"',
    b'"NaN"', b'"1e9"', b'"-0.0"', b'"12,5"', b'"\\u202e\\u2066"', b'"\\ufeff"', b'"=cmd|x"', b'"%s%n%x"',
    b"\"' OR 1=1--\"",
    b'"../../etc/passwd"', b'"<script>"', b'"' + b"x" * 100_000 + b'"', b"[" * 200 + b"]" * 200,
    b"[" + b"1," * 10_000 + b"1]", b'"\\r\\nSet-Cookie: a=b"',
)  # fmt: skip
QUERIES = (
    "%00", "%ff", "%", "%zz", "%ed%a0%80", "9" * 400, "-1", "1e400", "NaN", "", "%0d%0aX:1", "a" * 8000, "%F0%9F%92%A9",
    "'", "{}", "[]",
)  # fmt: skip
BODIES = (
    b"", b"null", b"[]", b"1", b'"x"', b"{", b"{}}", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"[" * 100_000,
    b'{"a":' * 5_000,
    b'{"a": 1, "a": 2}', b'{"__proto__": {}}', b'{"\\u0000": 1}', b'{"\\ud800": 1}',
    b"{" + b'"k":1,' * 20_000 + b'"z":1}',
)  # fmt: skip
OPERATIONS = [operation for group in groups() for operation in group.operations]
WRITING = [operation for operation in OPERATIONS if not operation.reads]
IN_JSON = [operation for operation in WRITING if not VALID[operation.id][0].form]
MARK = "what is to be a killer"
SHARE = 1 if WHOLE else 30
"""Of all values every so manieth is tried, by a seeded draw; all of them in `make faults`."""


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(settings, "API_RATE", 1_000_000)
    return make_scene()


def sent(operation: Operation) -> Iterator[tuple[str, bytes | None]]:
    """Queries and bodies for it."""
    names = [value.name for value in operation.filters] or ["strange"]
    yield from ((f"?{name}={query}", b"{}") for name in names for query in QUERIES)
    if operation.reads or operation.method == "DELETE":
        return
    yield from (("", body) for body in BODIES)
    for value in operation.body:
        yield from (("", b"{" + orjson.dumps(value.name) + b":" + raw + b"}") for raw in RAW)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_none_of_it_breaks_anything(scene: Scene, operation: Operation) -> None:
    page, machines = path_of(operation, scene.rows), (machine_of(scene.cast.ines), machine_of(scene.cast.vera))
    draw = Random(operation.id)
    for query, body in sent(operation):
        if draw.randrange(SHARE):
            continue
        for machine in machines:
            with transaction.atomic():
                check(
                    answered(machine, operation, page + query, body),
                    f"{operation.id} {query[:60]} {(body or b'')[:80]!r}",
                )
                transaction.set_rollback(True)


@pytest.mark.parametrize("operation", IN_JSON, ids=lambda operation: operation.id)
def test_nor_where_all_the_rest_is_good(
    db: None, files: Path, monkeypatch: pytest.MonkeyPatch, operation: Operation
) -> None:
    """What stands behind the first refusal is reached too."""
    monkeypatch.setattr(settings, "API_RATE", 1_000_000)
    draw = Random(operation.id)
    for valid in VALID[operation.id]:
        with time_machine.travel(NOW, tick=False), transaction.atomic():
            scene = lay()
            page = path_of(operation, valid.begin(scene)) + valid.query
            machine, body = valid.machine(scene), filled(valid.body(scene))
            for place, raw in product(leaves(body), RAW):
                if draw.randrange(SHARE):
                    continue
                sent = orjson.dumps(replaced(body, place, MARK)).replace(orjson.dumps(MARK), raw)
                with transaction.atomic():
                    check(answered(machine, operation, page, sent), f"{operation.id} {place} {raw[:60]!r}")
                    transaction.set_rollback(True)
            transaction.set_rollback(True)


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.places], ids=lambda operation: operation.id)
def test_nor_does_what_stands_in_the_path(scene: Scene, operation: Operation) -> None:
    machine = machine_of(scene.cast.ines)
    for strange in ("0", "-1", "9" * 400, str(2**63), "%00", "%ff", "a%20b", "..", "%2e%2e", "1.0", "１", "x" * 3000):
        for place in operation.places:
            page = path_of(operation, scene.rows | {"strange": strange}, swap=place.name)
            with transaction.atomic():
                check(answered(machine, operation, page, b"{}"), f"{operation.id} {page[:90]}")
                transaction.set_rollback(True)


def answered(machine: Machine, operation: Operation, page: str, body: bytes | None) -> HttpResponse:
    return machine.call(operation.method, page, None if operation.reads else body)


def check(answer: HttpResponse, what: str) -> None:
    assert answer.status_code < 500, f"{what}: {answer.status_code}"
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json", what
        told: dict[str, Any] = answer.json()
        assert told["status"] == answer.status_code, what
        assert {"type", "title", "detail", "code"} <= set(told), what
