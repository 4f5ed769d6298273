"""Rows for all tests of a file: committed once, and flushed behind it. Each test takes back what it does by itself."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.core.management import call_command

Made = TypeVar("Made")


def lasting(make: Callable[[], Made], blocker: Any) -> Iterator[Made]:
    """The body of a fixture of a file; `blocker` is pytest-django's.

    Committed, for in one transaction with all tests what they take back would pile up and slow down the last ones.
    Tests on it ask for `db`: only those that do come before those of the browser, in whose thread a loop runs for
    the rest of the process.
    """
    try:
        with blocker.unblock():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            call_command("flush", verbosity=0, interactive=False)
