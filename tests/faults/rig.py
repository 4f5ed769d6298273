"""Everything that the product runs on, started as the product starts it, on durable servers of the tests' own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import psycopg
from psycopg.conninfo import make_conninfo

from config.embedded.binaries import find_binaries
from config.embedded.place import Place
from config.embedded.privileges import make_data_dir, postgres_account
from config.embedded.processes import Address, web
from config.embedded.servers import start_servers
from tests.config.starting import CHECKOUT, clean_environment, new_folder
from tests.config.test_embedded_up import free_port
from tests.faults.line import Line
from tests.faults.victim import Victim, Victims
from tests.servers import RUN

TRAY = 12
"""Tables laid at once: each time costs the start of a process."""


@dataclass(frozen=True)
class Table:
    """One cycle in ranking: its bets, #1 first, and a session for each of its leaders."""

    cycle: int
    bets: list[int]
    sessions: list[str]

    @property
    def topic(self) -> str:
        return f"cycle:{self.cycle}"


@dataclass
class Rig:
    place: Place
    environment: dict[str, str]
    victims: Victims

    @property
    def postgres(self) -> Victim:
        return self.victims.by_name["postgres"]

    @property
    def valkey(self) -> Victim:
        return self.victims.by_name["valkey"]

    @property
    def web(self) -> Victim:
        return self.victims.by_name["web"]

    @property
    def port(self) -> int:
        return int(self.environment["BETS_PORT"])

    def database(self) -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection of the tests' own, past the product."""
        return psycopg.connect(self.place.database_url, autocommit=True)

    @cached_property
    def tables(self) -> Iterator[Table]:
        """Tables that nobody has sat at, each on a board of its own."""
        return self._lay()

    def _lay(self) -> Iterator[Table]:
        for tray in count():
            done = self.run("-m", "tests.faults.stage", *(f"table-{tray}-{place}" for place in range(TRAY)))
            if done.returncode:
                raise RuntimeError(done.stderr.decode())
            yield from (Table(**table) for table in orjson.loads(done.stdout))

    def verified(self) -> str:
        """What `manage.py verify` has to complain of."""
        done = self.run("manage.py", "verify")
        return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()

    def run(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, *words], cwd=CHECKOUT, env=self.environment, capture_output=True, timeout=120, check=False
        )

    @contextmanager
    def another_web(self, **changes: str) -> Iterator[int]:
        """The port of further web processes, in a changed environment."""
        with Victims() as victims:
            environment = self.environment | changes | {"BETS_PORT": str(free_port())}
            serve(victims, environment, self.place.logs / "another_web.log")
            yield int(environment["BETS_PORT"])


def serve(victims: Victims, environment: dict[str, str], log: Path) -> None:
    """The product's own web processes: its command, with our environment."""
    address = Address.chosen(environment)
    victims.add(replace(web(address), environment=environment, log=log), ready=address.answers)


@contextmanager
def rigged() -> Iterator[Rig]:
    """PostgreSQL with all that makes it durable, Valkey, and the pages; nothing of it outlives the block."""
    with new_folder() as folder, Victims() as victims:
        place = Place(folder / "data")
        make_data_dir(place.root, postgres_account())
        start_servers(place, victims)
        environment = clean_environment(
            BETS_DATA_DIR=str(place.root), BETS_STATIC_ROOT=os.environ["BETS_STATIC_ROOT"],
            BETS_DATABASE_URL=place.database_url, BETS_REDIS_URL=place.redis_url, BETS_PORT=str(free_port()),
        )  # fmt: skip
        rig = Rig(place, environment, victims)
        _fill(rig)
        serve(victims, environment, place.logs / "web.log")
        _warm(rig)
        yield rig


def _fill(rig: Rig) -> None:
    """The migrated, empty database of this run, copied: several times as fast as to migrate another one."""
    programs = find_binaries().postgres
    template = make_conninfo(os.environ["BETS_DATABASE_URL"], dbname=f"{os.environ[RUN]}_template")
    dump = _must(programs / "pg_dump", "--no-owner", "--dbname", template)
    _must(programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", rig.place.database_url, given=dump)


def _must(program: Path, *words: str, given: bytes = b"") -> bytes:
    done = subprocess.run([program, *words], input=given, capture_output=True, env={}, timeout=60, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def _warm(rig: Rig) -> None:
    """Lets each process answer a few requests: the first one loads all pages, for longer than anybody waits."""
    table = next(rig.tables)

    def page(number: int) -> None:
        line = Line(rig.port, table.sessions[number], patience=60)
        line.ask("GET", f"/cycles/{table.cycle}/", Accept="text/html")
        line.ask("GET", f"/cycles/{table.cycle}/ranking/")
        line.close()

    with ThreadPoolExecutor(len(table.sessions)) as pool:
        list(pool.map(page, range(len(table.sessions))))
