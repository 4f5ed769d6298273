"""The workers without the guard that makes one epic of a bet: what a negative control takes away."""

from collections.abc import Callable

from bets.roadmap import jira


def take_away(guard: str) -> None:
    """`guard` is `MARKS`, or nothing."""
    if guard:
        GUARDS[guard]()


def _look_for_no_marks() -> None:
    """What somebody made and did not live to keep is not found."""
    jira.Jira.marked = lambda tool, marks: {}  # type: ignore[method-assign]


MARKS = "marks"
GUARDS: dict[str, Callable[[], None]] = {MARKS: _look_for_no_marks}
