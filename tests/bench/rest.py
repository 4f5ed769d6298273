"""REST with tokens against the floor, in turns, at 1, 4 and 8 clients; and four movers at once for half a minute."""

import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.bench.rig import Server

CLIENTS = (1, 4, 8)
ROUNDS = 3
REQUESTS = {50: 120, 1000: 40}
"""Of each kind, round and client."""

WANTED = {"ranking": 2.5, "unchanged": 1.5, "adopt": 2.5}
WANTED_MOVE = {50: 4.0, 1000: 2.5}
FLOORS = {"ranking": "rows", "unchanged": "constant", "move": "floor_move", "adopt": "floor_rerank"}
MOVERS, STORM = 4, 30.0
BUSY = 503

Act = Callable[[], object]


@dataclass(frozen=True)
class Board:
    """`token` reads and ranks on it; `size` bets in `cycle`."""

    size: int
    cycle: int
    token: str


class Client:
    """One program with a connection to each server of its own."""

    def __init__(self, floor: Server, product: Server, board: Board, seed: int) -> None:
        self.floor = Server(floor.process, floor.port, {})
        headers = {"Authorization": f"Bearer {board.token}", "Accept": "application/json"}
        self.product = Server(product.process, product.port, headers)
        self.board, self.random = board, Random(seed)
        self.path = f"/api/v1/cycles/{board.cycle}/ranking/"
        status, body, found = self.product.ask("GET", self.path)
        assert status == 200, body
        self.bets = [place["bet"] for place in json.loads(body)["order"]]
        self.tag = found["ETag"]

    def acts(self) -> dict[str, Act]:
        """The floor's acts and ours beside them, those that change nothing first: the tag must hold."""
        size, random = self.board.size, self.random
        return {
            "constant": lambda: self.floor.must("GET", "/"),
            "unchanged": lambda: self.product.must("GET", self.path, **{"If-None-Match": self.tag}),
            "rows": lambda: self.floor.must("GET", f"/rows/{size}/"),
            "ranking": lambda: self.product.must("GET", self.path),
            "floor_move": lambda: self.floor.must(
                "POST", f"/move/{size}/?from={random.randint(1, size)}&to={random.randint(1, size)}"
            ),
            "move": self.move,
            "floor_rerank": lambda: self.floor.must("POST", f"/rerank/{size}/?seed={random.randint(1, 10**6)}"),
            "adopt": self.adopt,
        }

    def move(self) -> object:
        return self._again("POST", f"{self.path}moves/", self.wish())

    def wish(self) -> dict[str, Any]:
        """Some bet to some rank, and why: after an adoption some moves need a reason."""
        rank = self.random.randint(1, self.board.size)
        return {"bet": self.random.choice(self.bets), "rank": rank, "reason": "bench"}

    def adopt(self) -> object:
        order = self.random.sample(self.bets, len(self.bets))
        return self._again("PUT", self.path, {"order": order, "reason": "bench"})

    def _again(self, method: str, path: str, body: Any) -> object:
        """As a program does that is told `busy`."""
        while (answer := self.product.ask(method, path, body))[0] == BUSY:
            time.sleep(0.05)
        if answer[0] not in (200, 201):
            raise RuntimeError(f"{method} {path} answered {answer[0]}: {answer[1][:200]!r}")
        return answer


def print_rest(floor: Server, product: Server, boards: Sequence[Board]) -> None:
    for board in boards:
        for clients in CLIENTS:
            _compare(floor, product, board, clients)
    for board in boards:
        _storm(floor, product, board)


def _compare(floor: Server, product: Server, board: Board, count: int) -> None:
    clients = [Client(floor, product, board, seed) for seed in range(count)]
    names = list(clients[0].acts())
    times: dict[str, list[float]] = {name: [] for name in names}
    lasted: Counter[str] = Counter()
    with ThreadPoolExecutor(count) as pool:
        for turn in range(ROUNDS + 1):
            for name in names:
                began = time.perf_counter()
                found = list(pool.map(lambda client, name=name: _timed(client.acts()[name], board.size), clients))
                if turn:  # the first round warms up
                    lasted[name] += time.perf_counter() - began
                    times[name] += [ms for each in found for ms in each]
            for client in clients:
                client.tag = client.product.ask("GET", client.path)[2]["ETag"]
    print(f"\nREST, {board.size} bets, {count} client{'s' if count > 1 else ''}: p50, p99 in ms, requests a second")
    for name in names:
        low, high = _percentiles(times[name])
        print(f"  {name:<12} {low:8.2f} {high:8.2f} {len(times[name]) / lasted[name]:8.0f}")
    middle = {name: statistics.median(times[name]) for name in names}
    for ours, theirs in FLOORS.items():
        wanted = WANTED.get(ours, WANTED_MOVE[board.size])
        print(f"  {ours} / {theirs}: {middle[ours] / middle[theirs]:.2f} (wanted: {wanted})")


def _timed(act: Act, size: int) -> list[float]:
    found = []
    for _ in range(REQUESTS[size]):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _percentiles(times: Sequence[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[98]


def _storm(floor: Server, product: Server, board: Board) -> None:
    """Four movers, and one who reads: what each is answered, and whether each order is whole."""
    clients = [Client(floor, product, board, seed) for seed in range(MOVERS)]
    end = time.monotonic() + STORM
    answers: Counter[int] = Counter()
    torn = reads = 0

    def moving(client: Client) -> list[float]:
        found = []
        while time.monotonic() < end:
            began = time.perf_counter()
            answers[client.product.ask("POST", f"{client.path}moves/", client.wish())[0]] += 1
            found.append((time.perf_counter() - began) * 1000)
        return found

    with ThreadPoolExecutor(MOVERS) as pool:
        moved = [pool.submit(moving, client) for client in clients]
        reader = Client(floor, product, board, MOVERS)
        while time.monotonic() < end:
            order = json.loads(reader.product.must("GET", reader.path))["order"]
            ranks, bets = [place["rank"] for place in order], {place["bet"] for place in order}
            torn += ranks != list(range(1, board.size + 1)) or len(bets) != board.size
            reads += 1
        times = [ms for each in moved for ms in each.result()]
    low, high = _percentiles(times)
    told = ", ".join(f"{status}: {number}" for status, number in sorted(answers.items()))
    print(
        f"\nREST, {board.size} bets, {MOVERS} movers for {STORM:.0f} s: {told}; of {reads} orders read {torn} not whole"
    )
    print(f"  p99 / p50: {high / low:.1f} (wanted: 6); p50 {low:.1f} ms")
