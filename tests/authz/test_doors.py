"""Every page and method, opened by everybody in every state of the cycle: the table of who may do what, once more.

Each denied case asserts four things: the status, that nothing is stored otherwise, that no word of what is secret
stands in the answer, and that the security log has a line.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from bets.models import Cycle
from org.models import Membership
from tests.authz.digest import digest
from tests.authz.doors import Door, address, read, routes
from tests.authz.matrix import CONFIRM_LEADER, NEVER_OWN, STATES, Case, Row
from tests.authz.matrix import read as rows
from tests.authz.scene import DRAFT, SECRETS, Scene

ROUTES, DOORS = routes(), read()
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BY_PERMISSION: dict[str, list[Row]] = {}
for row in [*rows(), CONFIRM_LEADER]:
    BY_PERMISSION.setdefault(row.permission, []).append(row)


@pytest.fixture
def security(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "security")
    return caplog


def enter_state(cycle: Cycle, state: str) -> None:
    """By the state alone: what a lock needs besides is not what is asked here."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bets_cycle SET state = %s WHERE id = %s", [state, cycle.pk])


def signed_in(member: Membership) -> Client:
    """Before the digest is taken: signing in is written down with the person."""
    client = Client()
    client.force_login(member.person)
    return client


def opened(client: Client, door: Door, page: str) -> HttpResponse:
    return client.generic(door.method, page)  # type: ignore[return-value]


def expected(door: Door, case: Case) -> str:
    """`ok`, or the status. Before the table speaks of an order, it is as for the live one."""
    if door.others == "own":
        case = replace(case, own=True)
    if door.action == "self":
        return "ok"
    of_door = [row for row in BY_PERMISSION[door.action] if row.action not in NEVER_OWN]
    found = [row for row in of_door if row.speaks_of(case)]
    live = [replace(row, states="PRLC") for row in of_door if row.speaks_of(replace(case, state="R"))]
    said = (found or live)[0].expected(case)
    if said in ("ok", "409") and not case.own and door.others:
        return door.others
    if (
        said == "404"
    ):  # a secret address that is of no feed; who may not have one is told so where they would ask for it
        return "403"
    return "ok" if said == "202" else said


def people(scene: Scene) -> Iterator[tuple[Membership, Case]]:
    """Who is on the board, with what is theirs: every row of the scene is Vera's, or asks something of her team.

    In a state in which nobody may, whoever may at other times is told so before it is asked whose it is.
    """
    for member in scene.members:
        yield member, Case(tuple(member.roles), own=member == scene.cast.vera, visibility="live_to_vps")


# --- the table is whole


def test_every_address_has_its_line_for_each_of_its_methods() -> None:
    assert {door.name for door in DOORS} == set(ROUTES)


def test_every_line_names_a_row_of_the_table() -> None:
    assert {door.action for door in DOORS} <= {*BY_PERMISSION, "self"}


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_method_without_a_line_is_refused(scene: Scene, client: Client, name: str) -> None:
    """405 for whoever may open the address at all: there is no way in beside those of the table."""
    client.force_login(scene.cast.vera.person)
    known = {door.method for door in DOORS if door.name == name}
    before = digest()
    for method in set(METHODS) - known:
        answer = client.generic(method, address(ROUTES[name], scene.rows))
        assert answer.status_code == 405, f"{method} {name}"
    assert digest() == before


# --- who is not of the board


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_who_is_not_signed_in_is_asked_to(scene: Scene, client: Client, door: Door) -> None:
    before = digest()
    answer = client.generic(door.method, address(ROUTES[door.name], scene.rows))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=")
    assert digest() == before


@pytest.mark.parametrize("door", [door for door in DOORS if door.action != "self"], ids=str)
def test_for_those_of_elsewhere_there_is_no_such_page(
    scene: Scene, security: pytest.LogCaptureFixture, door: Door
) -> None:
    page, nowhere = address(ROUTES[door.name], scene.rows), address(ROUTES[door.name], scene.nothing)
    clients = [signed_in(stranger) for stranger in (scene.cast.olga, scene.cast.emil)]
    before = digest()
    for client in clients:
        security.clear()
        answer = opened(client, door, page)
        assert answer.status_code == 404
        assert security.records, "no line in the security log"
        assert said(answer) == said(opened(client, door, nowhere)), "it tells that there is something"
    assert digest() == before


def said(answer: HttpResponse) -> str:
    """The answer without the token that is another every time."""
    return "\n".join(line for line in answer.content.decode().splitlines() if "csrf" not in line)


# --- who is


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_the_table_holds_at_the_door_in_every_state(
    scene: Scene, security: pytest.LogCaptureFixture, door: Door
) -> None:
    page = address(ROUTES[door.name], scene.rows)
    clients = {member.pk: signed_in(member) for member in scene.members}
    before = digest()
    for state in STATES:
        for member, case in people(scene):
            wanted = expected(door, replace(case, state=state))
            security.clear()
            with transaction.atomic():
                enter_state(scene.cast.cycle, STATES[state])
                answer = opened(clients[member.pk], door, page)
                body = text(answer)
                transaction.set_rollback(True)
            seen = f"{state}, {member.name} ({member.role_names}): {answer.status_code}, the table says {wanted}"
            if wanted == "ok":
                assert answer.status_code not in (401, 403, 404, 405), seen
                assert answer.status_code < 500, seen
                told = [secret for secret in SECRETS if secret in body and not scene.may_read(secret, member, state)]
            else:
                assert str(answer.status_code) == wanted, seen
                assert security.records or wanted == "409", f"{seen}; no line in the security log"
                told = [secret for secret in SECRETS if secret in body]
            assert not told, f"{seen}; it tells {told}"
    assert digest() == before


def text(answer: HttpResponse) -> str:
    return b"".join(answer).decode(errors="replace")


@pytest.mark.parametrize("door", [door for door in DOORS if door.method != "GET"], ids=str)
def test_without_its_token_nothing_is_accepted(scene: Scene, door: Door) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.cast.vera.person)
    before = digest()
    answer = opened(client, door, address(ROUTES[door.name], scene.rows))
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf"), "refused, and for another reason"
    assert digest() == before


# --- other rows, other visibility

OF_BETS = [door for door in DOORS if ROUTES[door.name].startswith("bets/<int:pk>/")]
OF_ORDER = [door for door in DOORS if door.action in ("rank.read", "allocation.preview")]


@pytest.mark.parametrize("door", OF_BETS, ids=str)
def test_of_another_persons_draft_nobody_learns_by_any_address(scene: Scene, door: Door) -> None:
    page = address(ROUTES[door.name], scene.rows | {"bets": scene.draft.pk})
    clients = [signed_in(member) for member in scene.members if member != scene.cast.vera]
    before = digest()
    for state in ("pitching", "ranking"):
        enter_state(scene.cast.cycle, state)
        for client in clients:
            answer = opened(client, door, page)
            assert answer.status_code == 404
            assert DRAFT not in text(answer)
    enter_state(scene.cast.cycle, "ranking")
    assert digest() == before


@pytest.mark.parametrize("door", OF_ORDER, ids=str)
def test_while_the_order_is_for_leaders_only_no_door_shows_it_to_a_vp(scene: Scene, door: Door) -> None:
    Cycle.objects.filter(pk=scene.cast.cycle.pk).update(visibility="leaders_only")
    for member, case in people(scene):
        wanted = expected(door, replace(case, state="R", visibility="leaders_only"))
        answer = opened(signed_in(member), door, address(ROUTES[door.name], scene.rows))
        assert (answer.status_code < 400) is (wanted == "ok"), f"{member.name}: {answer.status_code}"
