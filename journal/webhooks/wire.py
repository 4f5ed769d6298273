"""One request to an address that somebody typed: it reaches nothing inside, follows nothing, and ends in time.

The name is resolved here, and the socket opened to the very address that was judged: a name that means something else
a moment later gains nothing. There is no proxy, no cookie, no redirect and no compression.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import httpcore
import httpx
from django.conf import settings

from journal.webhooks.addresses import may_be_told

MOST_IN = 64 * 1024
"""Bytes of an answer that are read."""

KEPT = 2_000
"""Characters of it that are kept."""

_Options = Iterable[Any] | None
T = TypeVar("T")


class Unreachable(Exception):
    """No answer came. Says why, to whoever configured the address."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` by lower-case name; `body` is whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, wanted: float | None = None) -> float:
        """Seconds. Raises httpcore.TimeoutException when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("time is up")
        return left if wanted is None else min(left, wanted)


class _Stream(httpcore.NetworkStream):
    """A connection that ends at the deadline, however slowly it drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Guarded(httpcore.NetworkBackend):
    """Opens sockets to addresses that may be told something, and to no other."""

    def __init__(self, deadline: _Deadline) -> None:
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: _Options = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        for address in _judged(host, port):
            try:
                return _Stream(self._inner.connect_tcp(address, port, self._deadline.left(timeout)), self._deadline)
            except httpcore.ConnectError as error:
                last = error
        raise last

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: _Options = None) -> Any:
        raise Unreachable("A file is no address.")


def _judged(host: str, port: int) -> list[str]:
    """Where the name leads to. A name that leads anywhere inside is refused whole. Raises Unreachable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("Its name is not known.") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(may_be_told(each, intranet=settings.WEBHOOK_PRIVATE) for each in addresses):
        raise Unreachable("It is not on the public internet.")
    return addresses


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> Answer:
    """Send it, and read the beginning of what is answered, within `seconds`. Raises Unreachable."""
    said = {"user-agent": "bets-webhooks/1", **headers}
    return _sent("POST", url, body, said, seconds, lambda answer: Answer(answer.status, _beginning(answer)))


def exchange(method: str, url: str, body: bytes, headers: Mapping[str, str], seconds: float, most: int) -> Reply:
    """As `post`, by any method, and with the whole answer. Raises Unreachable, also for more than `most` bytes."""
    said = {"user-agent": "bets-roadmap/1", **headers}
    return _sent(method, url, body, said, seconds, lambda answer: _whole(answer, most))


def _sent(
    method: str, url: str, body: bytes, headers: Mapping[str, str], seconds: float,
    read: Callable[[httpcore.Response], T],
) -> T:  # fmt: skip
    try:
        where = httpx.URL(url)
        target = httpcore.URL(
            scheme=where.raw_scheme, host=where.raw_host, port=where.port, target=where.raw_path or b"/"
        )
        said = {
            "host": where.netloc.decode(), "content-type": "application/json", "accept-encoding": "identity", **headers,
        }  # fmt: skip
        return _exchanged(method, target, body, said, _Deadline(seconds), read)
    except httpcore.TimeoutException:
        raise Unreachable(f"It did not answer within {seconds:g} seconds.") from None
    except ssl.SSLError as error:
        raise Unreachable(f"Its certificate cannot be trusted: {error.reason}.") from None
    except httpcore.ConnectError as error:
        raise Unreachable(f"It cannot be reached: {error}.") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise Unreachable(f"The connection broke: {str(error) or type(error).__name__}.") from None
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Unreachable("It is no address.") from None


def _exchanged(
    method: str, url: httpcore.URL, body: bytes, headers: Mapping[str, str], deadline: _Deadline,
    read: Callable[[httpcore.Response], T],
) -> T:  # fmt: skip
    limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), deadline.left())}
    with (
        httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=_Guarded(deadline)) as pool,
        pool.stream(method, url, headers=list(headers.items()), content=body, extensions=limits) as answer,
    ):
        return read(answer)


@cache
def _trusted() -> ssl.SSLContext:
    """Public authorities, or those of SSL_CERT_FILE where a company has its own."""
    return httpx.create_ssl_context()


def _beginning(answer: httpcore.Response) -> str:
    """Of its body. What comes after `MOST_IN` is left unread; a NUL is nothing that can be kept."""
    read = b""
    for chunk in answer.iter_stream():
        read += chunk
        if len(read) >= MOST_IN:
            break
    return read[:MOST_IN].decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")[:KEPT]


def _whole(answer: httpcore.Response, most: int) -> Reply:
    read = b""
    for chunk in answer.iter_stream():
        read += chunk
        if len(read) > most:
            raise Unreachable(f"It answered with more than {most} bytes.")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
    return Reply(answer.status, headers, read)
