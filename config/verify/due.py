"""Invariant 8: a due time is where it was at the raise, or where rows that say why have moved it."""

from collections.abc import Iterator

from eteam.clocks import value
from eteam.models import Blocker
from eteam.sla import due_at
from org.working_time import Calendar, Span


def due_breaches() -> Iterator[str]:
    """Three statements, however many blockers there are."""
    clocks: dict[tuple[int | None, str], Calendar] = {}
    blockers = Blocker.objects.select_related("board", "calendar__board").prefetch_related("due_changes", "pauses")
    for blocker in blockers.order_by("pk"):
        clock = (blocker.calendar_id, blocker.zone)
        if clock not in clocks:
            clocks[clock] = value(blocker.calendar, blocker.zone)
        for problem in _problems(blocker, clocks[clock]):
            yield f"{blocker.board.slug}, blocker {blocker.pk}: {problem}"


def _problems(blocker: Blocker, calendar: Calendar) -> Iterator[str]:
    at = blocker.first_due_at
    for change in sorted(blocker.due_changes.all(), key=lambda each: (each.at, each.pk)):
        if change.before != at:
            yield f"a row moves it from {change.before:%d %B %H:%M}, and it was due {at:%d %B %H:%M}"
        at = change.after
    if at != blocker.due_at:
        yield f"due {blocker.due_at:%d %B %H:%M}, and its rows lead to {at:%d %B %H:%M}"
    counted = due_at(blocker.raised_at, blocker.target, calendar, _ended(blocker))
    if counted != blocker.due_at:
        yield f"due {blocker.due_at:%d %B %H:%M}, and its calendar and pauses give {counted:%d %B %H:%M}"


def _ended(blocker: Blocker) -> list[Span]:
    """While a pause lasts the due time stands where it stood."""
    return [(pause.starts_at, pause.ends_at) for pause in blocker.pauses.all() if pause.ends_at is not None]
