"""One port with two doors: what goes where, and that a page never sees half a request."""

from collections.abc import Iterable, MutableMapping
from typing import Any

from django.conf import settings

from api.live import Live
from config.asgi import THREADS, TwoDoors
from config.pages import Behind
from journal.live import reading
from tests.loop import run

Message = MutableMapping[str, Any]


class Pages:
    """A WSGI application that reads what it is sent."""

    def __init__(self) -> None:
        self.read: list[bytes | str] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            self.read.append(environ["wsgi.input"].read())
        except OSError as error:
            self.read.append(str(error))
        start("200 OK", [])
        return [b"page"]


class Streams(Live):
    def __init__(self) -> None:
        self.opened: list[str] = []

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        self.opened.append(scope["path"])


def ask(path: str, *messages: Message, kind: str = "http") -> tuple[Streams, Pages]:
    """What reaches which door of a request whose body arrives in these messages."""
    streams, pages, arriving = Streams(), Pages(), list(messages)

    async def receive() -> Message:
        return arriving.pop(0)

    async def send(message: Message) -> None:
        pass

    async def once() -> None:
        scope = {
            "type": kind, "path": path, "method": "POST", "query_string": b"", "http_version": "1.1",
            "headers": [], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        await TwoDoors(streams, Behind(pages, threads=1))(scope, receive, send)

    run(once())
    return streams, pages


def part(body: bytes, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_only_the_stream_door_itself_is_not_a_page() -> None:
    assert ask("/live/")[0].opened == ["/live/"]
    for path in ("/", "/livez", "/live", "/live/x/", "/live/../"):
        streams, pages = ask(path, part(b""))
        assert (streams.opened, pages.read) == ([], [b""])


def test_a_page_reads_all_that_was_sent() -> None:
    _, pages = ask("/cycles/7/moves/", part(b"reason=One ", more=True), part(b"sentence."))
    assert pages.read == [b"reason=One sentence."]


def test_a_request_that_was_cut_short_is_an_error_and_no_shorter_text() -> None:
    _, pages = ask("/cycles/7/moves/", part(b"reason=One ", more=True), {"type": "http.disconnect"})
    assert pages.read == ["The request was cut short."]


def test_all_threads_that_ask_the_database_find_a_connection() -> None:
    assert THREADS + reading.THREADS <= settings.POOL or settings.POOL == 0
    assert THREADS + reading.THREADS <= 8  # what the pool holds unless somebody says otherwise
