"""Every form of the weekly room, sent as it should be, with what is of another board, and with what nobody can mean.

Each is taken when it is whole: only then does a refusal say something about the one field that is otherwise.
"""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
import time_machine
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse

from eteam.urls import urlpatterns
from tests.authz.digest import digest
from tests.bets.the_board import signed_in
from tests.eteam.forms.table import FORMS, Form, ready
from tests.eteam.forms.world import NOW, SECRET, World

SHARE = 11
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
Sent = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def _in_the_session() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def send(client: Client, form: Form, of: object, body: Sent) -> HttpResponse:
    """As a browser does, but for half a character, which a browser cannot: that goes out as its bytes would be."""
    query = _encoded([(name[1:], value) for name, value in body if name.startswith("?")])
    data = _encoded([pair for pair in body if not pair[0].startswith("?")])
    page = reverse(form.door, args=[of]) + (f"?{query}" if query else "")
    kind = "application/x-www-form-urlencoded"
    answer = client.generic(form.method, page, data, content_type=kind)
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
        assert answer.status_code < 400, f"it leads to a page that is not there: {answer.status_code}"
    return answer  # type: ignore[return-value]


def _encoded(pairs: Sent) -> str:
    return "&".join(f"{name}={quote(value.encode(errors='surrogatepass'))}" for name, value in pairs)


class Attempts:
    """One form, sent again and again to a database that is put back each time."""

    def __init__(self, form: Form) -> None:
        self.form, self.world = form, ready(form)
        self.client = signed_in(getattr(self.world.cast, form.by))
        self.whole = form.body(self.world.mine)
        self.digest = digest()

    def keeps(self, body: Sent, what: str, of: object = None) -> bool:
        """Whether anything is stored otherwise by it. Whatever is refused with a status changes nothing."""
        with transaction.atomic():
            answer = send(self.client, self.form, self.world.mine[self.form.of] if of is None else of, body)
            kept = digest() != self.digest
            transaction.set_rollback(True)
        assert answer.status_code < 500, what
        assert SECRET not in answer.content.decode(), f"{what}: it tells a word of the other board"
        assert answer.status_code < 400 or not kept, f"{what}: refused with {answer.status_code}, and kept"
        self.status = answer.status_code
        return kept

    def with_(self, name: str, *values: str) -> Sent:
        others = [pair for pair in self.whole.items() if pair[0] != name]
        return [*others, *((name, value) for value in values)]


# --- the table is whole


def methods(view: URLPattern) -> set[str]:
    """Those that the address takes: what it answers to one that nobody takes says so, before it asks who it is."""
    request = HttpRequest()
    request.method, request.path = "BREW", "/"
    return {each.strip() for each in view.callback(request).headers["Allow"].split(",")}


def test_every_address_that_changes_something_has_its_form() -> None:
    taken = {(view.name, method) for view in urlpatterns for method in methods(view) & CHANGING}
    assert taken == {(form.door, form.method) for form in FORMS}


# --- whole, and of another board


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_whole_form_is_taken_and_nothing_of_another_board(db: None, form: Form) -> None:
    attempts = Attempts(form)
    assert attempts.keeps(list(attempts.whole.items()), "whole"), f"not taken: {attempts.status}"
    foreign = form.body(attempts.world.theirs)
    for name, field in form.fields.items():
        if not field.names_a_row:
            continue
        mine, theirs = attempts.whole[name], foreign[name]
        for values in ((theirs,), (mine, theirs)):
            assert not attempts.keeps(attempts.with_(name, *values), f"{name}={values}"), f"{name} is kept"
        attempts.keeps(attempts.with_(name, theirs, mine), f"{name}, theirs first")
    for body in (attempts.whole, foreign):
        assert not attempts.keeps(list(body.items()), "to another board", attempts.world.theirs[form.of])
        assert attempts.status == 404


READING = sorted(
    (view for view in urlpatterns if "GET" in methods(view) and view.name not in ("sent_mail", "calendar_feed")),
    key=lambda view: str(view.name),
)


def of_another_board(view: URLPattern, world: World) -> list[object]:
    """What to fill the address with."""
    route = str(view.pattern)
    if "<week:week>" in route:
        return [world.theirs["slug"], "2026-W48"]
    for begins, name in (
        ("boards/", "slug"), ("cycles/", "cycle"), ("sessions/", "session"), ("blockers/", "blocker"),
        ("matters/", "matter"), ("flags/", "flag"), ("outcomes/", "outcome"), ("unsubscribe/", "token"),
    ):  # fmt: skip
        if route.startswith(begins):
            return [world.theirs[name]]
    raise AssertionError(f"an address of a new kind: {route}")


def test_no_page_of_another_board_is_there(db: None) -> None:
    world = ready(FORMS[0])
    clients = [signed_in(each) for each in (world.cast.ines, world.cast.vera, world.cast.stina)]
    for view in READING:
        page = reverse(str(view.name), args=of_another_board(view, world))
        for client in clients:
            answer = client.get(page)
            assert answer.status_code == 404, page
            assert SECRET not in answer.content.decode(), page


# --- what nobody can mean

FILLED = [form for form in FORMS if form.fields]


def wrong(form: Form) -> list[tuple[Sent, str, bool]]:
    """Bodies with one thing wrong: the field's pairs, what is seen, and whether it must not be kept."""
    found: list[tuple[Sent, str, bool]] = []
    for name, field in form.fields.items():
        found += [([(name, value)], f"{name}={value[:60]!r}", True) for value in field.bad]
        found += [([(name, value)], f"{name}={value[:60]!r}", False) for value in field.odd]
        found.append(([], f"{name} missing", False))
        found += [([(name, value), (name, "?")], f"{name} twice", False) for value in ("?", *field.bad[:1])]
    return found


def try_out(attempts: Attempts, bodies: list[tuple[Sent, str, bool]]) -> None:
    for pairs, seen, must_not in bodies:
        name = seen.split("=")[0].split()[0]
        good = [(name, attempts.whole[name] if value == "?" else value) for name, value in pairs]
        kept = attempts.keeps(attempts.with_(name, *(value for _, value in good)), seen)
        assert not (must_not and kept), f"{seen} is kept"


@pytest.mark.parametrize("number", range(len(FILLED)), ids=lambda number: str(FILLED[number]))
def test_what_nobody_can_mean_is_not_kept_and_no_error_of_ours(db: None, number: int) -> None:
    """Every eleventh, from another one on in each form; `make faults` tries them all."""
    attempts = Attempts(FILLED[number])
    try_out(attempts, wrong(attempts.form)[number % SHARE :: SHARE])
    attempts.keeps([], "an empty form")


@pytest.mark.faults
@pytest.mark.parametrize("form", FILLED, ids=str)
def test_of_all_that_nobody_can_mean_nothing_is_kept(db: None, form: Form) -> None:
    try_out(Attempts(form), wrong(form))
