"""Every REST door and method, opened with everybody's token in every state of the cycle: `api_doors.csv`.

As `test_doors.py` for the pages: status, an unchanged database, no secret word, a line in the security log.
"""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from api.actions.tokens import revoke_own
from api.scopes import Scope, actions_of
from org.models import Membership
from tests.api.tokens import Machine, integration, machine_of, personal
from tests.authz.digest import digest
from tests.authz.doors import Door, address, api_routes, read
from tests.authz.matrix import STATES, Case
from tests.authz.scene import SECRETS, Scene
from tests.authz.test_doors import enter_state, expected, people, said, text
from tests.factories import NOW

ROUTES, DOORS = api_routes(), read("api_doors.csv")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
JUDGED = [door for door in DOORS if door.action != "self"]


@pytest.fixture
def security(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "security")
    return caplog


@pytest.fixture(autouse=True)
def _unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "API_RATE", 1_000_000)


def page_of(door: Door, scene: Scene) -> str:
    return address(ROUTES[door.name], scene.rows)


def opened(machine: Machine, door: Door, page: str) -> object:
    return machine.call(door.method, page, None if door.method in ("GET", "DELETE") else {})


# --- the table is whole


def test_every_address_has_its_lines() -> None:
    assert {door.name for door in DOORS} == set(ROUTES)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_method_without_a_line_is_refused(scene: Scene, name: str) -> None:
    known = {door.method for door in DOORS if door.name == name}
    machine = machine_of(scene.cast.vera)
    before = digest()
    for method in set(METHODS) - known:
        answer = machine.call(method, address(ROUTES[name], scene.rows), {})
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed"), f"{method} {name}"
    assert digest() == before


# --- who is nobody, or of elsewhere


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_without_a_token_that_holds_it_is_401(scene: Scene, door: Door) -> None:
    revoked, brief = personal(scene.cast.ines), timezone.now() + timedelta(seconds=5)
    revoke_own(token=revoked.token, by=scene.cast.ines, now=NOW)
    expired = personal(scene.cast.ines, expires_at=brief)
    type(expired.token).objects.filter(pk=expired.token.pk).update(created_at=NOW, expires_at=NOW + timedelta(days=1))
    before = digest()
    for token in ("", "bets_00000000_nothing", revoked.text, expired.text):
        answer = opened(Machine(token), door, page_of(door, scene))
        assert answer.status_code == 401  # type: ignore[attr-defined]
    assert digest() == before


@pytest.mark.parametrize("door", JUDGED, ids=str)
def test_for_tokens_of_elsewhere_there_is_no_such_thing(
    scene: Scene, security: pytest.LogCaptureFixture, door: Door
) -> None:
    page, nowhere = page_of(door, scene), address(ROUTES[door.name], scene.nothing)
    machines = [machine_of(scene.cast.olga), Machine(integration(scene.cast.olga.board).text)]
    before = digest()
    for machine in machines:
        security.clear()
        answer = opened(machine, door, page)
        assert answer.status_code == 404  # type: ignore[attr-defined]
        assert security.records, "no line in the security log"
        assert said(answer) == said(opened(machine, door, nowhere)), "it tells that there is something"  # type: ignore[arg-type]
    assert digest() == before


# --- who is


@pytest.mark.parametrize("door", JUDGED, ids=str)
def test_the_table_holds_in_every_state(scene: Scene, security: pytest.LogCaptureFixture, door: Door) -> None:
    page = page_of(door, scene)
    roadmap = Membership(pk=0, board=scene.cast.board, roles=["integration"])
    asking = [(machine_of(member), member, case) for member, case in people(scene)]
    token = integration(scene.cast.board).text
    asking.append((Machine(token), roadmap, Case(("integration",), visibility="live_to_vps")))
    before = digest()
    for state in STATES:
        for machine, member, case in asking:
            wanted = expected(door, replace(case, state=state))
            security.clear()
            with transaction.atomic():
                enter_state(scene.cast.cycle, STATES[state])
                answer = opened(machine, door, page)
                body = text(answer)  # type: ignore[arg-type]
                transaction.set_rollback(True)
            status = answer.status_code  # type: ignore[attr-defined]
            seen = f"{state}, {member.roles}: {status}, the table says {wanted}"
            if wanted == "ok":
                assert status not in (401, 403, 404, 405), seen
                assert status < 500, seen
            else:
                assert str(status) == wanted, seen
                assert security.records or wanted == "409", f"{seen}; no line in the security log"
            readable = {secret for secret in SECRETS if wanted == "ok" and scene.may_read(secret, member, state)}
            told = [secret for secret in SECRETS if secret in body and secret not in readable]
            assert not told, f"{seen}; it tells {told}"
    assert digest() == before


@pytest.mark.parametrize("door", JUDGED, ids=str)
def test_a_token_without_the_scope_does_none_of_it(scene: Scene, door: Door) -> None:
    """Whoever may do it is told so: it is the token that may not."""
    lacking = [scope for scope in Scope if door.action not in actions_of([scope])]
    covering = set(Scope) - set(lacking)
    assert len(covering) == 1, f"{door.action} is in {covering}"
    machines = [machine_of(member, *lacking) for member, _ in people(scene)]
    before = digest()
    codes = {(answer.status_code, answer.json()["code"]) for answer in  # type: ignore[attr-defined]
             (opened(machine, door, page_of(door, scene)) for machine in machines)}  # fmt: skip
    assert codes <= {(403, "insufficient_scope"), (403, "forbidden"), (409, "wrong_state"), (404, "not_found")}
    assert (403, "insufficient_scope") in codes or door.action in OF_OTHERS
    assert digest() == before


OF_OTHERS: set[str] = set()
"""Nobody in the scene may do it where it stands: the other tests say what they are told."""
