"""A start in a process of its own, and the eyes to see what it leaves behind."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

from config.embedded import servers
from config.embedded.place import Place

CHECKOUT = Path(__file__).resolve().parents[2]


def clean_environment(**changes: str) -> dict[str, str]:
    """The environment of somebody who has set nothing of ours, with `changes`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BETS_", "PG", "PYTEST_"))}
    return kept | changes


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder that every user may pass through; those of pytest are closed to all but root."""
    path = Path(tempfile.mkdtemp(prefix="bets-", dir="/tmp"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def eventually(holds: Callable[[], object], within: float = 40) -> bool:
    """Whether `holds` becomes true within so many seconds."""
    deadline = time.monotonic() + within
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def lives(process: psutil.Process) -> bool:
    """Whether it runs. A zombie is dead: `kill -0` would call it alive."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def write(place: Place, word: str) -> None:
    """Commits a row, in the servers that run."""
    with psycopg.connect(place.database_url) as connection:
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def kept(place: Place, word: str) -> bool:
    """Whether that row is there, in the servers that run or in ones for the moment."""
    with servers(place.root) as running, psycopg.connect(running.database_url) as connection:
        return connection.execute("SELECT FROM kept WHERE word = %s", [word]).rowcount == 1


class Started:
    """A process that was started, what it has said, and every process below it that was ever seen."""

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        places = {"cwd": CHECKOUT, "env": clean_environment()}
        self.process = subprocess.Popen(command, **streams, **(places | options), text=True)
        self.lines: list[str] = []
        self.seen: set[psutil.Process] = set()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def wait_for(self, words: str, within: float = 60) -> str:
        """The first line with `words`. Fails, with everything that was said, if none comes."""

        def found() -> list[str]:
            return [line for line in self.lines if words in line]

        eventually(lambda: found() or not self._listening.is_alive(), within)
        assert found(), "\n".join([f"{words!r} was never said; but this was:", *self.lines])
        self.living()
        return found()[0]

    def living(self) -> set[psutil.Process]:
        """All living processes below it, also those whose parent has died since."""
        with suppress(psutil.NoSuchProcess):
            self.seen |= set(psutil.Process(self.process.pid).children(recursive=True))
        return {each for each in self.seen if lives(each)}

    def named(self, pattern: str) -> list[psutil.Process]:
        """Those whose command line matches."""
        matching = []
        for each in self.living():
            with suppress(psutil.NoSuchProcess):
                if re.search(pattern, " ".join(each.cmdline())):
                    matching.append(each)
        return matching

    def end(self, sig: signal.Signals = signal.SIGTERM, within: float = 30) -> int:
        """Sends a signal and waits; the exit code."""
        self.living()
        self.process.send_signal(sig)
        return self.process.wait(within)

    def kill(self) -> None:
        """By SIGKILL, as the system does that runs out of memory."""
        self.living()
        self.process.kill()
        self.process.wait()

    def clear_away(self) -> None:
        for each in self.living():
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self.kill()
        self._listening.join()
        assert self.process.stdout
        self.process.stdout.close()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
