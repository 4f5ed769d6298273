"""Files that break importers. Each is answered with sentences, or read; none with an error of ours."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

HEADER = "Issue key,Summary,Assignee\n"
ROW = "A-1,Faster search,vera.north@example.com\n"
GOOD = HEADER + ROW

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "utf-7", "cp037", "gb18030",
              "shift_jis", "koi8-r", "latin-1", "utf-32-le", "cp437")  # fmt: skip
_CELLS = (
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "\t=1", "\x00", "a\x00b", "\x1b[2J", "\u202eabc", "\ufeff",
    "\ud7ff", "\ufffe", "\U0010ffff", "\r", "\n", '"', '""', '"x', 'x"', "'", "''=1", "\\", "\\n", "%s%n", "{{7*7}}",
    "${jndi:ldap://x}", "<script>alert(1)</script>", "'; DROP TABLE bets_bet; --", "../../etc/passwd", "NULL", "NaN",
    "1e999", "0x10", "true", "#REF!", "e\u0301" * 50, "\U0001f468\u200d\U0001f469", "ß" * 300, "x" * 10_001,
    " " * 5_000, "\u00a0", "\u2028", "\x85", "\x0b", "\x7f",
)  # fmt: skip
_HEADERS = (
    "", "\n", "\n\n\n", ",", ",,,,,,", "Summary", "Summary,Summary,Summary", "Issue key;Summary;Assignee",
    "Issue key\tSummary\tAssignee", "Issue key|Summary|Assignee", "sep=;\nIssue key;Summary;Assignee", "sep=", "sep=,",
    '"Issue key","Summary","Assignee', "\x00,\x00", "=1,=2,=3", "a" * 100_000, "Issue key,Summary,Assignee" + "," * 400,
    "," * 150_000, "Issue key,Summary,Assignee\r", "\ufeffIssue key,Summary,Assignee", "Labels (2),Labels,Labels",
    "demand:,demand:../x,demand:A B", "column.title,owner,source",
)  # fmt: skip
_TEXTS = (
    "[]", "{}", "[[]]", "[{}]", "null", "1", '"x"', "{", "[", "[{", '{"a":', '{"bets": {}}', '{"bets": [1, 2]}',
    '{"bets": [{"title": {"a": {"b": 1}}}]}', '[{"title": NaN}]', '[{"title": 1e999}]', '[{"title": "\\ud800"}]',
    '[{"title": "\\u0000"}]', '[{"id": ' + "9" * 5_000 + "}]", '[{"a": 1, "a": 2}]', "[" * 100_000,
    "[" * 500 + "]" * 500, '[{"x":' * 20_000, json.dumps([{f"c{number}": 1 for number in range(1_100)}]),
    json.dumps({"issues": [{"fields": {"summary": "x"}}], "total": 1}), '[{"": ""}]', "[{}] trailing",
)  # fmt: skip


def killers() -> Iterator[tuple[str, bytes]]:
    """Each by its name."""
    for name in _ENCODINGS:
        yield f"encoding {name}", GOOD.replace("Faster", "Fa~ster").encode(name, errors="replace")
    for cell in _CELLS:
        yield f"cell {cell[:12]!a}", f'{HEADER}A-1,"{cell}",vera.north@example.com\n'.encode(errors="replace")
    for number, header in enumerate(_HEADERS):
        yield f"header {number}", f"{header}\n{ROW}".encode()
    for number, text in enumerate(_TEXTS):
        yield f"json {number}", text.encode()
    yield "nothing", b""
    yield "one row too wide", (GOOD + "A-2,b,c,d,e\n").encode()
    yield "one row too short", (GOOD + "A-2\n").encode()
    yield "half a character", GOOD.encode() + b"A-2,\xc3,vera.north@example.com\n"
    yield "undefined in Windows-1252", GOOD.encode() + b"A-2,\x81\x8d\x8f,vera.north@example.com\n"
    yield "ten thousand blank lines", (HEADER + "\n" * 10_000).encode()
    yield "too many rows", (HEADER + ROW * 5_001).encode()
    yield "the same id twice", (GOOD + ROW).encode()
    yield "random", bytes(range(256)) * 40
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(100)
    yield "a document", b"%PDF-1.7\n" + bytes(100)
    yield "packed", b"\x1f\x8b" + bytes(100)
    yield "an old workbook", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    yield from _workbooks()


def _workbooks() -> Iterator[tuple[str, bytes]]:
    yield "an archive cut off", _book(lambda book: None)[:200]
    yield "an archive of nothing", b"PK\x03\x04"
    yield "an empty workbook", _book(lambda book: None)
    yield "a formula", _book(lambda book: book.active.append(["Issue key", "Summary", "=1+1"]))
    yield "a sheet of formulas", _book(_formulas)
    yield "other parts", _zip({"a.txt": b"x"})
    yield "a bomb", _zip({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bytes(80 * 1024 * 1024)})
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield "entities", _zip({"xl/workbook.xml": entities, "[Content_Types].xml": entities})
    yield "a name that leads out", _zip({"xl/workbook.xml": b"<a/>", "../../evil": b"x"})
    yield "broken XML", _zip({"xl/workbook.xml": b"<a", "[Content_Types].xml": b"<"})


def _formulas(book: Workbook) -> None:
    assert book.active is not None
    for row in (["Issue key", "Summary", "Assignee"], ["=A1", "=B1", "=WEBSERVICE(1)"]):
        book.active.append(row)


def _book(fill: Callable[[Workbook], object]) -> bytes:
    book, file = Workbook(), BytesIO()
    fill(book)
    book.save(file)
    return file.getvalue()


def _zip(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()
