"""Tokens: shown once, kept as a digest, within their scopes, over at once when they are revoked."""

from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

import bets.permissions
import eteam.permissions
import org.permissions
from api.actions.tokens import Wanted, make_integration, revoke_own
from api.models import Token
from api.scopes import NEVER, Scope, actions_of
from api.secrets import Secret
from journal.models import Event
from journal.refusals import Invalid
from org.actions.people import end, set_roles
from tests.api.tokens import Machine, integration, machine_of, personal
from tests.cast import Cast, make_member
from tests.factories import NOW

SOON: set[str] = set()
"""Scopes that tokens can have already; whoever builds the doors takes the name out of here."""


def test_the_scopes_speak_of_every_action_once() -> None:
    rules = {*bets.permissions.RULES, *eteam.permissions.RULES, *org.permissions.RULES}
    covered = [action for scope in Scope for action in actions_of([scope])] + [*NEVER]
    assert len(covered) == len(set(covered))
    assert set(covered) - SOON == rules - SOON
    assert all(scope.says for scope in Scope)


def test_nothing_that_is_stored_or_recorded_holds_the_secret(cast: Cast) -> None:
    made = personal(cast.ines, "read")
    with connection.cursor() as cursor:
        cursor.execute("SELECT token::text FROM api_token AS token")
        stored = "".join(row for (row,) in cursor.fetchall())
    recorded = "".join(str(event.data) for event in Event.objects.all())
    assert made.text not in stored + recorded
    assert made.text.rpartition("_")[2] not in stored + recorded
    assert made.token.digest == Secret(made.text).digest


@pytest.mark.parametrize("text", ["", "bets_", "bets_00000000_x", "x" * 5000, "bets_\xff"])
def test_an_unknown_token_is_answered_401_with_the_way_to_sign_in(cast: Cast, text: str) -> None:
    answer = Machine(text or " ").get(f"cycles/{cast.cycle.pk}/ranking/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_revoked_it_is_over_at_once(cast: Cast) -> None:
    made = personal(cast.ines, "read")
    page = f"cycles/{cast.cycle.pk}/ranking/"
    assert Machine(made.text).get(page).status_code == 200
    revoke_own(token=made.token, by=cast.ines, now=NOW)
    assert Machine(made.text).get(page).status_code == 401
    revoke_own(token=made.token, by=cast.ines, now=NOW)  # again: nothing happens
    assert Event.objects.filter(kind="api.token.revoked").count() == 1


def test_expired_it_is_over(cast: Cast) -> None:
    now = timezone.now()
    made = personal(cast.ines, "read", expires_at=now + timedelta(hours=1))
    page = f"cycles/{cast.cycle.pk}/ranking/"
    assert Machine(made.text).get(page).status_code == 200
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        assert Machine(made.text).get(page).status_code == 401


def test_whose_membership_ended_comes_in_no_more(cast: Cast) -> None:
    machine = machine_of(cast.otto)
    end(member=cast.otto, by=cast.ada, now=timezone.now())
    assert machine.get(f"cycles/{cast.cycle.pk}/ranking/").status_code == 401


def test_a_role_that_was_taken_away_is_taken_from_the_token_too(cast: Cast) -> None:
    machine = machine_of(cast.victor)
    page = f"cycles/{cast.cycle.pk}/ranking/"
    assert machine.get(page).status_code == 200
    set_roles(member=cast.victor, roles=[], by=cast.stina, now=timezone.now())
    assert machine.get(page).status_code == 403


def test_a_token_knows_of_its_own_board_alone(cast: Cast) -> None:
    """Olga leads another board; here she is a leader too. Each of her tokens is of one board."""
    here = make_member(cast.board, "Other", ["leader"])
    here.person = cast.olga.person
    here.save()
    page = f"cycles/{cast.cycle.pk}/ranking/"
    assert machine_of(here).get(page).status_code == 200
    assert machine_of(cast.olga).get(page).status_code == 404


def test_last_used_is_kept_to_the_minute(cast: Cast) -> None:
    made = personal(cast.ines, "read")
    start = timezone.now().replace(microsecond=0)
    seen = []
    for seconds in (0, 30, 121):  # the first request of a minute is judged whole, and written down
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            Machine(made.text).get(f"cycles/{cast.cycle.pk}/ranking/")
        made.token.refresh_from_db()
        seen.append(made.token.last_used_at)
    assert seen == [start, start, start + timedelta(seconds=121)]


@pytest.mark.parametrize(("scopes", "field"), [(["rank:write"], "scopes"), ([], "scopes"), (["read", "all"], "scopes")])
def test_an_integration_has_none_of_the_scopes_that_act_for_somebody(cast: Cast, scopes: list[str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_integration(wanted=Wanted(name="Roadmap", scopes=scopes), by=cast.ada, now=NOW)
    assert field in refused.value.extra["errors"]


def test_the_database_refuses_such_a_token_too(cast: Cast) -> None:
    made = integration(cast.board)
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.filter(pk=made.token.pk).update(scopes=["rank:write"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.filter(pk=made.token.pk).update(scopes=["anything"])


def command(*words: str) -> str:
    out = StringIO()
    with redirect_stdout(out):
        call_command("token", *words)
    return out.getvalue()


def test_the_command_prints_the_token_and_nothing_else(cast: Cast) -> None:
    printed = command("create", cast.ines.person.email, "--board", "north", "--scope", "read", "--scope", "rank:write")
    assert printed.count("\n") == 1
    assert Machine(printed.strip()).get(f"cycles/{cast.cycle.pk}/ranking/").status_code == 200
    listed = command("list", "--board", "north")
    assert Secret(printed.strip()).prefix in listed
    assert "rank:write" in listed
    assert printed.strip() not in listed
    command("revoke", Secret(printed.strip()).prefix, "--board", "north")
    assert Machine(printed.strip()).get(f"cycles/{cast.cycle.pk}/ranking/").status_code == 401


@pytest.mark.parametrize(
    "words",
    [
        ("create", "--board", "north", "--scope", "read"),
        ("create", "nobody@example.com", "--board", "north", "--scope", "read"),
        ("create", "--integration", "Roadmap", "--board", "north", "--scope", "rank:write"),
        ("create", "--integration", "Roadmap", "--board", "nowhere", "--scope", "read"),
        ("revoke", "00000000", "--board", "north"),
    ],
)
def test_the_command_refuses_with_a_sentence(cast: Cast, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"\w"):
        command(*words)
    assert not Token.objects.exists()
