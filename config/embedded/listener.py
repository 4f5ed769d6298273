"""Which process answers at a socket, as the kernel says it.

A number in a pid file may be stale, cut short, or by now belong to a process that has nothing to do with us. The
process at the other end of a socket in our own directory is none of these, so it alone is ever signalled.
"""

import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config.embedded.errors import CannotStart

_SOL_LOCAL, _LOCAL_PEERPID = 0, 2
"""Of macOS's <sys/un.h>; Python does not name them."""


def listener(path: Path) -> int | None:
    """The pid of the process that listens at the socket `path`; None if nobody does."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(path))
        except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
            return None
        return _peer(line)


def _peer(line: socket.socket) -> int:
    if sys.platform == "darwin":
        return line.getsockopt(_SOL_LOCAL, _LOCAL_PEERPID)
    pid, _uid, _gid = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(pid)


def stop_listener(path: Path, sig: signal.Signals, gone: Callable[[], bool], patience: float = 30) -> None:
    """Ends the process that listens at `path`, if there is one, and waits until `gone` holds too.

    Raises CannotStart if it still listens after `patience` seconds.
    """
    pid = listener(path)
    if not pid:
        return
    os.kill(pid, sig)
    deadline = time.monotonic() + patience
    while listener(path) or not gone():
        if time.monotonic() > deadline:
            raise CannotStart(f"Process {pid}, left behind by an earlier start, does not end. End it first.")
        time.sleep(0.02)
