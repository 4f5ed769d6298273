"""The two servers of a data directory: found where they run, started where they do not."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from config.embedded import broker, cluster
from config.embedded.binaries import find_binaries, within_reach
from config.embedded.errors import CannotStart
from config.embedded.ownership import is_owned, owning, read_owner, using, without_users
from config.embedded.place import Place
from config.embedded.privileges import (
    make_data_dir,
    postgres_account,
    private_dir,
    refuse_another_owner,
    refuse_unreachable,
)
from config.embedded.supervisor import Supervisor

_PATIENCE = 60
"""Seconds to wait for servers that another process is just starting or stopping."""

Step = Callable[[str], AbstractContextManager[None]]
"""Surrounds a piece of work that takes a while, to show its name. See `Progress.step`."""


@dataclass(frozen=True)
class Servers:
    """Where they listen, in the form of BETS_DATABASE_URL and BETS_REDIS_URL."""

    database_url: str
    redis_url: str


def find(data_dir: Path) -> Servers | None:
    """The servers of `data_dir`, if both answer and have an owner; those of a killed one answer a moment longer."""
    place = Place(data_dir.resolve())
    if is_owned(place) and cluster.is_ready(place) and broker.is_ready(place):
        return Servers(place.database_url, place.redis_url)
    return None


@contextmanager
def servers(data_dir: Path, *, durable: bool = True) -> Iterator[Servers]:
    """The running servers of `data_dir`, or some that run for as long as the block lasts.

    `durable=False` is for a cluster that is thrown away. The database user may create databases. Raises CannotStart.
    """
    place = Place(data_dir.resolve())
    make_data_dir(place.root, postgres_account())
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with owning(place, " ".join(sys.argv)) as ours:
            if ours:
                with _started(place, durable) as started:
                    yield started
                return
        with using(place):
            if found := find(place.root):
                yield found
                return
        time.sleep(0.05)
    owner = read_owner(place)
    who = f"Process {owner.pid} ({owner.what})" if owner else "Another process"
    raise CannotStart(f"{who} has the servers of {place.root}, but they do not answer.")


def start_servers(
    place: Place, supervisor: Supervisor, *, durable: bool = True, step: Step = lambda name: nullcontext()
) -> None:
    """Adds both servers of `place`, whose owner this process must be, to `supervisor`. Raises CannotStart."""
    account = postgres_account()
    refuse_unreachable(place.root, account)
    refuse_another_owner(place.postgres, account)
    binaries = within_reach(find_binaries(), place, account)
    private_dir(place.sockets, account)
    _turn_over(place.logs)
    postgres = cluster.Cluster(place, binaries.postgres, account, durable)
    valkey = broker.Broker(place, binaries.valkey)
    with step("PostgreSQL"):
        postgres.prepare()
        supervisor.add(postgres.program(), ready=lambda: cluster.is_ready(place))
    with step("Valkey"):
        valkey.prepare()
        supervisor.add(valkey.program(), ready=lambda: broker.is_ready(place))


@contextmanager
def _started(place: Place, durable: bool) -> Iterator[Servers]:
    """Servers that end with the block, but not before the others who use them are done."""
    with Supervisor() as supervisor:
        start_servers(place, supervisor, durable=durable)
        try:
            yield Servers(place.database_url, place.redis_url)
        finally:
            with without_users(place):
                supervisor.end()


def _turn_over(logs: Path) -> None:
    """Begins new logs; those of the run before are kept."""
    logs.mkdir(exist_ok=True)
    for log in logs.glob("*.log"):
        log.replace(log.with_suffix(".before"))
