"""The line of time of a session: what has passed, the hours, and before when something is heard. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Mark:
    """`x` in percent of the width; `anchor` keeps the text inside."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """`spent` in percent; `said`: all of it as a sentence. `now` None before the session and long after it."""

    spent: str
    ticks: tuple[Mark, ...]
    dues: tuple[Mark, ...]
    now: Mark | None
    said: str


def line(
    starts_at: datetime, ends_at: datetime, zone: str, dues: Iterable[tuple[datetime, str]], now: datetime | None
) -> Line:
    """`dues`: until when, and what of."""
    there = ZoneInfo(zone)

    def mark(at: datetime, text: str) -> Mark:
        share = min(max((at - starts_at) / (ends_at - starts_at), 0.0), 1.0) * 100
        return Mark(f"{share:.2f}%", text, "start" if share < 8 else "end" if share > 80 else "middle")

    def clock(at: datetime) -> str:
        return f"{at.astimezone(there):%H:%M}"

    found = [(at, what) for at, what in dues if starts_at <= at <= ends_at]
    is_on = now is not None and starts_at <= now <= ends_at
    spent = min(max((now - starts_at) / (ends_at - starts_at), 0.0), 1.0) * 100 if now else 0.0
    before = ", ".join(clock(at) for at, _ in found)
    said = f"{clock(starts_at)} to {clock(ends_at)}"
    said += f", now {clock(now)}" if now and is_on else ""
    return Line(
        spent=f"{spent:.2f}%",
        ticks=tuple(mark(at, clock(at)) for at in _ticks(starts_at, ends_at)),
        dues=tuple(mark(at, f"{clock(at)} {what}") for at, what in found),
        now=mark(now, clock(now)) if now and is_on else None,
        said=f"{said}. Hear before {before}." if before else f"{said}.",
    )


def _ticks(starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """Each half an hour, or each ten minutes of a short one."""
    step = timedelta(minutes=30) if ends_at - starts_at > timedelta(hours=1) else timedelta(minutes=10)
    count = int((ends_at - starts_at) / step)
    return [starts_at + step * n for n in range(count + 1)]
