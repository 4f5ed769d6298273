"""Bytes of a text file to text."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from bets.exchange.problems import Refused

_UTF16 = "This is UTF-16 text: save the file as UTF-8 (“CSV UTF-8” in a spreadsheet)."
_ARCHIVE = b"PK\x03\x04"


def decoded(data: bytes) -> str:
    """UTF-8, with or without a byte order mark.

    A byte that is not UTF-8 becomes half of a surrogate pair, so that the rule of the cell that has it
    can tell line and column.
    """
    if data.startswith(_ARCHIVE):
        raise Refused("This is a workbook or another archive: give it its right ending, such as .xlsx.")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or _every_second_byte_is_nul(data):
        raise Refused(_UTF16)
    return data.removeprefix(BOM_UTF8).decode("utf-8", errors="surrogateescape")


def _every_second_byte_is_nul(data: bytes) -> bool:
    """Whether the header, which is plain ASCII, was written with two bytes per character."""
    head = data[:64]
    return len(head) > 1 and head.count(0) * 2 >= len(head) - 1
