"""The names of everything that stands in a data directory. Makes nothing, asks nothing."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

POSTGRES_PORT = 5432
"""Part of a socket's name only: no server listens on TCP."""

_POSTGRES_SOCKET = f".s.PGSQL.{POSTGRES_PORT}"
_SOCKET_LIMIT = 100
"""Bytes. The kernel's own limit is 104 on macOS and 108 on Linux, the final zero included."""

_PLAIN = re.compile(r"[\w/.-]+", re.ASCII)
"""Paths that stand in a URL as they are: the database driver, Celery and redis-py each decode differently."""


@dataclass(frozen=True)
class Place:
    """One data directory; `root` is absolute and free of links."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def programs(self) -> Path:
        """Copies of PostgreSQL's programs for an account that cannot reach the installed ones."""
        return self.root / "programs"

    @property
    def logs(self) -> Path:
        return self.root / "log"

    @property
    def owner(self) -> Path:
        """Locked by the process that starts the servers here."""
        return self.root / "owner.lock"

    @property
    def users(self) -> Path:
        """Locked, together, by the processes that use servers which another one started."""
        return self.root / "users.lock"

    @property
    def record(self) -> Path:
        """Who the owner is, for others to read."""
        return self.root / "owner.json"

    @property
    def purpose(self) -> Path:
        """Says whether the data are those of a demo."""
        return self.root / "purpose"

    @property
    def schedule(self) -> Path:
        """Where beat remembers what it did last."""
        return self.root / "beat"

    @property
    def sockets(self) -> Path:
        """The directory of the sockets: beside the data, or below /tmp where that path is too long or too odd."""
        beside = self.root / "run"
        path = str(beside / _POSTGRES_SOCKET)
        if len(path) < _SOCKET_LIMIT and _PLAIN.fullmatch(path):
            return beside
        return Path("/tmp") / f"bets-{digest(self.root)}"  # noqa: S108  made private, or refused

    @property
    def postgres_socket(self) -> Path:
        return self.sockets / _POSTGRES_SOCKET

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def database_url(self) -> str:
        """Names user and port, so that nothing in a client's environment fills them in."""
        return f"postgresql://bets@/bets?host={self.sockets}&port={POSTGRES_PORT}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.valkey_socket}"


def digest(path: Path) -> str:
    """A short name for `path`, the same on every start."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
