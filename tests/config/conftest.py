"""Folders and processes for the tests of the embedded start. Nothing of them outlives its test."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from config.embedded import servers
from config.embedded.place import Place
from config.embedded.privileges import Account, becoming, make_data_dir, postgres_account
from tests.config.starting import Started, new_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with new_folder() as path:
        yield path


@pytest.fixture
def empty_place(folder: Path) -> Place:
    """A data directory with nothing in it."""
    make_data_dir(folder / "data", postgres_account())
    return Place(folder / "data")


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """A data directory with a cluster in it, for all tests here: each finds it stopped, and leaves it stopped."""
    with new_folder() as folder:
        made = Place(folder / "data")
        with servers(made.root) as running, psycopg.connect(running.database_url) as connection:
            connection.execute("CREATE TABLE kept (word text)")
        yield made


@pytest.fixture
def word(request: pytest.FixtureRequest) -> str:
    """Something to write into the cluster that no other test writes."""
    return str(request.node.name)


@pytest.fixture
def root() -> Account:
    """Skips for an ordinary user; gives root the account that runs PostgreSQL."""
    account = postgres_account()
    if account is None:
        pytest.skip("needs root: only root gives its rights away")
    return account


@pytest.fixture
def bystander() -> Iterator[psutil.Process]:
    """A process that has nothing to do with any of this, but runs under the account that PostgreSQL runs under."""
    process = psutil.Popen(["sleep", "600"], **becoming(postgres_account()))
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def run() -> Iterator[Callable[..., Started]]:
    """Runs a command line in a process of its own; whatever it leaves is cleared away."""
    with ExitStack() as stack:

        def run_one(*command: str, **options: Any) -> Started:
            one = Started(command, **options)
            stack.callback(one.clear_away)
            return one

        yield run_one


@pytest.fixture
def start(place: Place, run: Callable[..., Started]) -> Callable[..., Started]:
    """Begins a start in small: the servers and one tiny process under a real supervisor."""
    return lambda where=place: run(sys.executable, "-m", "tests.config.small_start", str(where.root))


@pytest.fixture
def small_start(start: Callable[..., Started]) -> Started:
    """One that is ready."""
    started = start()
    started.wait_for("ready")
    return started
