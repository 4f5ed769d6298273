"""What it costs to be watched, and how soon the watchers hear: 50 and 500 streams against none, in one run."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import redis

from tests.bench.rig import CHECKOUT, Server

MOVES = 100
PAUSE = 0.05
"""Seconds between two moves: people are slower, and what is measured is one move, not a queue of them."""


class Crowd:
    """So many watchers in a process of their own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def heard(self) -> dict[int, list[float]]:
        """By number: when it was heard, by each. Ends the crowd."""
        out, _ = self._process.communicate(timeout=60)
        return {int(number): moments for number, moments in json.loads(out.splitlines()[-1]).items()}


@contextmanager
def crowd(server: Server, cycle: int, count: int) -> Iterator[Crowd]:
    words = [str(server.port), str(count), f"/live/?topic=cycle:{cycle}", server.headers["Cookie"]]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.watchers", *words],
        cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        raise RuntimeError("the watchers did not start")
    yield Crowd(process)


def print_live(server: Server, cycle: int) -> None:
    """`server` has two workers; the cycle has 50 bets."""
    bets = [row["bet"] for row in json.loads(server.must("GET", f"/cycles/{cycle}/ranking/"))["order"]]
    _moves(server, cycle, bets, 30)  # whatever is made once is made by these
    for count, allowed in ((50, 1.5), (500, 3.0)):
        _print_watched(server, cycle, bets, count, allowed)


def _print_watched(server: Server, cycle: int, bets: list[int], count: int, allowed: float) -> None:
    unwatched = _moves(server, cycle, bets, MOVES // 2)
    before = server.memory()
    with crowd(server, cycle, count) as watchers:
        time.sleep(1)
        grown = server.memory() - before
        listeners = _subscriptions()
        moves = _moves(server, cycle, bets, MOVES)
        time.sleep(1)
        heard = watchers.heard()
    unwatched += _moves(server, cycle, bets, MOVES // 2)  # before and after: the machine has other work, too
    watched, alone = _median(moves), _median(unwatched)
    numbers = sorted(heard)
    told = sum(len(moments) for moments in heard.values())
    delays = [
        (moment - began) * 1000
        for number, (began, _) in zip(numbers, moves, strict=False)
        for moment in heard[number]
    ]  # fmt: skip
    delay, late = statistics.median(delays), statistics.quantiles(delays, n=100)[98]
    print(f"\n{count} watchers: {told} of {count * MOVES} told; {listeners} subscriptions of the 2 processes")
    print(f"  the mover: {watched:.2f} ms, {watched / alone:.2f} times of {alone:.2f} with none (wanted: {allowed})")
    print(f"  from the mover's click to the watcher: median {delay:.1f} ms, {delay / watched:.2f} times the mover's own"
          f" request (wanted: 3); 99 of 100 within {late:.0f} ms")  # fmt: skip
    print(f"  memory: {grown / count:.0f} KiB a watcher (wanted: 64)")


def _moves(server: Server, cycle: int, bets: list[int], count: int) -> list[tuple[float, float]]:
    """When each began, and the seconds that it took. `bets` is the order, before and after."""
    random, done = Random(count), []
    for _ in range(count):
        start, to = random.sample(range(1, len(bets) + 1), 2)  # never where it is: that would be no change
        body = {"bet": bets[start - 1], "rank": to}
        began = time.monotonic()
        answer = server.must("POST", f"/cycles/{cycle}/moves/", body)
        done.append((began, time.monotonic() - began))
        bets[:] = json.loads(answer)["order"]
        time.sleep(PAUSE)
    return done


def _median(moves: list[tuple[float, float]]) -> float:
    return statistics.median(seconds for _, seconds in moves) * 1000


def _subscriptions() -> int:
    with redis.Redis.from_url(os.environ["BETS_REDIS_URL"]) as broker:
        return int(broker.pubsub_numsub("bets:live")[0][1])
