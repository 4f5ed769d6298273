"""PostgreSQL: makes the cluster once, describes the server to run, and clears away what a killed one left."""

import shutil
import signal
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.child import Program
from config.embedded.errors import CannotStart
from config.embedded.listener import listener, stop_listener
from config.embedded.place import POSTGRES_PORT, Place
from config.embedded.privileges import Account, becoming, private_dir

MAJOR = "18"
_ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
"""All that PostgreSQL's programs see: a PGPORT or PGOPTIONS of the user's would turn them elsewhere."""

_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")

_HELLO = b"\x00\x03\x00\x00user\x00bets\x00database\x00bets\x00\x00"
"""The first message of a client, in version 3.0 of the protocol, without its length."""


def is_ready(place: Place) -> bool:
    """Whether the server of `place` lets clients in. Asked by hand: libpq would listen to the environment."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(place.postgres_socket))
            line.sendall(struct.pack("!i", len(_HELLO) + 4) + _HELLO)
            line.shutdown(socket.SHUT_WR)
            return line.makefile("rb").read().startswith(b"R")  # read to the end, or its log complains of us
        except OSError:
            return False


@dataclass(frozen=True)
class Cluster:
    """The cluster in `place`, and the account that its server runs under."""

    place: Place
    programs: Path
    account: Account | None
    durable: bool = True
    """False gives up what a crash would cost, for clusters that are thrown away."""

    def prepare(self) -> None:
        """Makes the cluster unless it is there. Raises CannotStart where it cannot be used."""
        if self.place.postgres.exists():
            self._refuse_another_major()
        else:
            self._make()
        stop_listener(self.place.postgres_socket, signal.SIGINT, gone=lambda: not self._pid_file.exists())

    def program(self) -> Program:
        return Program(
            name="postgres",
            command=(
                str(self.programs / "postgres"),
                *("-D", str(self.place.postgres), "-k", str(self.place.sockets), "-p", str(POSTGRES_PORT)),
                *("-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"),
                *(part for name in _DURABLE for part in ("-c", f"{name}={'on' if self.durable else 'off'}")),
            ),
            directory=self.place.root,
            environment=_ENVIRONMENT,
            account=self.account,
            stop=signal.SIGINT,  # ends sessions and writes a checkpoint; SIGTERM would wait for the last client
            grace=30,
            log=self.place.logs / "postgres.log",
            before=self._forget_the_dead,
        )

    @property
    def _pid_file(self) -> Path:
        return self.place.postgres / "postmaster.pid"

    @property
    def _socket_lock(self) -> Path:
        return self.place.postgres_socket.with_name(f"{self.place.postgres_socket.name}.lock")

    def _make(self) -> None:
        """Makes cluster and database beside their place and moves them there: they are whole, or not there."""
        draft = self.place.root / "postgres.draft"
        shutil.rmtree(draft, ignore_errors=True)
        private_dir(draft, self.account)
        try:
            self._must_run(
                *(str(self.programs / "initdb"), "-D", str(draft), "-U", "bets", "--no-instructions"),
                *("--auth-local=trust", "--auth-host=reject"),  # the sockets' directory is the lock on the door
                # The same order of letters on every system, in every release of its C library.
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("-c", "timezone=UTC", "-c", "log_timezone=UTC"),
                *(() if self.durable else ("--no-sync",)),
            )
            single = (str(self.programs / "postgres"), "--single", "-D", str(draft), "postgres")
            self._must_run(*single, given="CREATE DATABASE bets")
            draft.rename(self.place.postgres)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _refuse_another_major(self) -> None:
        found = (self.place.postgres / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise CannotStart(
                f"{self.place.postgres} was made by PostgreSQL {found}; this is PostgreSQL {MAJOR}, which cannot "
                f"read it. Nothing was changed. To upgrade: start it once more with the programs of {found}, save "
                f"it with `pg_dump -U bets -Fc bets > bets.dump`, move the folder away, run `make up` for a new "
                f'one, and load it with `pg_restore --clean --if-exists -d "{self.place.database_url}" bets.dump`.'
            )

    def _forget_the_dead(self) -> None:
        """Removes pid files that name no postmaster: cut short, or with the number of somebody else's process.

        Either would keep PostgreSQL from starting. One that works on this cluster from elsewhere still answers at
        the socket that the file names. If even that is hidden, PostgreSQL recognises its shared memory.
        """
        self._socket_lock.unlink(missing_ok=True)
        if not self._pid_file.exists():
            return
        lines = self._pid_file.read_text(errors="replace").splitlines()
        if len(lines) > 4 and (pid := listener(Path(lines[4]) / f".s.PGSQL.{lines[3]}")):
            raise CannotStart(
                f"Another PostgreSQL (pid {pid}) works on {self.place.postgres}. It was not started from here; "
                "stop it first."
            )
        self._pid_file.unlink()

    def _must_run(self, *command: str, given: str = "") -> None:
        done = self._run(command, given)
        if done.returncode != 0:
            raise CannotStart(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")

    def _run(self, command: tuple[str, ...], given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  our own commands
            command,
            **becoming(self.account),
            cwd=self.place.root,
            env=_ENVIRONMENT,
            input=given,
            text=True,
            capture_output=True,
        )
