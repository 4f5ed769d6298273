"""What is asked for again is answered from memory for as long as it is true, and no longer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from api import again
from api.actions.tokens import revoke_own
from api.models import Token
from bets.actions.ranking import move
from bets.board.recent import Recent
from bets.models import Cycle
from bets.ordering import ToRank
from org.actions.people import set_roles
from org.models import Membership, Person
from tests.api.tokens import Machine, integration, personal
from tests.cast import Cast
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(again, "_recent", Recent(8))
    monkeypatch.setattr(again, "MINUTE", 10**10)  # no minute ends within a test


@pytest.fixture
def made(cast: Cast) -> "Asker":
    return Asker(cast, cast.ines)


class Asker:
    """Who has read the order once; `token` is what they have read it with."""

    def __init__(self, cast: Cast, member: Membership) -> None:
        made = personal(member)
        self.cast, self.token, self.machine = cast, made.token, Machine(made.text)
        self.path = f"cycles/{cast.cycle.pk}/ranking/"
        self.first = self.ask()

    def ask(self, **headers: str) -> HttpResponse:
        return self.machine.get(self.path, **headers)


def test_it_is_the_same_answer_for_one_statement(
    made: Asker, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):  # the one goes past Django, prepared
        second = made.ask()
        unchanged = made.ask(If_None_Match=made.first["ETag"])
    assert (second.status_code, second.content) == (200, made.first.content)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    same = ("ETag", "Cache-Control")
    assert [second[name] for name in same] == [unchanged[name] for name in same] == [made.first[name] for name in same]
    assert {*second.headers} == {*made.first.headers}


def test_each_counts(made: Asker, settings: object) -> None:
    left = [int(made.ask()["RateLimit"].split("r=")[1].split(";")[0]) for _ in range(3)]
    if left[0] > left[-1]:  # no minute ended in between
        assert left == [left[0], left[0] - 1, left[0] - 2]
    settings.API_RATE = 1  # type: ignore[attr-defined]
    assert made.ask(If_None_Match=made.first["ETag"]).status_code == 429


def test_after_a_move_it_is_read_anew(made: Asker) -> None:
    cast = made.cast
    move(cycle=cast.cycle, bet=cast.c.pk, target=ToRank(1), by=cast.otto, now=NOW, reason="")
    after = made.ask(If_None_Match=made.first["ETag"])
    assert after.status_code == 200
    assert after.json()["order"][0]["bet"] == cast.c.pk


def test_another_tag_or_another_form_is_nothing_that_is_kept(
    made: Asker, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert made.ask(If_None_Match="*").status_code == 304
    assert made.ask(If_None_Match='"old"').status_code == 200
    assert made.ask(Accept="image/png").status_code == 406
    assert made.machine.call("HEAD", made.path).content == b""


def revoked(made: Asker) -> None:
    revoke_own(token=made.token, by=made.cast.ines, now=NOW)


def expired(made: Asker) -> None:
    Token.objects.update(created_at=NOW - timedelta(days=3), expires_at=NOW - timedelta(days=2))


def gone(made: Asker) -> None:
    Membership.objects.filter(pk=made.cast.ines.pk).update(ended_at=timezone.now())


def asleep(made: Asker) -> None:
    Person.objects.filter(pk=made.cast.ines.person_id).update(is_active=False)


@pytest.mark.parametrize("become", [revoked, expired, gone, asleep])
def test_a_token_that_holds_no_longer_is_refused_at_once(made: Asker, become: Callable[[Asker], None]) -> None:
    become(made)
    assert made.ask(If_None_Match=made.first["ETag"]).status_code == 401
    assert made.ask().status_code == 401


def test_who_has_lost_a_role_is_judged_anew(cast: Cast) -> None:
    vera = Asker(cast, cast.vera)
    assert vera.ask().status_code == 200
    set_roles(member=cast.vera, roles=[], by=cast.ada, now=NOW)
    assert vera.ask().status_code == 403


def test_each_minute_is_judged_anew(made: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stood in for a VP until yesterday reads what is left to them, though nothing happened on the board."""
    Membership.objects.filter(pk=made.cast.ines.pk).update(roles=[])  # past the journal, as midnight is
    assert made.ask().status_code == 200
    monkeypatch.setattr(again, "MINUTE", 10**9)
    assert made.ask().status_code != 200


def test_nobody_gets_what_another_was_answered(made: Asker, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    stranger = Machine(personal(made.cast.olga).text)
    assert stranger.get(made.path).status_code == 404
    assert Machine("bets_no_such").get(made.path).status_code == 401
    assert Machine().get(made.path).status_code == 401


def test_an_integration_too(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    machine, path = Machine(integration(cast.board).text), f"cycles/{cast.cycle.pk}/ranking/"
    first = machine.get(path)
    with django_assert_num_queries(0):
        assert machine.get(path).content == first.content
