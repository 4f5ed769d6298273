"""The lines of an event stream, as browsers read them (`text/event-stream`)."""

from collections.abc import Iterable

from journal.live.change import Change

RETRY = b"retry: 1000\n\n"
"""Milliseconds after which a browser comes back when the line is cut."""


def changes(found: Iterable[Change]) -> bytes:
    """One event for each: its id is the number, from which a browser goes on when it comes back."""
    return b"".join(f"id: {each.number}\ndata: {each.topic} {each.number}\n\n".encode() for each in found)


def resync(newest: int) -> bytes:
    """Too far behind: fetch everything, and go on from `newest`."""
    return f"id: {newest}\nevent: resync\ndata: {newest}\n\n".encode()


def _named(name: str) -> bytes:
    return f"event: {name}\ndata: {name}\n\n".encode()  # without data a browser would keep it to itself


AWAY = _named("away")
BACK = _named("back")
ALIVE = _named("alive")
BYE = _named("bye")
