"""What open streams cost the process that serves them, and that they do not hold up its end."""

import time

import pytest
from django.db import connection

from tests.cast import Cast
from tests.config.starting import eventually
from tests.live.conftest import Listen
from tests.live.web import Broker, Web, web

STREAMS = 60

_HELD = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def connections() -> int:
    """Those of the server to this database: everything but our own."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD)
        return int(cursor.fetchone()[0])


def threads(server: Web) -> int:
    return sum(worker.num_threads() for worker in server.workers)


def test_open_streams_hold_no_connection_and_no_thread(north: Cast, server: Web, listen: Listen) -> None:
    for _ in range(5):  # whatever is made once is made by these
        listen(north.ines).close()
    before = threads(server)
    ears = [listen(north.ines) for _ in range(STREAMS)]
    assert all(ear.wait(lambda ear: ear.first) for ear in ears)
    time.sleep(0.5)
    counted = [connections() for _ in range(5)]
    assert min(counted) == 0, counted  # the regular look may be under way in one of them
    assert threads(server) - before <= 2
    assert all(ear.ended_at is None for ear in ears)


def test_a_browser_that_goes_away_is_let_go_at_once(north: Cast, server: Web, listen: Listen) -> None:
    (worker,) = server.workers
    before = len(worker.net_connections("tcp"))
    ears = [listen(north.ines) for _ in range(10)]
    assert all(ear.wait(lambda ear: ear.first) for ear in ears)
    assert len(worker.net_connections("tcp")) >= before + 10
    for ear in ears:
        ear.close()
    assert eventually(lambda: len(worker.net_connections("tcp")) <= before, within=5)


def test_there_is_one_subscription_a_process(north: Cast, broker: Broker, server: Web, listen: Listen) -> None:
    ears = [listen(member) for member in (north.ines, north.otto, north.vera)]
    assert all(ear.wait(lambda ear: ear.first) for ear in ears)
    assert broker.subscriptions() == 1


@pytest.mark.parametrize("hung", [False, True])
def test_a_stop_says_bye_to_open_streams_and_does_not_wait_for_them(
    north: Cast, broker: Broker, listen: Listen, hung: bool
) -> None:
    """Nor for the broker: it is the signal itself that ends them."""
    with web(broker, workers=2) as server:
        ears = [listen(north.ines, port=server.port) for _ in range(20)]
        assert all(ear.wait(lambda ear: ear.first) for ear in ears)
        if hung:
            broker.hang()
        took = server.stop()
        broker.heal()
        assert all(ear.wait_for_end() for ear in ears)
        assert {ear.names[-1] for ear in ears} == {"bye"}
        assert took < 3  # the server would wait five seconds for a stream that stays open
        assert server.process.returncode == 0
