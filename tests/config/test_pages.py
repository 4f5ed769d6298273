"""What a server of ASGI is told of a WSGI application's answer, and when."""

import threading
from collections.abc import Iterable, Iterator, MutableMapping
from contextvars import ContextVar
from typing import Any

import pytest

from config.pages import PIECE, Behind
from tests.loop import run

Message = MutableMapping[str, Any]
SCOPE = {
    "type": "http", "path": "/", "method": "GET", "query_string": b"a=1", "http_version": "1.1",
    "headers": [(b"accept", b"text/html")], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
}  # fmt: skip


def told(pages: Any, sent: list[Message] | None = None, times: int = 1) -> list[Message]:
    """All messages of so many requests to `pages`, in order; put into `sent` as they come."""
    messages: list[Message] = sent if sent is not None else []
    behind = Behind(pages, threads=1)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        messages.append(message)

    async def ask() -> None:
        for _ in range(times):
            await behind(dict(SCOPE), receive, send)

    run(ask())
    return messages


def test_an_answer_crosses_over_whole() -> None:
    def pages(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain"), ("ETag", '"7"')])
        return [b"One ", b"page."]

    head, body = told(pages)
    assert head == {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-type", b"text/plain"), (b"etag", b'"7"')],
    }
    assert body == {"type": "http.response.body", "body": b"One page.", "more_body": False}


def test_an_answer_without_content_has_an_end() -> None:
    def pages(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("304 Not Modified", [])
        return []

    head, body = told(pages)
    assert head["status"] == 304
    assert body == {"type": "http.response.body", "body": b"", "more_body": False}


def test_a_long_answer_is_sent_while_it_is_made() -> None:
    """Neither is a long export gathered in memory, nor does it wait for its end."""
    seen: list[int] = []
    sent: list[Message] = []

    def pages(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
        start("200 OK", [])
        for _ in range(8):
            yield b"x" * (PIECE // 2)
            seen.append(len(sent))

    told(pages, sent)
    assert seen == [0, 2, 2, 3, 3, 4, 4, 5]
    assert [len(message.get("body", b"")) for message in sent] == [0, PIECE, PIECE, PIECE, PIECE, 0]
    assert [message.get("more_body") for message in sent] == [None, True, True, True, True, False]


def test_what_a_page_holds_is_closed_in_its_thread_even_when_it_fails() -> None:
    """Django gives the connection to the database back there."""
    closed: list[str] = []

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            raise RuntimeError("in the middle")

        def close(self) -> None:
            closed.append(threading.current_thread().name)

    def pages(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return Parts()

    with pytest.raises(RuntimeError, match="in the middle"):
        told(pages)
    assert [name.split("_")[0] for name in closed] == ["page"]


def test_what_one_request_sets_aside_is_not_there_for_the_next() -> None:
    mine: ContextVar[str] = ContextVar("mine", default="nothing")
    found: list[str] = []

    def pages(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        found.append(mine.get())
        mine.set("something")
        start("200 OK", [])
        return []

    told(pages, times=2)
    assert found == ["nothing", "nothing"]
