"""Opening hours as people write them: `9-12, 13:00-17:30`, or nothing for closed. Pure."""

import re

from org.working_time import Window, Windows

CLOSED = "closed"

_BETWEEN = re.compile(r"\s*(?:,|;|\band\b)\s*")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_WINDOW = re.compile(rf"{_CLOCK}\s*(?:-|–|—|\bto\b)\s*{_CLOCK}")


class NoHours(ValueError):
    """The message is the sentence for whoever wrote the text."""


def read(text: str) -> Windows:
    """The windows in order of the day; () for nothing and for `closed`. Raises NoHours."""
    text = text.strip().lower()
    if text in ("", CLOSED, "-", "–"):
        return ()
    return tuple(sorted(_window(part) for part in _BETWEEN.split(text)))


def show(windows: Windows) -> str:
    """`09:00–12:00, 13:00–17:00`, or `closed`; what `read` takes."""
    return ", ".join("–".join(window.texts) for window in windows) or CLOSED


def hours(minutes: int) -> str:
    """`40 hours`, `37 h 30 min`"""
    whole, rest = divmod(minutes, 60)
    if rest:
        return f"{whole} h {rest} min"
    return "1 hour" if whole == 1 else f"{whole} hours"


def _window(part: str) -> Window:
    found = _WINDOW.fullmatch(part)
    if found is None:
        raise NoHours(f"“{part[:20]}” is not a time from and to: write 9:00-17:00, or several with a comma between.")
    opens, closes = _minutes(part, *found.group(1, 2)), _minutes(part, *found.group(3, 4))
    return Window(opens, closes)


def _minutes(part: str, hour: str, minute: str | None) -> int:
    at = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or at > 24 * 60:
        raise NoHours(f"“{part[:20]}” is not on the clock: hours go from 0 to 24, minutes to 59.")
    return at
