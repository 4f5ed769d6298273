"""Red when something that must go on by itself does not, and green again by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from eteam import pulses
from eteam.models import Pulse, Reminder
from eteam.tasks import audit, pulse, tick
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, LadderStepFactory, ReminderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive() -> None:
    for name in (pulses.BEAT, pulses.WORKER, pulses.TICK):
        pulses.beat(name, timezone.now())


def red(client: Client) -> set[str]:
    answer = client.get("/healthz")
    assert answer.status_code == (200 if answer.json()["status"] == "green" else 503)
    return {name for name, check in answer.json().items() if name != "status" and not check["ok"]}


def test_all_is_well(client: Client, alive: None) -> None:
    assert red(client) == set()


def test_before_anything_was_heard_it_is_red(client: Client) -> None:
    assert red(client) == {"beat", "worker", "tick"}


@pytest.mark.parametrize("name", ["beat", "worker", "tick"])
def test_three_silent_minutes_are_red_until_it_is_heard_again(client: Client, alive: None, name: str) -> None:
    Pulse.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=3, seconds=1))
    assert red(client) == {name}
    pulses.beat(name, timezone.now())
    assert red(client) == set()


def test_an_old_heartbeat_that_comes_late_sets_nothing_back(client: Client, alive: None) -> None:
    pulses.beat(pulses.WORKER, timezone.now() - timedelta(hours=1))
    assert red(client) == set()


def test_a_message_that_waits_for_more_than_five_minutes_is_red(cast: Cast, client: Client, alive: None) -> None:
    row = ReminderFactory(board=cast.board, due_at=timezone.now() - timedelta(minutes=4, seconds=50))
    assert red(client) == set()
    Reminder.objects.update(due_at=timezone.now() - timedelta(minutes=6))
    assert red(client) == {"overdue"}
    assert "1 unsent; the oldest was due 6 minutes ago." in client.get("/healthz").content.decode()
    row.delete()
    assert red(client) == set()


def test_a_lapsed_lease_is_red_until_somebody_takes_it_up(cast: Cast, client: Client, alive: None) -> None:
    row = ReminderFactory(board=cast.board, state="claimed", lease_until=timezone.now() - timedelta(seconds=1))
    assert red(client) == {"lapsed"}
    row.lease_until = timezone.now() + timedelta(minutes=1)  # somebody took it up again
    row.save()
    assert red(client) == set()


def test_a_blocker_that_cannot_wait_and_has_no_step_is_red(cast: Cast, client: Client, alive: None) -> None:
    blocker = BlockerFactory(blocked_team=cast.data, route="now", stepped=False)
    assert red(client) == {"ladder"}
    LadderStepFactory(blocker=blocker)
    assert red(client) == set()


def test_the_auditor_counts_what_is_wrong(alive: None, cast: Cast) -> None:
    assert audit() == 0
    ReminderFactory(board=cast.board, due_at=timezone.now() - timedelta(hours=1))
    assert audit() == 1


def test_tick_and_pulse_leave_their_mark(client: Client, db: None) -> None:
    tick()
    pulse()
    assert red(client) == {"beat"}


def test_nobody_is_named(cast: Cast, client: Client) -> None:
    ReminderFactory(board=cast.board, due_at=timezone.now() - timedelta(hours=1), recipient=cast.vera)
    said = client.get("/healthz").content.decode()
    assert "Vera" not in said
    assert "North" not in said


def test_what_it_costs(client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(5):
        client.get("/healthz")
