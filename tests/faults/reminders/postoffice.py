"""A real mail server on the loopback that writes down what it takes, and has its moods."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.config.test_embedded_up import free_port


@dataclass(frozen=True)
class Letter:
    """`at` is on the monotonic clock; `key` is the Message-ID."""

    key: str
    to: str
    subject: str
    at: float


@dataclass
class Mood:
    """What it does with whom. `slow`, `late`: seconds before it keeps a letter, and after that before it says so.

    `answers`: its reply to a recipient, as `550 nobody here`. `deaf`: it never answers for
    them. `cutting`: so many letters are kept, and then the line breaks instead of `250`."""

    slow: float = 0
    late: float = 0
    answers: dict[str, str] = field(default_factory=dict)
    deaf: set[str] = field(default_factory=set)
    cutting: int = 0


class Clerk:
    """The half that speaks. No properties: the server reads all of them when it starts."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.mood = Mood()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.mood.answers:
            return self.mood.answers[address]
        if address in self.mood.deaf:
            await asyncio.sleep(3600)
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content or b"")  # type: ignore[arg-type]
        await asyncio.sleep(self.mood.slow)
        for to in envelope.rcpt_tos:
            self.letters.append(Letter(str(mail["Message-ID"]), to, str(mail["Subject"]), time.monotonic()))
        await asyncio.sleep(self.mood.late)
        if self.mood.cutting > 0:
            self.mood.cutting -= 1
            server.transport.abort()  # type: ignore[union-attr]
        return "250 kept"


class PostOffice:
    """A context. `port` stays the same while it is closed and opened again."""

    def __init__(self) -> None:
        self.port = free_port()
        self._clerk = Clerk()
        self._open()

    @property
    def letters(self) -> list[Letter]:
        return list(self._clerk.letters)

    @property
    def mood(self) -> Mood:
        return self._clerk.mood

    def counted(self) -> Counter[str]:
        """How often each letter came."""
        return Counter(letter.key for letter in self.letters)

    def empty(self) -> None:
        """Begins anew: nothing kept, no mood."""
        self._clerk.letters.clear()
        self._clerk.mood = Mood()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Nobody listens there for as long as the block lasts."""
        self._controller.stop()
        try:
            yield
        finally:
            self._open()

    def _open(self) -> None:
        self._controller = Controller(self._clerk, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def __enter__(self) -> "PostOffice":
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
