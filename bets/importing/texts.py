"""Bytes to text, whoever wrote them; and what separates the cells."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from bets.exchange.problems import Refused

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_BINARY = "This is no table: send a CSV, XLSX or JSON file."
_HEAD = 4096
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def text_of(data: bytes) -> tuple[str, str]:
    """The text without its mark, and the name of the encoding that it was found to have. Refused for no text at all."""
    encoding, name = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("The encoding of this file is not known: save it as UTF-8.") from error
    return text.removeprefix("\ufeff"), name


def _encoding(data: bytes) -> tuple[str, str]:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16", "UTF-16"
    head = data[:_HEAD]
    if data.startswith(_OTHERS):
        raise Refused(_BINARY)
    if not data.startswith(BOM_UTF8) and head.count(0) * 3 >= len(head) > 1:
        return ("utf-16-be" if head[0] == 0 else "utf-16-le"), "UTF-16"
    if 0 in head:
        raise Refused(_BINARY)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"


_HEADER = 100_000
"""Characters of which the first row is read."""


def separator_of(text: str) -> tuple[str, int]:
    """What separates the cells, and how many characters of the text to leave out: a line `sep=;` says it itself."""
    first, start = _first_line(text)
    said = first.strip().lower()
    if said.startswith("sep=") and said[4:5] in SEPARATORS:
        return said[4:5], start + len(first)
    begin = text[start : start + _HEADER]
    return max(SEPARATORS, key=lambda sign: (_cells(begin, sign, strict=True), _cells(first[:_HEADER], sign))), 0


def _first_line(text: str) -> tuple[str, int]:
    """The first line with anything in it, and where it begins. Of a very long one its beginning."""
    start = len(text) - len(text.lstrip("\r\n"))
    end = text.find("\n", start)
    return text[start : end + 1 if end >= 0 else len(text)], start


def _cells(text: str, separator: str, *, strict: bool = False) -> int:
    """Of its first row, which is more than a line where a quoted cell has several; none where a strict reader stops."""
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict), ()))
    except csv.Error:
        return 0 if strict else text.count(separator)
