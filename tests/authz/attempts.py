"""Attempts at real actions: who tries what, in which state; the modules of `acts` fill the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from org.models import Membership
from tests.cast import Cast

Act = Callable[[], Any]
Ready = Callable[[Cast, Membership, Membership], Act]


@dataclass(frozen=True)
class Attempt:
    """`ready` makes the rows and gives the act: of `by`, on something of `owner`'s."""

    action: str
    name: str
    ready: Ready
    state: str = "ranking"

    def __str__(self) -> str:
        return f"{self.action}: {self.name}"


ATTEMPTS: list[Attempt] = []


def attempt(action: str, *, state: str = "ranking") -> Callable[[Ready], Ready]:
    def decorate(ready: Ready) -> Ready:
        ATTEMPTS.append(Attempt(action, ready.__name__, ready, state))
        return ready

    return decorate
