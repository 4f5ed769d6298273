"""Another tool that sends the same key twice at once, or writes while somebody else does: one bet, nothing lost."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse

from bets.models import Bet, Cycle
from config.verify import verify
from journal.models import Event
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast, make_cast
from tests.factories import DraftFactory, PitchFactory
from tests.logged import log_order

pytestmark = pytest.mark.django_db(transaction=True)

SENDERS = 4
ROUNDS = 6
FULL = 200


@pytest.fixture
def board(transactional_db: None) -> Cast:
    cast = log_order(make_cast())
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    return cast


@pytest.fixture
def without_the_key(transactional_db: None) -> Iterator[None]:
    """Bets without the key that says that there is one for each id of another tool."""
    constraint = next(c for c in Bet._meta.constraints if c.name == "one_bet_per_external_id")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Bet, constraint)
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bets_bet CASCADE")
    with connection.schema_editor() as editor:
        editor.add_constraint(Bet, constraint)


def at_once(*acts: Callable[[], Any], tolerate: tuple[type[Exception], ...] = ()) -> list[Any]:
    """What each gave, from the same moment on, on a connection of its own; or the name of what it raised."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            ready.wait()
            return act()
        except tolerate as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def senders(cast: Cast, key: str) -> list[Callable[[], HttpResponse]]:
    """As an integration, each with a connection and a client of its own."""
    text = integration(cast.board).text
    body = {"title": "Echo", "owner": cast.vera.person.email}
    page = f"boards/north/bets/external/jira/{key}/"
    return [lambda: Machine(text).put(page, body) for _ in range(SENDERS)]


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(FULL, marks=pytest.mark.faults)])
def test_the_same_key_at_once_makes_one_draft_and_one_event(board: Cast, rounds: int) -> None:
    for number in range(rounds):
        before = Event.objects.filter(kind="bets.cycle.imported").count()
        answers = at_once(*senders(board, f"K-{number}"))
        assert sorted(answer.status_code for answer in answers) == [200] * (SENDERS - 1) + [201]
        assert Bet.objects.filter(external_id=f"K-{number}").count() == 1
        assert Event.objects.filter(kind="bets.cycle.imported").count() == before + 1
    assert [str(finding) for finding in verify() if not finding.holds] == []


def test_without_the_lock_the_key_of_the_database_stops_the_second(board: Cast, without_the_lock: None) -> None:
    for number in range(20):
        if "IntegrityError" in at_once(*senders(board, f"K-{number}"), tolerate=(IntegrityError,)):
            assert Bet.objects.filter(external_id=f"K-{number}").count() == 1
            return
    pytest.fail("they came one after the other every time")


def test_without_lock_and_key_there_are_two(board: Cast, without_the_lock: None, without_the_key: None) -> None:
    for number in range(20):
        at_once(*senders(board, f"K-{number}"))
        if Bet.objects.filter(external_id=f"K-{number}").count() > 1:
            return
    pytest.fail("they came one after the other every time")


def writers(cast: Cast, bet: Bet) -> list[Callable[[], HttpResponse]]:
    """Vera on several machines: each says what it read, and changes something else."""
    text = machine_of(cast.vera)
    tag = text.get(f"bets/{bet.pk}/")["ETag"]
    parts = [{"title": "One"}, {"title": "Two"}, {"title": "Three"}, {"title": "Four"}]
    return [lambda said=said: text.call("PATCH", f"bets/{bet.pk}/", said, If_Match=tag) for said in parts]


def test_of_those_who_read_the_same_one_writes(board: Cast) -> None:
    for _ in range(ROUNDS):
        bet = PitchFactory(bet=DraftFactory(cycle=board.cycle, owner=board.vera)).bet
        answers = at_once(*writers(board, bet))
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
        (won,) = (answer for answer in answers if answer.status_code == 200)
        assert Bet.objects.get(pk=bet.pk).title == won.json()["title"]


def test_without_the_lock_several_do(board: Cast, without_the_lock: None) -> None:
    for _ in range(20):
        bet = PitchFactory(bet=DraftFactory(cycle=board.cycle, owner=board.vera)).bet
        if [answer.status_code for answer in at_once(*writers(board, bet))].count(200) > 1:
            return
    pytest.fail("one wrote every time")
