"""One cluster, and everything that a killed or careless start may leave in it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from config.embedded import CannotStart, find, servers
from config.embedded.binaries import find_binaries, within_reach
from config.embedded.listener import listener
from config.embedded.place import Place
from config.embedded.privileges import Account, becoming, postgres_account, private_dir
from tests.config.starting import eventually, kept, lives, new_folder, write


@pytest.fixture(scope="module", autouse=True)
def a_row(place: Place) -> None:
    with servers(place.root):
        write(place, "a row")


def works(place: Place) -> bool:
    """Whether it starts, with what was written before."""
    return kept(place, "a row")


def setting(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row and row[0])


# --- What it is ----------------------------------------------------------------------------------------


def test_it_keeps_what_was_committed(place: Place):
    assert works(place)
    assert find(place.root) is None


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"])
def test_it_is_durable(place: Place, name: str):
    with servers(place.root) as running:
        assert setting(running.database_url, name) == "on"


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_only_a_throw_away_cluster_is_not(place: Place, name: str):
    with servers(place.root, durable=False) as running:
        assert setting(running.database_url, name) == "off"


def test_it_listens_at_a_private_socket_and_nowhere_else(place: Place):
    with servers(place.root) as running:
        assert setting(running.database_url, "listen_addresses") == ""
        postmaster = psutil.Process(listener(place.postgres_socket) or 0)
        assert not [each for each in postmaster.net_connections("inet") if each.status == psutil.CONN_LISTEN]
        assert place.sockets.stat().st_mode & 0o777 == 0o700


def test_letters_sort_alike_on_every_system(place: Place):
    with servers(place.root) as running, psycopg.connect(running.database_url) as connection:
        provider = connection.execute("SELECT datlocprovider FROM pg_database WHERE datname = 'bets'").fetchone()
    assert provider == ("b",)


def test_its_user_may_create_databases(place: Place):
    with servers(place.root) as running, psycopg.connect(running.database_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")
        connection.execute("DROP DATABASE another")


def test_the_environment_does_not_lead_it_astray(place: Place, monkeypatch: pytest.MonkeyPatch):
    for name, value in {"PGPORT": "", "PGDATA": "/nowhere", "PGOPTIONS": "-c no=such", "PGHOST": "nowhere"}.items():
        monkeypatch.setenv(name, value)

    with servers(place.root) as running:
        assert find(place.root) == running


# --- What is left in it --------------------------------------------------------------------------------


def pid_file(place: Place, pid: object) -> str:
    """What PostgreSQL writes into postmaster.pid."""
    lines = [pid, place.postgres, 1790000000, 5432, place.sockets, "", "  5432001         0", "ready   "]
    return "".join(f"{line}\n" for line in lines)


def dead_pid() -> int:
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


Leftover = Callable[[Place, int], str]

LEFTOVERS: dict[str, Leftover] = {
    "of a dead process": lambda place, bystander: pid_file(place, dead_pid()),
    "of a process with nothing to do with it": pid_file,
    "empty": lambda place, bystander: "",
    "cut short": lambda place, bystander: f"{bystander}\n{place.postgres}\n17",
    "garbage": lambda place, bystander: "\0\0\0 not a number",
}


def leave(place: Place, text: str) -> None:
    """Puts `text` into both files in which PostgreSQL looks for a pid, as whoever runs it."""
    private_dir(place.sockets, postgres_account())
    for path in pid_files(place):
        path.write_text(text)
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def pid_files(place: Place) -> tuple[Path, Path]:
    return place.postgres / "postmaster.pid", Path(f"{place.postgres_socket}.lock")


@pytest.mark.parametrize("leftover", LEFTOVERS.values(), ids=LEFTOVERS)
def test_a_pid_file_does_not_keep_it_from_starting(place: Place, bystander: psutil.Process, leftover: Leftover):
    leave(place, leftover(place, bystander.pid))

    assert works(place)
    assert lives(bystander)


@pytest.mark.parametrize("leftover", ["empty", "garbage", "of a process with nothing to do with it"])
def test_the_same_pid_file_stops_postgresql_left_to_itself(place: Place, leftover: str):
    """The control: else the test above would show nothing."""
    account = postgres_account()
    with subprocess.Popen(["sleep", "600"], **becoming(account)) as bystander:
        leave(place, LEFTOVERS[leftover](place, bystander.pid))
        refused = subprocess.run(
            [*_postgres(place, account), "-k", str(place.sockets)],
            **becoming(account),
            cwd="/",
            capture_output=True,
            text=True,
            timeout=20,
        )
        bystander.kill()
    for path in pid_files(place):
        path.unlink()

    assert refused.returncode != 0
    assert "lock file" in refused.stderr


def test_what_another_postgresql_works_on_is_refused_and_left_to_it(place: Place):
    account = postgres_account()
    with new_folder() as elsewhere:
        private_dir(elsewhere / "run", account)
        another = subprocess.Popen(
            [*_postgres(place, account), "-k", str(elsewhere / "run")],
            **becoming(account),
            cwd="/",
            stderr=subprocess.DEVNULL,
        )
        assert eventually(lambda: listener(elsewhere / "run" / ".s.PGSQL.5432") == another.pid)

        with pytest.raises(CannotStart, match=f"Another PostgreSQL \\(pid {another.pid}\\) works on"):
            works(place)

        assert another.poll() is None
        another.send_signal(signal.SIGINT)
        assert another.wait(20) == 0
    assert works(place)


def test_another_major_is_refused_with_the_way_to_upgrade(place: Place):
    version = place.postgres / "PG_VERSION"
    ours = version.read_text()
    version.write_text("17\n")
    before = {path: path.stat().st_mtime_ns for path in place.postgres.rglob("*")}

    with pytest.raises(CannotStart, match=r"made by PostgreSQL 17; this is PostgreSQL 18.*pg_dump.*pg_restore"):
        works(place)

    assert before == {path: path.stat().st_mtime_ns for path in place.postgres.rglob("*")}
    version.write_text(ours)
    assert works(place)


def test_a_cluster_of_another_user_is_refused_with_what_to_do(place: Place, root: Account):
    os.chown(place.postgres, 1234, -1)

    with pytest.raises(CannotStart, match="belongs to the user with the number 1234"):
        works(place)

    os.chown(place.postgres, root.uid, -1)
    assert works(place)


def test_half_a_cluster_of_a_killed_start_is_made_anew(place: Place):
    with new_folder() as folder:
        half = Place(folder / "data")
        draft = half.root / "postgres.draft" / "base"
        draft.mkdir(parents=True)
        half.root.chmod(0o711)

        with servers(half.root, durable=False) as running:
            assert find(half.root) == running
        assert not draft.exists()


def test_a_lost_directory_of_sockets_is_made_again(place: Place):
    shutil.rmtree(place.sockets)

    assert works(place)


def _postgres(place: Place, account: Account | None) -> list[str]:
    programs = within_reach(find_binaries(), place, account).postgres
    return [str(programs / "postgres"), "-D", str(place.postgres), "-p", "5432", "-c", "listen_addresses="]
