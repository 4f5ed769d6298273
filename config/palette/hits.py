"""What the palette shows: groups of hits."""

from dataclasses import dataclass

MOST = 8
"""Rows of a group."""


@dataclass(frozen=True, slots=True)
class Hit:
    """`mark`: a rank, as `#12`. `rest`: what tells it from others of its name."""

    name: str
    url: str
    rest: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    hits: tuple[Hit, ...]
