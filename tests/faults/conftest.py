"""One rig for all tests here, and a line on the terminal for each play: the figures are the result of these tests."""

import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.line import Line, NoAnswer
from tests.faults.play import Play
from tests.faults.rig import Rig, Table, rigged
from tests.faults.senders.crew import Crew

Said = Callable[..., None]
Told = Callable[..., None]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the pages, and those who work behind them, said in their logs, beside a failure."""
    report = yield
    if report.failed:
        for each in getattr(item, "funcargs", {}).values():
            if isinstance(each, Rig):
                report.sections.append(("log of the web processes", each.web.said()))
            if isinstance(each, Crew):
                report.sections.append(("log of the workers", each.said()))
    return report


LINES = 8
IN_A_ROW = 12
PATIENCE = 20.0  # seconds


@pytest.fixture(scope="session")
def rig() -> Iterator[Rig]:
    with rigged() as rig:
        yield rig


@pytest.fixture
def table(rig: Rig) -> Table:
    """A table for this test alone, on a web that has thrown away the connections that the test before has broken."""
    found = next(rig.tables)
    with ThreadPoolExecutor(LINES) as lines:
        list(lines.map(lambda session: _settled(rig, session), found.sessions[:LINES]))
    return found


def _settled(rig: Rig, session: str) -> None:
    """Asks until one line was answered many times in a row; gives up in silence, for the test says it better."""
    well, end = 0, time.monotonic() + PATIENCE
    while well < IN_A_ROW and time.monotonic() < end:
        line = Line(rig.port, session)
        try:
            well = well + 1 if line.ask("GET", "/boards/").status == 200 else 0  # kept by no process, unlike the order
        except NoAnswer:
            well = 0
        line.close()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Prints how a play went, and how little its zeros say: at 95 % confidence a zero in N is a rate below 3/N."""

    def say(name: str, play: Play, **figures: object) -> None:
        diary = play.diary
        again = ", ".join(f"{count} {why}" for why, count in sorted(diary.again.items()))
        facts = "".join(f", {what.replace('_', ' ')} {value}" for what, value in figures.items())
        moves, looks = len(diary.moves), len(diary.looks)
        with capsys.disabled():
            print(  # noqa: T201
                f"\n{name}: {moves} moves by {play.leaders} leaders in {play.seconds:.0f} s; sent again:"
                f" {again or 'none'}; stale {len(diary.refused)}{facts}; a zero in {moves} bounds the rate at about"
                f" {3 / moves:.2%}, one in {looks} reads at {3 / looks:.3%}"
            )

    return say


@pytest.fixture
def crew(manning: Crew) -> Crew:
    """All of them alive, and nobody wakes them yet. `manning`: those of the folder."""
    manning.mend()
    manning.killed = manning.restarts = 0
    return manning


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Prints the figures, and how little a zero says: at 95 % confidence a zero in N is a rate below 3/N."""

    def tell(name: str, number: int, **figures: object) -> None:
        facts = ", ".join(f"{what.replace('_', ' ')} {value}" for what, value in figures.items())
        bound = f"a zero in {number} bounds the rate at about {3 / number:.2%}"
        with capsys.disabled():
            print(f"\n{name}: {number}; {facts}; {bound}")  # noqa: T201

    return tell
