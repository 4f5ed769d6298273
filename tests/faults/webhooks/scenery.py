"""What a test asks the stagehand for: boards with endpoints, and events on them, some of which never happened.

Keyword arguments and answers are plain values.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bets.events import BetSubmitted
from bets.models import Cycle
from eteam.events.blocker import BlockerBreached
from journal.models import Delivery, Endpoint
from journal.record import Somebody, record
from journal.webhooks.signing import new_key, new_secret
from tests.factories import BoardFactory, CycleFactory, EndpointFactory

INES, ALPHA = Somebody("Ines", 7), Somebody("Alpha", 12)
KINDS = [BetSubmitted.kind, BlockerBreached.kind]

UNDONE = 0.1
"""Of the transactions so many are rolled back after they wrote."""


def lay(*, name: str, boards: int, endpoints: int, url: str) -> list[dict[str, Any]]:
    """Boards, each with endpoints: `{"board": 3, "paths": {"/play1-0/2": "whsec_..."}}`."""
    return [_board(f"{name}-{number}", endpoints, url) for number in range(boards)]


def _board(slug: str, endpoints: int, url: str) -> dict[str, Any]:
    board = BoardFactory(slug=slug, name=slug)
    CycleFactory(board=board)
    secrets = {f"/{slug}/{number}": new_secret() for number in range(endpoints)}
    for path, secret in secrets.items():
        EndpointFactory(
            board_id=board.pk, board_slug=slug, url=url + path, secret=secret, key=new_key(), kinds=KINDS,
            created_at=timezone.now(),
        )  # fmt: skip
    return {"board": board.pk, "paths": secrets}


def write(*, boards: list[int], events: int, seed: int) -> None:
    """So many events on each of them, by several writers at once."""
    with ThreadPoolExecutor(len(boards)) as pool:
        list(pool.map(partial(_write, events=events, seed=seed), boards))


def _write(board: int, events: int, seed: int) -> None:
    random, written = Random(seed * 1000 + board), 0
    topic = Cycle.objects.get(board=board).topic
    try:
        while written < events:
            undone = random.random() < UNDONE
            with transaction.atomic():
                _happen(board, topic, random)
                transaction.set_rollback(undone)
            written += not undone
    finally:
        connection.close()


def _happen(board: int, topic: str, random: Random) -> None:
    now = timezone.now()
    if random.random() < 0.5:
        record(BetSubmitted(), board_id=board, topic=topic, by=INES, subject=ALPHA, now=now)
    else:
        payload = BlockerBreached(due_at=now.isoformat(), rerouted=[])
        record(payload, board_id=board, topic=topic, by=INES, subject=ALPHA, now=now)


def lapse(*, boards: list[int]) -> None:
    """Every lease on their messages is over."""
    waiting = Delivery.objects.filter(endpoint__board_id__in=boards, state=Delivery.State.PENDING)
    waiting.exclude(lease_until=None).update(lease_until=timezone.now())


def clear(*, boards: list[int]) -> None:
    Endpoint.objects.filter(board_id__in=boards).delete()
