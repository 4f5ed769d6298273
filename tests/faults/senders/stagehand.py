"""A process on the product's database that does, one after the other, what a test asks for: a line in, a line out.

The tests themselves have another database; this one starts Django once for all of them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import django
import orjson

from tests.config.starting import CHECKOUT

MODULE = "tests.faults.senders.stagehand"


class Failed(Exception):
    """What the stagehand has to say of it."""


class Stagehand:
    def __init__(self, scenery: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE, scenery], cwd=CHECKOUT, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def does(self, what: str, **how: Any) -> Any:
        """Calls a function of the scenery; gives what it gives, as far as JSON can say it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(orjson.dumps([what, how]) + b"\n")
        self._process.stdin.flush()
        word, found = orjson.loads(self._process.stdout.readline() or b'["failed", "It is gone."]')
        if word == "failed":
            raise Failed(found)
        return found

    def end(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()


@contextmanager
def stagehand(scenery: str, environment: dict[str, str]) -> Iterator[Stagehand]:
    """`scenery`: the module whose functions it calls."""
    hand = Stagehand(scenery, environment)
    try:
        yield hand
    finally:
        hand.end()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    scenery = import_module(sys.argv[1])

    for line in sys.stdin.buffer:
        what, how = orjson.loads(line)
        try:
            answer = ["done", getattr(scenery, what)(**how)]
        except Exception as error:
            answer = ["failed", f"{type(error).__name__}: {error}"]
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
