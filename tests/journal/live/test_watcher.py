"""What waits for a browser waits in order and has an end."""

from journal.live import sse
from journal.live.change import Change
from journal.live.watcher import MOST, Watcher
from tests.loop import run


def watcher() -> Watcher:
    return Watcher("seat", frozenset({"cycle:7"}))


def drained(watcher: Watcher) -> list[bytes]:
    async def drain() -> list[bytes]:
        taken = [await watcher.take()]
        while taken[-1]:
            taken.append(await watcher.take())
        return taken[:-1]

    return run(drain())


def test_what_was_put_is_taken_at_once_and_in_order() -> None:
    ours = watcher()
    for piece in (b"a", b"", b"b", b"c"):
        ours.put(piece, 1)
    ours.end()
    ours.put(b"too late", 2)
    assert drained(ours) == [b"abc"]


def test_a_browser_that_reads_nothing_is_told_to_fetch_everything_and_to_come_back() -> None:
    ours = watcher()
    for number in range(MOST + 5):
        ours.put(sse.changes([Change(3, number, "cycle:7")]), number)
    assert ours.is_over
    assert drained(ours) == [sse.resync(MOST)]


def test_the_lines_are_those_that_browsers_read() -> None:
    assert sse.changes([Change(3, 8, "cycle:7"), Change(3, 9, "cycle:7")]) == (
        b"id: 8\ndata: cycle:7 8\n\nid: 9\ndata: cycle:7 9\n\n"
    )
    assert sse.resync(9) == b"id: 9\nevent: resync\ndata: 9\n\n"
    assert sse.BYE == b"event: bye\ndata: bye\n\n"
