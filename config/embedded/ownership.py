"""Who has the servers of a place: one process starts them, others may use them.

Both are locks of the kernel on two files, which end with the process however it ends; no pid is ever trusted. The
record beside them is for people to read.
"""

import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from config.embedded.errors import CannotStart
from config.embedded.place import Place

_LOOK = 0.1
"""Seconds between two attempts to become the owner."""


@dataclass(frozen=True)
class Owner:
    """The process that has the servers; `url` is that of the pages, if it serves any."""

    pid: int
    what: str
    url: str = ""


def read_owner(place: Place) -> Owner | None:
    """What the record says; None if there is none, or none that can be read."""
    try:
        return Owner(**json.loads(place.record.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def is_owned(place: Place) -> bool:
    """Whether a living process has the servers, or is about to."""
    if not place.owner.exists():
        return False
    with _open(place.owner) as lock:
        return not _lock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)


@contextmanager
def owning(place: Place, what: str, url: str = "") -> Iterator[bool]:
    """Makes this process the owner for as long as the block lasts; False if another one is."""
    with _open(place.owner) as lock:
        if not _lock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB):
            yield False
            return
        _write(place.record, Owner(os.getpid(), what, url))
        try:
            yield True
        finally:
            place.record.unlink(missing_ok=True)


@contextmanager
def sole_owner(place: Place, what: str, url: str, say: Callable[[str], None]) -> Iterator[None]:
    """Makes this process the owner that serves the pages at `url`, once a command that has the servers is done.

    Raises CannotStart beside another one that serves pages.
    """
    waiting = False
    while True:
        with owning(place, what, url) as ours:
            if ours:
                yield
                return
        time.sleep(_LOOK)  # also gives an owner that begins at this moment the time to write its record
        owner = read_owner(place)
        if owner and owner.url:
            raise CannotStart(f"already running, pid {owner.pid}, at {owner.url}")
        if owner and not waiting:
            say(f"waiting for pid {owner.pid}, which uses the database: {owner.what}")
            waiting = True


@contextmanager
def using(place: Place) -> Iterator[None]:
    """Keeps an owner that waits for its users (see `without_users`) from stopping the servers under us."""
    with _open(place.users) as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def without_users(place: Place) -> Iterator[None]:
    """Waits until nobody uses the servers, and lets nobody begin while the block lasts."""
    with _open(place.users) as lock:
        if not _lock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB):
            sys.stderr.write("Another command uses the database that this one started. Waiting for it.\n")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_mixture(place: Place, demo: bool) -> None:
    """Keeps a demo, in which anybody is anybody, apart from real data. Raises CannotStart."""
    wanted = "demo" if demo else "real use"
    if not place.purpose.exists():
        place.purpose.write_text(wanted)
    elif (found := place.purpose.read_text()) != wanted:
        raise CannotStart(
            f"{place.root} is a folder for {found}. For {wanted}, set BETS_DATA_DIR to another folder, "
            "or remove this one."
        )


@contextmanager
def _open(path: Path) -> Iterator[int]:
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError:
        raise CannotStart(
            f"{path.parent} belongs to another user. Start as that user, or set another BETS_DATA_DIR."
        ) from None
    try:
        if os.geteuid() == 0:  # a command that root runs beside an ordinary user's start must not lock that user out
            os.fchown(lock, path.parent.stat().st_uid, -1)
        yield lock
    finally:
        os.close(lock)


def _lock(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how)
    except BlockingIOError:
        return False
    return True


def _write(path: Path, owner: Owner) -> None:
    """Puts the record in place whole, so that nobody reads half of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(owner)))
    draft.replace(path)
