"""Programs are kept running, and end in the reverse order."""

import sys
from pathlib import Path

import psutil
import pytest

from config.embedded import CannotStart
from config.embedded.child import Program
from config.embedded.supervisor import Kept, Supervisor
from tests.config.starting import eventually

LASTING = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(print(sys.argv[1], flush=True)))
print("up", flush=True)
time.sleep(600)"""

NO_LUCK = "raise SystemExit('no luck')"


def program(folder: Path, name: str, code: str = LASTING, **options: object) -> Program:
    return Program(name, (sys.executable, "-c", code, name), folder, log=folder / "log", **options)  # type: ignore[arg-type]


def test_the_newest_ends_first(folder: Path):
    with Supervisor() as supervisor:
        for count, name in enumerate(["first", "second", "third"], start=1):
            supervisor.add(program(folder, name), ready=lambda c=count: (folder / "log").read_text().count("up") == c)

    assert (folder / "log").read_text().split()[3:] == ["third", "second", "first"]


def test_all_end_when_a_later_one_does_not_start(folder: Path):
    before = psutil.Process().children()

    with Supervisor() as supervisor:
        supervisor.add(program(folder, "first"), ready=lambda: "up" in (folder / "log").read_text())
        with pytest.raises(CannotStart):
            supervisor.add(program(folder, "second", NO_LUCK), ready=lambda: False)

    assert psutil.Process().children() == before


def test_a_program_that_ends_instead_of_starting_is_told_with_the_end_of_its_log(folder: Path):
    complaint = r"tiny ended instead of starting\.(.|\n)*no luck"

    with pytest.raises(CannotStart, match=complaint), Supervisor() as supervisor:
        supervisor.add(program(folder, "tiny", NO_LUCK), ready=lambda: False)


def test_a_program_that_never_gets_ready_is_not_waited_for_for_ever(folder: Path):
    with pytest.raises(CannotStart, match="not ready after a long time"), Supervisor() as supervisor:
        supervisor.add(program(folder, "tiny"), ready=lambda: False, patience=0.2)


def test_what_ends_is_started_again_after_longer_and_longer_pauses(folder: Path):
    said: list[str] = []
    kept = Kept(program(folder, "tiny", "pass"), said.append)

    assert eventually(lambda: kept.tend() or len(said) == 3)
    assert said == [f"tiny ended; starting it again in {pause} s" for pause in ("0.5", "1", "2")]
    kept.end()


def test_what_cannot_be_started_now_is_tried_again(folder: Path):
    said: list[str] = []
    answers = iter([None, CannotStart("not yet"), None])

    def before() -> None:
        if answer := next(answers):
            raise answer

    kept = Kept(program(folder, "tiny", "print('up'); raise SystemExit", before=before), said.append)

    assert eventually(lambda: kept.tend() or (folder / "log").read_text().count("up") == 2)
    assert said[0] == "tiny ended; starting it again in 0.5 s"
    assert said[1] == "tiny cannot start: not yet; starting it again in 1 s"
    kept.end()
