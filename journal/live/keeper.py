"""Who may watch what: asked from above, for the journal knows neither people nor rights."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Judgement:
    """`staying`: the seats whose holders may go on. `newest`: by board, the number of its newest event."""

    staying: Collection[Hashable]
    newest: Mapping[int, int]


class Keeper(Protocol):
    def judge(self, seats: Collection[Hashable]) -> Judgement:
        """All watchers of this process at once, in one statement. Called in a thread that may use the database."""
        ...

    def is_about_rights(self, topic: str) -> bool:
        """Whether an event of this topic can end somebody's right to watch."""
        ...
