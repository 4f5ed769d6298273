"""The kernel's word for who listens at a socket."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.embedded import CannotStart
from config.embedded.listener import listener, stop_listener
from tests.config.starting import eventually, lives

LISTEN = """
import signal, socket, sys, time
if sys.argv[2] == "deaf": signal.signal(signal.SIGTERM, signal.SIG_IGN)
line = socket.socket(socket.AF_UNIX); line.bind(sys.argv[1]); line.listen(); time.sleep(600)
"""


@pytest.fixture
def listening(folder: Path, request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", LISTEN, str(folder / "socket"), getattr(request, "param", "")])
    assert eventually(lambda: listener(folder / "socket"))
    yield process
    process.kill()
    process.wait()


def test_it_is_the_process_at_the_other_end(folder: Path, listening: subprocess.Popen[bytes]):
    assert listener(folder / "socket") == listening.pid


def test_it_is_nobody_where_there_is_no_socket(folder: Path):
    assert listener(folder / "socket") is None


def test_it_is_nobody_where_a_killed_process_left_its_socket(folder: Path):
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(folder / "socket"))
        line.listen()

    assert (folder / "socket").exists()
    assert listener(folder / "socket") is None


def test_it_is_ended_and_waited_for(folder: Path, listening: subprocess.Popen[bytes]):
    stop_listener(folder / "socket", signal.SIGTERM, gone=lambda: True)

    assert listening.wait(5) == -signal.SIGTERM


def test_nobody_is_ended_where_nobody_listens(folder: Path, bystander: psutil.Process):
    (folder / "socket").write_text(str(bystander.pid))

    stop_listener(folder / "nothing", signal.SIGKILL, gone=lambda: False)

    assert lives(bystander)


@pytest.mark.parametrize("listening", ["deaf"], indirect=True)
def test_one_that_does_not_end_is_named(folder: Path, listening: subprocess.Popen[bytes]):
    with pytest.raises(CannotStart, match=f"Process {listening.pid}, left behind by an earlier start, does not end"):
        stop_listener(folder / "socket", signal.SIGTERM, gone=lambda: True, patience=0.2)
