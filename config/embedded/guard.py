"""Runs one program for exactly as long as the process that wants it lives. A script; imports nothing of ours.

Between a supervisor and each program stands one guard. Supervisor and guard hold the two ends of a socket pair,
inherited by nobody else, and whatever happens to one, the kernel closes its end and so tells the other:

- the supervisor closes its end, or is killed: the guard stops the program, gently, then by force;
- the program ends, or is killed: the guard sweeps up what it left behind and ends, which the supervisor sees;
- the guard is killed: the supervisor kills the guard's process group, in which the program is.

One mechanism for stopping and for dying, on Linux and macOS alike. PR_SET_PDEATHSIG exists on Linux only, is lost
with a change of user, fires when the *thread* that forked ends, and reaches the program but not its children.

The first line that comes through is the order (see `Program`); the end of the file means: stop.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any


def main() -> None:
    # In a session of our own, no terminal reaches us; a signal to all processes is for the supervisor to obey.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda *_: None)
    if line := sys.stdin.buffer.readline():
        guard(json.loads(line))


def guard(order: dict[str, Any]) -> None:
    """Runs the program of `order` to its end, then ends with everything that is left of the process group."""
    program = subprocess.Popen(  # noqa: S603  the supervisor's own commands
        order["command"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **order["as"]
    )
    threading.Thread(target=stop_on_end_of_file, args=(program, order), daemon=True).start()
    lines = threading.Thread(target=pass_on, args=(program.stdout, order["prefix"].encode()), daemon=True)
    lines.start()
    program.wait()
    lines.join(timeout=0.5)  # what the program left behind may hold its output open
    os.killpg(0, signal.SIGKILL)


def stop_on_end_of_file(program: subprocess.Popen[bytes], order: dict[str, Any]) -> None:
    sys.stdin.buffer.read()
    program.send_signal(order["stop"])
    try:
        program.wait(order["grace"])
    except subprocess.TimeoutExpired:
        program.kill()


def pass_on(output: IO[bytes], prefix: bytes) -> None:
    """Copies each line with its prefix. Goes on reading when nobody listens, or the program would hang."""
    for line in output:
        try:
            os.write(1, prefix + line)
        except OSError:
            continue


if __name__ == "__main__":
    main()
