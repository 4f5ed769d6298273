"""What cannot be meant, sent to every door of the weekly room by those who may open it: no answer is a 5xx.

With small counts each kind goes to a quarter of the doors, others to each. One body has all its fields bad; then
each field in turn, beside good ones, so that what stands behind the first refusal is reached too. Nor does a good form
that names somebody or something of another board keep anything.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from org.models import Membership, Person
from tests.authz.doors import Door, address, read, routes
from tests.authz.scene import Scene, make_scene
from tests.counts import COUNTED, WHOLE
from tests.eteam.rows import BlockerFactory, MatterFactory, SessionFactory
from tests.factories import BetFactory, CycleFactory, TeamFactory

pytestmark = COUNTED

ROUTES = routes()
DOORS = [door for door in read() if door.action.split(".")[0] in ("eteam", "blocker", "report", "ical")]
WRITING = [door for door in DOORS if door.method != "GET"]
READING = [door for door in DOORS if door.method == "GET"]

BAD = {
    "nothing": "",
    "nul": "a\0b",
    "replaced": "\ufffd",
    "long": "x" * 100_000,
    "huge": "9" * 5000,
    "beyond bigint": str(2**63),
    "bigint": str(2**63 - 1),
    "negative": "-1",
    "float": "1e400",
    "not a number": "NaN",
    "year 1": "0001-01-01T00:00",
    "year 9999": "9999-12-31T23:59",
    "year 10000": "10000-01-01",
    "no such day": "2026-02-30",
    "no such hour": "25:61",
    "Arabic digits": "\u0661\u0662",
    "markup": "<script>alert(1)</script>",
    "lines": "a\r\nBEGIN:VALARM\r\n",
    "json": '{"a": [[[]]]}',
    "kind": "offline",
    "topic": "blocker:",
    "zone": "Mars/Olympus",
}

RAW = {
    "half": b'{"reason": ',
    "deep": b'{"reason": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "lone surrogate": b'{"reason": "\\ud800", "text": "\\ud800", "title": "\\ud800"}',
    "infinite": b'{"minutes": 1e400, "owner": 1e400}',
    "list": b"[1]",
    "nul": b'{"reason": "\\u0000", "text": "\\u0000"}',
    "not utf-8": b'{"reason": "\xff"}',
}
SHARE = 1 if WHOLE else 4
NOT_UTF8 = b"reason=%ED%A0%80&text=%FF&title=%C0%80&owner=%FF&starts=%ED%A0%80"


T = TypeVar("T")


def some(kinds: Mapping[str, T], door: Door) -> list[tuple[str, T]]:
    """Every kind at full counts, else a share of them that is another for the next door."""
    return list(kinds.items())[DOORS.index(door) % SHARE :: SHARE]


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def names(door: Door) -> set[str]:
    """What the view of a door may ask a request for: the fields of the forms that it knows, and words of its own."""
    view = resolve(address(ROUTES[door.name], defaultdict(lambda: 1, week="2026-W48"))).func
    module = import_module(view.__module__)
    known = {name for each in vars(module).values() for name in getattr(each, "base_fields", ())}
    said = ast.walk(ast.parse(Path(module.__file__ or "").read_text()))
    words = (node.value for node in said if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return known | {word for word in words if word.isidentifier()}


def good(scene: Scene, of: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A value for each name that has an obvious one; `of` names rows of elsewhere in place of the scene's."""
    cast = scene.cast
    rows: Mapping[str, Any] = of or {
        "member": cast.victor.pk, "team": cast.data.pk, "bet": cast.a.pk, "cycle": cast.cycle.pk, **scene.rows,
    }  # fmt: skip
    member, team = rows["member"], rows["team"]
    return {
        "title": "No key", "text": "The beta fleet has none.", "reason": "She is ill.", "changed": "The oven stands.",
        "needed": "", "on_track": "on", "kind": "decided", "outcome": "decided", "next_step": "Ask the bank.",
        "side": f"team:{team}", "blocking": "team", "blocking_team": team, "blocked_team": team, "team": team,
        "other_team": team, "bet": rows["bet"], "owner": member, "decider": member, "chair": member,
        "waits_for": member, "named": member, "member": member, "cycle": rows["cycle"], "session": rows["sessions"],
        "blocker": rows["blockers"], "follows": rows["blockers"], "matter": rows["matters"],
        "by_when": "2027-12-03T13:00",
        "decide_by": "2026-11-26T10:00", "since": "2026-11-24T13:00", "date": "2027-12-03", "day": "2027-12-03",
        "time": "13:00", "starts": "13:00", "starts_at": "2027-12-03T13:00", "minutes": "60", "revision": "1",
        "weekday": "2", "zone": "Europe/Stockholm", "box": "10", "target": "1200",
        "item": f"blocker:{rows['blockers']}",
        "focus": f"blocker:{rows['blockers']}", "key": f"blocker:{rows['blockers']}", "fold": "0", "expected": "1",
        "present": member,
    }  # fmt: skip


def those(scene: Scene, page: str = "") -> Iterator[tuple[Membership, Client]]:
    """Between them they may open every door; with a `page`, those who may post to it."""
    for member in (scene.cast.vera, scene.cast.stina, scene.members[-1]):
        client = Client()
        client.force_login(member.person)
        if not page or posted(client, page).status_code != 403:
            yield member, client


def posted(client: Client, page: str) -> HttpResponse:
    with transaction.atomic():
        answer = client.post(page)
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def calm(answer: HttpResponse, what: str) -> None:
    assert answer.status_code < 500, what


@pytest.mark.parametrize("door", WRITING, ids=str)
def test_no_bad_body_is_an_error_of_ours(scene: Scene, door: Door) -> None:
    page, bad = address(ROUTES[door.name], scene.rows), cycle(BAD.items())
    asked = names(door)
    whole = {name: value for name, value in good(scene).items() if name in asked}
    for member, client in those(scene, page):
        bodies = [(kind, dict.fromkeys(asked, value)) for kind, value in some(BAD, door)]
        bodies += [(f"{name}: {kind}", {**whole, name: value}) for name in whole for kind, value in [next(bad)]]
        for kind, body in bodies:
            with transaction.atomic():
                calm(client.post(page, body), f"{member.name}, {kind}")
                transaction.set_rollback(True)
        for kind, raw in some(RAW, door):
            with transaction.atomic():
                calm(client.generic("POST", page, raw, content_type="application/json"), f"{member.name}, {kind}")
                transaction.set_rollback(True)
        form = "application/x-www-form-urlencoded"
        with transaction.atomic():
            calm(client.generic("POST", page, NOT_UTF8, content_type=form), f"{member.name}, not UTF-8")
            transaction.set_rollback(True)


@pytest.mark.parametrize("door", READING, ids=str)
def test_no_bad_question_is_an_error_of_ours(scene: Scene, door: Door) -> None:
    page = address(ROUTES[door.name], scene.rows)
    for member, client in those(scene):
        for kind, value in some(BAD, door):
            calm(client.get(page, dict.fromkeys(names(door), value[:4000])), f"{member.name}, {kind}")


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_an_id_of_nothing_is_not_found(scene: Scene, door: Door) -> None:
    """Beyond what the database counts to, and the greatest that it knows."""
    for number in (0, 2**63 - 1, 2**63, int("9" * 400)):
        rows = {name: number if isinstance(value, int) else value for name, value in scene.rows.items()}
        if (page := address(ROUTES[door.name], rows)) == address(ROUTES[door.name], scene.rows):
            return
        for member, client in those(scene):
            answer = client.generic(door.method, page)
            assert answer.status_code == 404, f"{member.name}, {number}"


SECRET = "hushelsewhere"
FOREIGN = (
    "side", "blocking_team", "blocked_team", "team", "other_team", "bet", "owner", "decider", "chair", "waits_for",
    "named", "member", "cycle", "session", "blocker", "follows", "matter", "item", "focus", "key", "present",
)  # fmt: skip


def foreign(scene: Scene) -> dict[str, Any]:
    """What is of Olga's board, each with a word that nobody of this one may read."""
    olga = scene.cast.olga
    south = olga.board
    Person.objects.filter(pk=olga.person_id).update(name=SECRET)
    theirs = CycleFactory(board=south, name=SECRET)
    team = TeamFactory(board=south, vp=olga, name=SECRET)
    blocker = BlockerFactory(blocked_team=team, raised_by=olga, title=SECRET)
    return {
        "member": olga.pk, "team": team.pk, "bet": BetFactory(cycle=theirs, owner=olga, title=SECRET).pk,
        "cycle": theirs.pk, "sessions": SessionFactory(board=south, cancelled_for=SECRET).pk, "blockers": blocker.pk,
        "matters": MatterFactory(board=south, title=SECRET).pk,
    }  # fmt: skip


def told() -> int:
    """How many stored rows have the word, or belong to the other board."""
    tables = sorted(
        model._meta.db_table
        for app in ("org", "bets", "eteam", "journal")
        for model in apps.get_app_config(app).get_models()
    )
    each = " UNION ALL ".join(f"SELECT t::text AS row FROM {table} AS t" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({each}) AS everything WHERE row LIKE '%{SECRET}%'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("door", WRITING, ids=str)
def test_no_form_names_anything_of_another_board(scene: Scene, door: Door) -> None:
    """Composite keys would refuse the row as an error of ours; and a name is not told by way of a refusal."""
    page, mine, theirs = address(ROUTES[door.name], scene.rows), good(scene), good(scene, foreign(scene))
    before = told()
    for member, client in those(scene, page):
        for name in names(door).intersection(FOREIGN):
            with transaction.atomic():
                answer = client.post(page, {**mine, name: theirs[name]}, follow=True)
                assert answer.status_code < 500, f"{member.name} names {name} of another board"
                assert SECRET not in answer.content.decode(), f"{member.name} reads a name of another board by {name}"
                assert told() == before, f"{member.name} keeps {name} of another board"
                transaction.set_rollback(True)
