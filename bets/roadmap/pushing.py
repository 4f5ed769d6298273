"""What a push has to do: which epics to make, which to edit, and which blocks to rank. Pure.

The tool's order of our epics among each other is made ours; nothing of anybody else's is moved.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bets.roadmap.tool import MOST_RANKED, Key, Mark, Project, Wanted


@dataclass(frozen=True, slots=True)
class Pushed:
    """A funded bet as a push sees it. `key`: of its epic, empty if it has none; `pushed`: what was written into it."""

    bet: int
    rank: int
    title: str
    text: str
    url: str
    mark: Mark
    project: Project = ""
    key: Key = ""
    is_ours: bool = False
    pushed: str = ""

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.mark, self.project, self.title, self.text, self.url)

    @property
    def digest(self) -> str:
        """Of what an epic says of the bet: another digest, and it has to be written anew."""
        said = "\0".join((self.title, self.text, self.url, self.mark))
        return hashlib.sha256(said.encode()).hexdigest()

    def found(self, key: Key) -> "Pushed":
        return replace(self, key=key)

    def adopted(self, key: Key) -> "Pushed":
        """By its mark: a push made it, and what it says is not known."""
        return replace(self, key=key, is_ours=True, pushed="")


@dataclass(frozen=True, slots=True)
class Todo:
    """In plan order. `homeless`: to be made, and none of their teams has a project."""

    make: tuple[Pushed, ...]
    edit: tuple[Pushed, ...]
    homeless: tuple[Pushed, ...]
    order: tuple[Pushed, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.make or self.edit or self.homeless)


def todo(bets: Sequence[Pushed]) -> Todo:
    """`bets`: all that are funded. An epic that was linked by hand keeps its words, and is only ranked."""
    new = [bet for bet in bets if not bet.key]
    return Todo(
        make=tuple(bet for bet in new if bet.project),
        edit=tuple(bet for bet in bets if bet.key and bet.is_ours and bet.pushed != bet.digest),
        homeless=tuple(bet for bet in new if not bet.project),
        order=tuple(bet for bet in bets if bet.key),
    )


def home(demands: Mapping[str, int], projects: Mapping[str, Project]) -> Project:
    """The project of the team of which the bet asks most, among the teams that have one; empty if none has.

    Both by the teams' slugs; `demands` in tenths of weeks.
    """
    teams = sorted((slug for slug in demands if slug in projects), key=lambda slug: (-demands[slug], slug))
    return projects[teams[0]] if teams else ""


@dataclass(frozen=True, slots=True)
class Block:
    """To be put, in this order, after one of ours or before it."""

    keys: tuple[Key, ...]
    after: Key | None = None
    before: Key | None = None


def blocks(wanted: Sequence[Key], now: Sequence[Key]) -> Iterator[Block]:
    """What makes `now` into `wanted`, in blocks that the tool takes at once; nothing where it is so already.

    `now` may lack what was made a moment ago. The beginning that is right stays untouched. A first one that is wrong
    goes to where the first of ours stands, so that our list stays where it was in the tool's.
    """
    right = next((place for place, key in enumerate(wanted) if list(now[place : place + 1]) != [key]), None)
    if right is None:
        return
    if right == 0:
        right = 1
        if now:
            yield Block((wanted[0],), before=now[0])
    for start in range(right, len(wanted), MOST_RANKED):
        yield Block(tuple(wanted[start : start + MOST_RANKED]), after=wanted[start - 1])
