"""What whoever sends is told before each task: how long its lease is, where to die, which guard to do without."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

LEASE = 3
"""Seconds."""


@dataclass(frozen=True)
class Orders:
    """`die_at`: a failpoint. `without`: one of `sabotage.GUARDS`. The empty word: none."""

    die_at: str = ""
    without: str = ""
    lease: int = LEASE

    def give(self, path: Path) -> None:
        draft = path.with_suffix(".draft")
        draft.write_bytes(orjson.dumps(asdict(self)))
        os.replace(draft, path)

    @classmethod
    def taken(cls, path: Path) -> "Orders":
        return cls(**orjson.loads(path.read_bytes()))
