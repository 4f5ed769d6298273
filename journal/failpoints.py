"""Named places beside each commit at which a test may kill the process; nothing at all unless a setting names one."""

import os
import signal

from django.conf import settings

_passed: dict[str, int] = {}


def failpoint(name: str) -> None:
    """Kill this process, as by SIGKILL, if the setting says so: `name`, or `name@3` for the third time it is passed."""
    if settings.FAILPOINT:
        _pass(name, settings.FAILPOINT)


def _pass(name: str, armed: str) -> None:
    wanted, _, time = armed.partition("@")
    if name != wanted:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] == int(time or 1):
        os.kill(os.getpid(), signal.SIGKILL)
