"""F04: PostgreSQL is stopped at once, again and again, while people move bets."""

import pytest

from config.embedded.place import POSTGRES_PORT
from tests.config.starting import eventually, new_folder
from tests.faults.books import NOTHING_WRONG, audit
from tests.faults.conftest import Said
from tests.faults.leader import Habits
from tests.faults.line import Line
from tests.faults.play import Play
from tests.faults.proxy import Proxy, Weather
from tests.faults.rig import Rig, Table
from tests.faults.stopper import IMMEDIATE, Stopper

BACK = 10.0
"""Seconds in which the pages work again once the database does."""

AWAY = frozenset({"503 unavailable"})
SHORT, LONG = 0.2, 20.0
LEAKY = Weather(dropped=0.01)


@pytest.mark.parametrize(
    ("moves", "pauses"),
    [
        (100, [SHORT, 2.0]),
        pytest.param(2_000, [*[SHORT] * 17, 2.0, 5.0, LONG], marks=pytest.mark.faults),
    ],
)
def test_what_was_acknowledged_survives_the_stops(
    rig: Rig, table: Table, moves: int, pauses: list[float], said: Said
) -> None:
    play = Play(rig, table, moves, Habits(rig.port, away=AWAY))
    stopper = Stopper(rig.postgres, play, pauses)
    processes = [each.pid for each in rig.web.children]
    diary = play.played(stopper.stop)
    said("F04", play, stops=len(pauses), back_after=", ".join(f"{seconds:.1f}" for seconds in stopper.back))
    assert audit(rig, table, diary) == NOTHING_WRONG
    assert max(stopper.back) < BACK
    assert [each.pid for each in rig.web.children] == processes
    assert rig.verified() == ""


@pytest.mark.parametrize("moves", [100, pytest.param(3_000, marks=pytest.mark.faults)])
def test_a_commit_whose_reply_is_lost_is_done_once(rig: Rig, table: Table, moves: int, said: Said) -> None:
    """The line from the pages to the database breaks after what was asked was done: they cannot know that it was."""
    with new_folder() as folder:
        theirs = rig.place.postgres_socket
        url = f"postgresql://bets@/bets?host={folder}&port={POSTGRES_PORT}"
        with Proxy(folder / theirs.name, theirs) as proxy, rig.another_web(BETS_DATABASE_URL=url) as port:
            proxy.weather = LEAKY
            play = Play(rig, table, moves, Habits(port, away=AWAY))
            diary = play.played()
    said("F02, behind the pages", play, dropped=proxy.spoilt)
    assert audit(rig, table, diary) == NOTHING_WRONG
    assert diary.again["503 unavailable"] > 0
    assert rig.verified() == ""


def test_without_a_database_pages_and_programs_are_told_to_come_back(rig: Rig, table: Table) -> None:
    line = Line(rig.port, table.sessions[0], patience=30)
    address = f"/cycles/{table.cycle}/ranking/"
    rig.postgres.strike(IMMEDIATE)
    try:
        program, page = line.ask("GET", address), line.ask("GET", address, Accept="text/html")
        alive, ready = line.ask("GET", "/livez"), line.ask("GET", "/readyz")
    finally:
        rig.postgres.start()
    assert (program.word, page.status) == ("503 unavailable", 503)
    assert program.headers["Retry-After"] == page.headers["Retry-After"] == "2"
    assert b"done whole or not at all" in page.body
    assert (alive.status, ready.status) == (200, 503)
    assert eventually(lambda: line.ask("GET", address).status == 200, within=BACK)
    line.close()
