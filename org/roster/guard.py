"""Keeps a spreadsheet from running a name as a formula. Pure.

An apostrophe is set before a text that a spreadsheet would compute, and before one that already looks guarded; taking
it off is then exact for every text.
"""

import re

_SIGNS = "[=+\\-@\t\r\n＝＋－＠]"
_DANGER = re.compile(f"'*{_SIGNS}")
_GUARDED = re.compile(f"'+{_SIGNS}")


def guarded(text: str) -> str:
    """The text as it is written into a cell."""
    return f"'{text}" if _DANGER.match(text) else text


def unguarded(cell: str) -> str:
    """The text that was meant by a cell."""
    return cell[1:] if _GUARDED.match(cell) else cell
