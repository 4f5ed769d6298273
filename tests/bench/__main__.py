"""Measures floor and product in turns and prints ratios: `make bench`; ARGS=live only streams, ARGS=rest only REST."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from timeit import repeat

from config.embedded import servers
from tests.bench.consensus import print_consensus
from tests.bench.live import print_live
from tests.bench.questions import print_questions
from tests.bench.rest import Board, print_rest
from tests.bench.rig import CHECKOUT, Server, serving
from tests.servers import create_database

SIZES = [50, 1000]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = {50: 200, 1000: 60}

Act = Callable[[], object]


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bets-bench-"))
    folder.chmod(0o711)
    try:
        with servers(folder / "data") as named:
            os.environ.update(
                BETS_DATA_DIR=str(folder / "data"), BETS_STATIC_ROOT=str(folder / "static"),
                BETS_DATABASE_URL=named.database_url, BETS_REDIS_URL=named.redis_url,
                BETS_API_RATE="100000000",
            )  # fmt: skip
            os.environ["BETS_DATABASE_URL"] = create_database("bench", template="template0")
            print_migration()
            manage("collectstatic", "--no-input", "--verbosity=0")
            measure(json.loads(run("-m", "tests.bench.seed", *map(str, SIZES))))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(*words: str) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, *words], cwd=CHECKOUT, env=environment, check=True, capture_output=True)
    return done.stdout.decode()


def manage(*words: str) -> None:
    run("-m", "django", *words)


def print_migration() -> None:
    began = time.perf_counter()
    manage("migrate", "--no-input", "--verbosity=0")
    print(f"migration of an empty database: {time.perf_counter() - began:.1f} s (wanted: 10)")


def measure(seeded: dict[str, object]) -> None:
    token = "b" * 32
    cookies = f"sessionid={seeded['session']}; csrftoken={token}"
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Accept": "application/json"}
    with (
        serving("tests.bench.floor.wsgi:application", {}, {}) as floor,
        serving("config.asgi:application", {}, headers) as product,
    ):
        boards = [
            Board(size, seeded["cycles"][str(size)], seeded["tokens"][str(size)])  # type: ignore[index]
            for size in SIZES
        ]
        if sys.argv[1:] == ["rest"]:
            print_rest(floor, product, boards)
            return
        if sys.argv[1:] == ["live"]:
            print_live(product, seeded["cycles"][str(SIZES[0])])  # type: ignore[index]
            return
        print_memory(floor, product, "idle")
        for size in SIZES:
            compare(floor, product, size, seeded["cycles"][str(size)])  # type: ignore[index]
        print()
        print_memory(floor, product, "after the load")
        print_live(product, seeded["cycles"][str(SIZES[0])])  # type: ignore[index]
        print_rest(floor, product, boards)
    print_allocation()
    print_questions()
    print_consensus()


def print_memory(floor: Server, product: Server, when: str) -> None:
    """After a few requests each, so that both workers have loaded what they serve with."""
    for _ in range(20):
        floor.must("GET", "/")
        product.must("GET", "/livez")
    ours, least = product.memory(), floor.memory()
    print(f"memory of two workers, {when}: {ours / least:.2f} times the floor's"
          f" ({ours / 1024:.0f} and {least / 1024:.0f} MiB; wanted when idle: 2)")  # fmt: skip


def compare(floor: Server, product: Server, size: int, cycle: int) -> None:
    random = Random(size)
    bets = [row["bet"] for row in json.loads(product.must("GET", f"/cycles/{cycle}/ranking/"))["order"]]

    def floor_move() -> None:
        floor.must("POST", f"/move/{size}/?from={random.randint(1, size)}&to={random.randint(1, size)}")

    def move() -> None:
        product.must("POST", f"/cycles/{cycle}/moves/", {"bet": random.choice(bets), "rank": random.randint(1, size)})

    def keyed_move() -> None:
        body = {"bet": random.choice(bets), "rank": random.randint(1, size)}
        product.must("POST", f"/cycles/{cycle}/moves/", body, **{"Idempotency-Key": f"{random.getrandbits(64)}"})

    def page() -> None:
        product.must("GET", f"/cycles/{cycle}/", Accept="text/html")

    def fresh_page() -> None:
        move()
        page()

    times = interleaved(
        REQUESTS[size],
        floor_move=floor_move,
        move=move,
        keyed_move=keyed_move,
        constant=lambda: floor.must("GET", "/"),
        rows=lambda: floor.must("GET", f"/rows/{size}/"),
        ranking=lambda: product.must("GET", f"/cycles/{cycle}/ranking/"),
        page=page,
        fresh_page=fresh_page,
    )
    both = times["constant"] + times["rows"]
    wanted = {50: 4, 1000: 2.5}[size]
    print(f"\n{size} bets, median milliseconds: " + ", ".join(f"{name} {ms:.2f}" for name, ms in times.items()))
    print(f"  move / floor move: {times['move'] / times['floor_move']:.2f} (wanted: {wanted})")
    print(f"  move with a key / floor move: {times['keyed_move'] / times['floor_move']:.2f} (wanted: {wanted})")
    print(f"  ranking / floor rows: {times['ranking'] / times['rows']:.2f} (wanted: 2.5)")
    print(f"  page / (constant + rows): {times['page'] / both:.2f} (wanted: 4)")
    print(f"  first page after a move / (constant + rows): {(times['fresh_page'] - times['move']) / both:.2f}")


def interleaved(count: int, **acts: Act) -> dict[str, float]:
    """The median milliseconds of each act, all measured in turns, over ROUNDS rounds after a warm-up."""
    for act in acts.values():
        _timed(act, 10)
    rounds = [{name: _timed(act, count) for name, act in acts.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(times[name] for times in rounds) for name in acts}


def _timed(act: Act, count: int) -> float:
    times = []
    for _ in range(count):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def print_allocation() -> None:
    for bets, teams in ((50, 12), (1000, 200)):
        for policy in ("team", "strict", "fill"):
            print(f"allocate {bets} x {teams}, {policy}: {_allocation_seconds(bets, teams, policy) * 1000:.2f} ms")


def _allocation_seconds(bets: int, teams: int, policy: str) -> float:
    from bets.allocation import Candidate, Policy, allocate

    random = Random(bets)
    names = [f"team-{n}" for n in range(teams)]
    candidates = [Candidate(n, {team: random.randint(10, 60) for team in random.sample(names, 3)}) for n in range(bets)]
    capacity = dict.fromkeys(names, bets * 100 // teams)
    return min(repeat(lambda: allocate(candidates, capacity, Policy(policy)), number=5, repeat=5)) / 5


if __name__ == "__main__":
    main()
