"""One owner starts the servers, others use them; whatever dies, nothing stays behind and the next start works."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

import psutil
import psycopg
import pytest

from config.embedded import CannotStart, find, servers
from config.embedded.listener import listener
from config.embedded.ownership import owning, refuse_mixture, sole_owner, using
from config.embedded.place import Place
from config.embedded.privileges import Account
from tests.config.starting import Started, eventually, kept, lives, write

Start = Callable[..., Started]


@pytest.fixture
def command(place: Place, run: Callable[..., Started]) -> Started:
    """A command that has started the servers, and uses them until it gets a signal."""
    started = run(sys.executable, "-c", COMMAND, str(place.root))
    started.wait_for("using")
    return started


COMMAND = """
import signal, sys
from pathlib import Path
from config.embedded import servers
signal.signal(signal.SIGTERM, lambda *_: None)
with servers(Path(sys.argv[1])):
    print("using", flush=True)
    signal.pause()
print("done", flush=True)
"""

# --- Together ------------------------------------------------------------------------------------------


def test_nothing_is_found_where_nothing_runs(place: Place):
    assert find(place.root) is None
    assert find(place.root / "nowhere") is None


def test_a_command_uses_what_runs_and_leaves_it_running(place: Place, small_start: Started):
    postmaster = listener(place.postgres_socket)

    with servers(place.root) as running:
        assert running == find(place.root)

    assert listener(place.postgres_socket) == postmaster


def test_a_command_with_nothing_running_leaves_nothing_running(place: Place, command: Started):
    assert command.end() == 0

    assert find(place.root) is None
    assert eventually(lambda: not command.living(), within=2)


def test_the_servers_of_a_command_wait_for_the_others_that_use_them(place: Place, command: Started, word: str):
    with servers(place.root):
        command.process.send_signal(signal.SIGTERM)
        command.wait_for("Waiting for it")
        write(place, word)

    command.wait_for("done")
    assert find(place.root) is None
    assert kept(place, word)


def test_many_commands_at_once_share_one_start(place: Place):
    postmasters = set()
    everybody = threading.Barrier(6)

    def use() -> None:
        with servers(place.root):
            postmasters.add(listener(place.postgres_socket))
            everybody.wait(30)

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not everybody.broken
    assert len(postmasters) == 1
    assert find(place.root) is None


def test_a_start_waits_for_a_command_that_has_the_servers(command: Started, start: Start):
    waiting = start()
    waiting.wait_for(f"waiting for pid {command.process.pid}, which uses the database")

    command.end()

    waiting.wait_for("ready")
    assert waiting.end() == 0


# --- Twice ---------------------------------------------------------------------------------------------


def test_a_second_start_says_who_runs_where_and_ends(place: Place, small_start: Started, start: Start):
    second = start()

    assert second.process.wait(20) == 1
    second.wait_for(f"already running, pid {small_start.process.pid}, at http://small")
    assert find(place.root)


@pytest.mark.parametrize("attempt", range(2))
def test_of_two_starts_at_once_one_works_and_one_says_so(place: Place, start: Start, attempt: int, word: str):
    both = [start(), start()]
    assert eventually(lambda: any(each.process.poll() is not None for each in both))
    loser, winner = sorted(both, key=lambda each: each.process.poll() is None)

    loser.wait_for(f"already running, pid {winner.process.pid}, at http://small")
    winner.wait_for("ready")
    write(place, word)
    assert winner.end() == 0
    assert kept(place, word)


def test_a_torn_record_of_the_owner_harms_nobody(empty_place: Place):
    empty_place.record.write_text('{"pid": 12')

    with sole_owner(empty_place, "me", "http://me", say=lambda line: None):
        assert json.loads(empty_place.record.read_text())["pid"] == os.getpid()


def test_the_lock_and_not_the_record_says_who_owns(empty_place: Place, bystander: psutil.Process):
    empty_place.record.write_text(json.dumps({"pid": bystander.pid, "what": "of old", "url": "http://old"}))

    with owning(empty_place, "me") as ours:
        assert ours
    assert lives(bystander)


def test_a_command_of_root_does_not_lock_the_user_of_the_folder_out(empty_place: Place, root: Account):
    os.chown(empty_place.root, 1234, -1)

    with using(empty_place), owning(empty_place, "root's"):
        assert (empty_place.users.stat().st_uid, empty_place.owner.stat().st_uid) == (1234, 1234)


def test_a_demo_and_real_data_never_share_a_folder(empty_place: Place):
    refuse_mixture(empty_place, demo=True)
    refuse_mixture(empty_place, demo=True)

    with pytest.raises(CannotStart, match=r"is a folder for demo\. For real use, set BETS_DATA_DIR"):
        refuse_mixture(empty_place, demo=False)


# --- Killed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything_in_order(place: Place, small_start: Started, sig: signal.Signals, word: str):
    write(place, word)

    assert small_start.end(sig, within=10) == 0

    small_start.wait_for("stopped")
    assert eventually(lambda: not small_start.living(), within=2)
    assert "database system is shut down" in (place.logs / "postgres.log").read_text()
    assert kept(place, word)


def test_a_killed_start_leaves_nothing_behind_and_the_next_works(place: Place, small_start: Started, word: str):
    write(place, word)

    small_start.kill()

    assert eventually(lambda: not small_start.living(), within=10)
    assert kept(place, word)


def test_the_next_start_need_not_wait_until_the_killed_one_is_gone(place: Place, small_start: Started, word: str):
    write(place, word)

    small_start.kill()

    assert kept(place, word)
    assert eventually(lambda: not small_start.living(), within=10)


def test_servers_whose_guards_were_killed_too_are_ended_by_the_next_start(
    place: Place, small_start: Started, bystander: psutil.Process, word: str
):
    write(place, word)
    guards = small_start.named("guard.py")
    for each in guards:
        each.suspend()  # or they would have ended the servers before their own end comes
    small_start.kill()
    for each in guards:
        each.kill()
    orphans = [listener(place.postgres_socket), listener(place.valkey_socket)]
    assert all(orphans)  # else there is nothing for the next start to find
    assert find(place.root) is None

    assert kept(place, word)

    assert eventually(lambda: not {each.pid for each in small_start.living()} & set(orphans))
    assert lives(bystander)


CHILDREN = ["bin/postgres -D", "valkey-server", "at work", "guard.py postgres", "guard.py valkey"]


@pytest.mark.parametrize("name", CHILDREN)
def test_a_killed_child_is_started_again_with_its_data(place: Place, small_start: Started, name: str, word: str):
    write(place, word)
    assert eventually(lambda: small_start.named(name))
    victim = small_start.named(name)[0]

    victim.kill()

    assert eventually(lambda: [each for each in small_start.named(name) if each != victim])
    assert eventually(lambda: find(place.root))
    assert kept(place, word)
    assert small_start.end() == 0
    assert eventually(lambda: not small_start.living(), within=2)


@pytest.mark.faults
@pytest.mark.parametrize("seconds", [number / 20 for number in range(40)])
def test_no_moment_is_a_bad_one_to_be_killed(empty_place: Place, start: Start, seconds: float):
    """Among the moments are those in which the cluster is being made."""
    started = start(empty_place)
    time.sleep(seconds)

    started.kill()

    assert eventually(lambda: not started.living(), within=35)
    with servers(empty_place.root) as running, psycopg.connect(running.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'whole' AS word")
    assert kept(empty_place, "whole")


@pytest.mark.faults
def test_postgresql_is_back_after_each_of_twenty_kills(place: Place, small_start: Started, word: str):
    for number in range(20):
        write(place, f"{word} {number}")
        small_start.named("bin/postgres -D")[0].kill()
        assert eventually(lambda: find(place.root), within=10)
    assert all(kept(place, f"{word} {number}") for number in range(20))
