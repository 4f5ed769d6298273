"""How something above answers an event without being imported: it registers a reaction, in its app's `reactions`.

A reaction runs in the transaction of the act, right before its end. It takes no lock, records nothing, and must not
fail: the act of somebody else would fail with it. Whatever takes longer runs after the commit, from the event's row.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from journal.kinds import Payload


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as it was just written. `subject` is the id of what was acted on, `name` what it was called."""

    board_id: int
    number: int
    payload: Payload
    subject: int
    name: str
    now: datetime


Reaction = Callable[[Happened], None]

_reactions: dict[type[Payload], list[Reaction]] = defaultdict(list)


def register(payload: type[Payload], reaction: Reaction) -> None:
    """Call `reaction` for each event of this very kind. Registering twice is registering once."""
    if reaction not in _reactions[payload]:
        _reactions[payload].append(reaction)


def react(happened: Happened) -> None:
    for reaction in _reactions.get(type(happened.payload), ()):
        reaction(happened)
