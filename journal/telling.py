"""What an event may tell outside: decided by the package that knows it, which registers here, in its `telling`.

Only kinds that are registered can be asked for. What a package leaves out of `Told` leaves the house by no webhook.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from journal.models import Event


@dataclass(frozen=True, slots=True)
class Told:
    """JSON values. `tells_order`: there is something in it that only an endpoint with the live order may have."""

    subject: dict[str, Any]
    data: dict[str, Any] = field(default_factory=dict)
    tells_order: bool = False


Teller = Callable[[Event, bool], Told]
"""The event, and whether a leader lets the endpoint have the live order."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`says`: what it means, for whoever chooses. `merges`: a newer one of the same topic says all that it said."""

    name: str
    says: str
    merges: bool
    tell: Teller
    offered: bool


_kinds: dict[str, Kind] = {}


def register(tell: Teller, says: Mapping[str, str], *, merging: Collection[str] = (), offered: bool = True) -> None:
    """`says`: the kinds that `tell` can tell, each with its sentence. `offered` False: it is sent, never asked for."""
    for name, sentence in says.items():
        _kinds[name] = Kind(name, sentence, name in merging, tell, offered)


def kind(name: str) -> Kind | None:
    return _kinds.get(name)


def offered() -> list[Kind]:
    """What an endpoint can ask for, by name."""
    return sorted((each for each in _kinds.values() if each.offered), key=lambda each: each.name)


def chosen(data: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Of the particulars of an event those that may be told."""
    return {name: data[name] for name in names if name in data}
