"""What a roadmap tool has to be able to do, whichever it is. Pure: plain values in and out.

A new tool is one file that fulfils `Tool`, and one line in `bets/roadmap/tools.py`. Every method may raise one of the
refusals below.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

Key = str
Mark = str
Project = str


class Refused(Exception):
    """The tool refuses us as a whole: a wrong secret, a wrong address. Nothing goes on before somebody looks."""


class TryLater(Exception):
    """It may go well in `seconds`: the tool is busy, or away. `is_failure`: not because we asked too often."""

    def __init__(self, why: str, seconds: float, *, is_failure: bool = True) -> None:
        super().__init__(why)
        self.seconds, self.is_failure = seconds, is_failure


class ItemRefused(Exception):
    """This one is refused, and the others may go well. Says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An epic as we want it: `mark` is on it and on no other, `url` leads back to the bet."""

    mark: Mark
    project: Project
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How an epic stands. `key` is that of now; `done` of `children` are finished; `moved`: when last, by project."""

    key: Key
    url: str
    status: str
    done: int = 0
    children: int = 0
    is_done: bool = False
    moved: Mapping[Project, datetime] = field(default_factory=dict)

    @property
    def progress(self) -> int:
        """Percent, rounded down: 100 is only said of what is finished."""
        if not self.children:
            return 100 if self.is_done else 0
        return 100 * self.done // self.children


class Tool(Protocol):
    def check(self) -> str:
        """Whose account it is that we come with."""

    def projects(self) -> Mapping[Project, str]:
        """Those that the account sees, with their names."""

    def marked(self, marks: Collection[Mark]) -> Mapping[Mark, Key]:
        """The epics that carry one of these."""

    def there(self, keys: Collection[Key]) -> Mapping[Key, Key]:
        """Of these keys, those that lead to something: what it is called now."""

    def create(self, wanted: Wanted) -> Key: ...

    def edit(self, key: Key, wanted: Wanted) -> None: ...

    def link(self, key: Key) -> str:
        """Where a person looks at it."""

    def ranked(self, keys: Collection[Key]) -> Sequence[Key]:
        """These, in the tool's own order."""

    def rank(self, keys: Sequence[Key], *, after: Key | None = None, before: Key | None = None) -> Mapping[Key, str]:
        """Put at most `MOST_RANKED`, in this order, after or before one; those that were refused, each with why."""

    def look(self, keys: Collection[Key]) -> Mapping[Key, Seen]:
        """How these stand; what is gone is left out."""


MOST_RANKED = 50
