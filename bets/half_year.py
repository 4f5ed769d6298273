"""The half-year that a cycle's name means. Pure."""

import re
from datetime import date

_NAME = re.compile(r"(\d{4})\W?H([12])", re.IGNORECASE)


def half_year(name: str) -> tuple[date, date] | None:
    """First and last day of `2025H1`, `2025 H1` or `2025-h1`; None for a name that means none."""
    match = _NAME.fullmatch(name.strip())
    if match is None or match[1] == "0000":
        return None
    year = int(match[1])
    return (date(year, 1, 1), date(year, 6, 30)) if match[2] == "1" else (date(year, 7, 1), date(year, 12, 31))
