"""A program under a guard: it never outlives the process that wants it, and nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from config.embedded.child import Child, Program
from tests.config.starting import CHECKOUT, eventually, lives

SLEEP = "import time; time.sleep(600)"
FAMILY = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); {SLEEP}"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {SLEEP}"
POLITE = """
import signal, sys, time
signal.signal(signal.SIGINT, lambda *_: sys.exit(print("good bye")))
print("here", flush=True)
time.sleep(600)"""


def program(folder: Path, code: str, **options: object) -> Program:
    return Program("tiny", (sys.executable, "-c", code), folder, log=folder / "log", **options)  # type: ignore[arg-type]


def family_of(pid: int, size: int) -> list[psutil.Process]:
    """The `size` processes below `pid`, as soon as they are all there."""
    above = psutil.Process(pid)
    assert eventually(lambda: len(above.children(recursive=True)) == size)
    return above.children(recursive=True)


def all_gone(processes: list[psutil.Process]) -> bool:
    """Whether none lives; the kernel may take a moment for those that were killed."""
    return eventually(lambda: not any(map(lives, processes)), within=2)


def test_the_end_of_a_child_leaves_nothing(folder: Path):
    child = Child(program(folder, FAMILY))
    family = family_of(child.pid, 2)

    child.end()

    assert all_gone(family)
    assert child.ended


def test_a_program_is_ended_by_its_own_signal_and_may_say_good_bye(folder: Path):
    child = Child(program(folder, POLITE, stop=signal.SIGINT))
    assert eventually(lambda: "here" in (folder / "log").read_text())

    child.end()

    assert "good bye" in (folder / "log").read_text()


def test_a_program_that_does_not_obey_is_ended_by_force(folder: Path):
    child = Child(program(folder, STUBBORN, grace=0.2))
    assert eventually(lambda: "deaf" in (folder / "log").read_text())
    family = family_of(child.pid, 1)

    child.end()

    assert all_gone(family)


def test_a_killed_program_is_noticed_and_takes_its_children_along(folder: Path):
    child = Child(program(folder, FAMILY))
    parent, orphan = family_of(child.pid, 2)

    parent.kill()

    assert eventually(lambda: child.ended)
    assert all_gone([orphan])


def test_a_killed_guard_is_noticed_and_takes_the_program_along(folder: Path):
    child = Child(program(folder, FAMILY))
    family = family_of(child.pid, 2)

    os.kill(child.pid, signal.SIGKILL)

    assert eventually(lambda: child.ended)
    assert all_gone(family)


def test_a_halted_guard_does_not_keep_the_program_alive(folder: Path):
    child = Child(program(folder, SLEEP, grace=-4.5))
    family = family_of(child.pid, 1)
    os.kill(child.pid, signal.SIGSTOP)

    child.end()

    assert all_gone(family)


def test_a_signal_to_all_processes_is_left_to_the_supervisor(folder: Path):
    child = Child(program(folder, SLEEP))
    family = family_of(child.pid, 1)

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(child.pid, each)
    time.sleep(0.2)

    assert not child.ended
    assert lives(family[0])
    child.end()


def test_a_program_that_cannot_be_run_ends_at_once_and_says_why(folder: Path):
    child = Child(Program("missing", ("/does/not/exist",), folder, log=folder / "log"))

    assert eventually(lambda: child.ended)
    assert "/does/not/exist" in (folder / "log").read_text()


@pytest.mark.parametrize("guarded", [True, False], ids=["under a guard", "on its own"])
def test_a_killed_supervisor_takes_the_program_along_only_under_a_guard(folder: Path, guarded: bool):
    """Both ways, for without the second the first would show nothing."""
    supervisor = subprocess.Popen([sys.executable, "-c", KILLED[guarded], str(folder)], cwd=CHECKOUT)
    family = family_of(supervisor.pid, 2 if guarded else 1)

    supervisor.kill()
    supervisor.wait()

    assert eventually(lambda: not any(map(lives, family)), within=5 if guarded else 0.5) == guarded
    for each in filter(lives, family):
        each.kill()


KILLED = {
    True: f"""
import sys, time; from pathlib import Path; from config.embedded.child import Child, Program
child = Child(Program("tiny", (sys.executable, "-c", {SLEEP!r}), Path(sys.argv[1])))
time.sleep(600)""",
    False: f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); time.sleep(600)",
}


def test_each_line_carries_the_name_of_its_program(folder: Path):
    code = f"""
import sys, time; from pathlib import Path; from config.embedded.child import Child, Program
child = Child(Program("tiny", (sys.executable, "-c", "print('one'); print('two')"), Path({str(folder)!r})))
while not child.ended: time.sleep(0.02)"""

    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, timeout=30)

    assert done.stdout == "tiny    | one\ntiny    | two\n"
