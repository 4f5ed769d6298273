"""The real `manage.py up`: one start in `make test`, all faults in `make faults`."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import CannotStart, find, processes
from config.embedded.listener import listener
from config.embedded.place import Place
from config.embedded.privileges import Account, becoming, can_run, default_data_dir
from config.embedded.processes import Address
from tests.config.starting import CHECKOUT, Started, clean_environment, eventually

Run = Callable[..., Started]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    """A folder and a port of one's own, and the trap of an empty PGPORT."""
    return clean_environment(BETS_DATA_DIR=str(folder / "data"), BETS_PORT=str(free_port()), PGPORT="")


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=60)


def up(run: Run, environment: dict[str, str], *options: str) -> Started:
    started = run(sys.executable, "manage.py", "up", *options, env=environment)
    started.wait_for("Ready in")
    return started


def status(environment: dict[str, str], path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", int(environment["BETS_PORT"]), timeout=10)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def test_one_start_serves_pages_lends_its_servers_and_ends_whole(run: Run, environment: dict[str, str]):
    started = up(run, environment)
    place = Place(Path(environment["BETS_DATA_DIR"]))
    url = f"http://localhost:{environment['BETS_PORT']}"

    assert len([line for line in started.lines if url in line]) == 1
    assert status(environment, "/livez") == status(environment, "/readyz") == 200
    second = manage(environment, "up")
    assert (second.returncode, second.stderr.strip()) == (
        1,
        f"bets: already running, pid {started.process.pid}, at {url}",
    )
    postmaster = listener(place.postgres_socket)
    assert manage(environment, "migrate", "--check").returncode == 0  # it found the database that `up` migrated
    assert listener(place.postgres_socket) == postmaster
    assert started.end(within=20) == 0
    started.wait_for("stopped")
    assert eventually(lambda: not started.living(), within=2)
    assert find(place.root) is None


def test_a_command_with_nothing_running_has_servers_for_the_moment(environment: dict[str, str]):
    done = manage(environment, "migrate", "--check")

    assert done.returncode == 1  # there are migrations to apply, in the database that was just made
    assert find(Path(environment["BETS_DATA_DIR"])) is None


def test_a_port_that_is_taken_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processes, "_PORT_PATIENCE", 0)
    with socket.create_server(("127.0.0.1", 0)) as line:
        address = Address("127.0.0.1", line.getsockname()[1])
        with pytest.raises(CannotStart, match=r"Address already in use\. Set BETS_PORT to another port"):
            address.refuse_taken()
    address.refuse_taken()


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "http", "8000.0"])
def test_a_port_that_is_none_is_refused(port: str):
    with pytest.raises(CannotStart, match=f"BETS_PORT is '{port}', which is no port"):
        Address.chosen({"BETS_PORT": port})


# --- As somebody else ----------------------------------------------------------------------------------


@pytest.fixture
def as_nobody(root: Account) -> Iterator[tuple[str, dict[str, object]]]:
    """A Python that an ordinary user can run, with our packages, and what makes it that user's process."""
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        environment = clean_environment(PYTHONPATH=packages, PYTHONDONTWRITEBYTECODE="1", HOME="/nonexistent")
        if can_run(["/usr/bin/env", f"PYTHONPATH={packages}", python, "-c", "import django"], root):
            yield python, {**becoming(root), "env": environment}
            return
    pytest.skip("needs a Python and a virtual environment that every user may run")


def test_an_ordinary_user_starts_and_ends_like_root(
    empty_place: Place, run: Run, root: Account, as_nobody: tuple[str, dict[str, object]]
):
    python, options = as_nobody
    shutil.chown(empty_place.root, root.uid, root.gid)

    started = run(python, "-m", "tests.config.small_start", str(empty_place.root), **options)

    started.wait_for("ready")
    assert find(empty_place.root)
    assert {each.uids().real for each in started.living()} == {root.uid}
    assert started.end() == 0
    assert eventually(lambda: not started.living(), within=2)


def test_a_folder_of_root_is_refused_to_an_ordinary_user(
    place: Place, run: Run, small_start: Started, as_nobody: tuple[str, dict[str, object]]
):
    python, options = as_nobody

    refused = run(python, "-m", "tests.config.small_start", str(place.root), **options)

    assert refused.process.wait(20) == 1
    refused.wait_for("belongs to another user. Start as that user, or set another BETS_DATA_DIR.")
    assert find(place.root)


@pytest.fixture
def closed_checkout(root: Account, folder: Path) -> Path:
    """A copy of the code below a directory that only root may enter. Its packages are those of this checkout."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    listed = ["manage.py", "config", "api", "eteam", "bets", "org", "journal", "templates", "static", "tests"]
    shutil.copytree(CHECKOUT, closed / "checkout", ignore=lambda folder, names: _others(folder, names, listed))
    return closed / "checkout"


def _others(folder: str, names: list[str], listed: list[str]) -> list[str]:
    return [name for name in names if name not in listed] if Path(folder) == CHECKOUT else ["__pycache__"]


def test_root_starts_from_a_checkout_that_only_root_may_enter(closed_checkout: Path, run: Run, root: Account):
    data = default_data_dir(closed_checkout, root)
    started = run(sys.executable, "manage.py", "migrate", "--check", cwd=closed_checkout)

    assert started.process.wait(60) == 1
    assert (data / "postgres" / "PG_VERSION").exists()
    assert not (closed_checkout / ".data").exists()
    shutil.rmtree(data)


# --- Killed --------------------------------------------------------------------------------------------

PROCESSES = {
    "web": r"-m granian",
    "a web worker": r"granian.*worker|multiprocessing",
    "worker": r"-m celery .* worker .*warning$",
    "the worker for what waits": r"-m celery .* worker .*outside",
    "beat": r"-m celery .* beat",
    "postgres": r"bin/postgres -D",
    "valkey": r"valkey-server",
}

OURS = ("web", "worker", "outside", "beat")


@pytest.mark.faults
def test_each_killed_process_is_back_and_no_data_are_lost(run: Run, environment: dict[str, str]):
    started = up(run, environment, "--demo")
    place = Place(Path(environment["BETS_DATA_DIR"]))
    before = people(place)
    for name, pattern in PROCESSES.items():
        assert eventually(lambda pattern=pattern: started.named(pattern)), name
        victims = started.named(pattern)

        victims[-1].kill()

        assert eventually(lambda: status(environment, "/readyz") == 200, within=20), name
        back = lambda pattern=pattern, victims=victims: set(started.named(pattern)) - set(victims)  # noqa: E731
        assert eventually(back, within=20), name
    assert people(place) == before > 0
    assert started.end() == 0
    assert eventually(lambda: not started.living(), within=2)


@pytest.mark.faults
def test_with_servers_of_ones_own_only_our_processes_are_started(run: Run, environment: dict[str, str]):
    named = {name: os.environ[name] for name in ("BETS_DATABASE_URL", "BETS_REDIS_URL")}
    started = up(run, environment | named)

    assert eventually(lambda: all(started.named(f"guard.py {name}") for name in OURS))
    assert len(started.named("guard.py")) == len(OURS)
    assert started.end() == 0


@pytest.mark.faults
def test_a_killed_start_leaves_no_process_and_its_port_to_the_next(run: Run, environment: dict[str, str]):
    first = up(run, environment)

    first.kill()

    second = up(run, environment)
    assert status(environment, "/readyz") == 200
    assert eventually(lambda: not first.living(), within=20)
    assert second.end(signal.SIGINT) == 0


def people(place: Place) -> int:
    with psycopg.connect(place.database_url) as connection:
        row = connection.execute("SELECT count(*) FROM org_person").fetchone()
    return int(row[0]) if row else 0
