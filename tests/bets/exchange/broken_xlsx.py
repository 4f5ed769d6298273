"""Workbooks that must be refused, and where the mistake is."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from tests.bets.exchange.broken import Broken

Cells = list[object]

HEADER: Cells = ["external_source", "external_id", "rank", "title", "owner", "demand:core"]
GOOD: Cells = ["tracker", "1", 1, "Faster search", "ann@example.com", 1.5]
SHEET = "xl/worksheets/sheet1.xml"


def bet(at: int, value: object) -> Cells:
    """A good bet of rank 2 with one cell written otherwise."""
    cells: Cells = ["tracker", "2", 2, "Fewer outages", "bob@example.com", 2]
    return [*cells[:at], value, *cells[at + 1 :]]


def book(**sheets: list[Cells]) -> bytes:
    workbook = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def bets(*rows: Cells) -> bytes:
    """A good header, a good bet in row 2, and further rows from row 3 on."""
    return book(bets=[HEADER, GOOD, *rows])


def repacked(
    data: bytes, *, method: int = ZIP_DEFLATED, more: dict[str, bytes] | None = None, **edits: Callable[[bytes], bytes]
) -> bytes:
    """The same workbook with its sheet edited, parts added, or packed by another method."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", method) as new:
        for name in old.namelist():
            edit = edits.get("sheet") if name == SHEET else None
            new.writestr(name, edit(old.read(name)) if edit else old.read(name))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return file.getvalue()


def with_sheet(edit: Callable[[bytes], bytes]) -> bytes:
    return repacked(bets(bet(0, "tracker")), sheet=edit)


def _far_row(sheet: bytes) -> bytes:
    return sheet.replace(b'<row r="3"', b'<row r="999999999999"').replace(b'3" t=', b'999999999999" t=')


def _endless_rows(sheet: bytes) -> bytes:
    wide = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (line, line) for line in range(4, 400))
    return sheet.replace(b"</sheetData>", wide + b"</sheetData>")


def _endless_row(sheet: bytes) -> bytes:
    return sheet.replace(b"</row>", b"<c/>" * 100_001 + b"</row>", 1)


def _entities(sheet: bytes) -> bytes:
    doctype = b'<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return b'<?xml version="1.0"?>' + doctype + sheet.replace(b"Fewer", b"&b;")


def archive(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


FILES = [
    Broken("nothing.xlsx", b"", 0, "", "not an XLSX workbook"),
    Broken("a table.xlsx", b"external_source,external_id\n", 0, "", "not an XLSX workbook"),
    Broken("another archive.xlsx", archive(readme=b"hello"), 0, "", "not an XLSX workbook"),
    Broken("cut off.xlsx", bets()[:-30], 0, "", "not an XLSX workbook"),
    Broken("old or encrypted.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), 0, "", "without a password"),
    Broken("a damaged part.xlsx", with_sheet(lambda sheet: sheet[:-50]), 0, "", "cannot be read"),
    Broken("a bomb.xlsx", repacked(bets(), more={"xl/media/x": bytes(65 * 2**20)}), 0, "", "more than 64 MB"),
    Broken("packed otherwise.xlsx", repacked(bets(), method=ZIP_BZIP2), 0, "", "packed in an unusual way"),
    Broken("entities.xlsx", with_sheet(_entities), 0, "", "a document type in its XML"),
    Broken("links.xlsx", repacked(bets(), more={"xl/externalLinks/link1.xml": b"<x/>"}), 0, "", "links to other"),
    Broken("a row beyond the last.xlsx", with_sheet(_far_row), 0, "", "too large"),
    Broken("a row without end.xlsx", with_sheet(_endless_row), 0, "", "too many cells"),
    Broken("very wide rows.xlsx", with_sheet(_endless_rows), 0, "", "too large"),
    Broken("another sheet.xlsx", book(Sheet1=[HEADER, GOOD]), 0, "", "no sheet “bets”"),
    Broken("an empty sheet.xlsx", book(bets=[]), 0, "", "The file is empty", sheet="bets"),
    Broken("only a header.xlsx", book(bets=[HEADER]), 1, "", "no bet in this file", sheet="bets"),
    Broken("a formula.xlsx", bets(bet(5, "=1+1")), 3, "demand:core", "a formula in this cell", sheet="bets"),
    Broken("a formula as a title.xlsx", bets(bet(3, "=A1")), 3, "title", "a formula in this cell", sheet="bets"),
    Broken("an error.xlsx", bets(bet(5, "#DIV/0!")), 3, "demand:core", "(#DIV/0!)", sheet="bets"),
    Broken("a date as an id.xlsx", bets(bet(1, date(2025, 1, 2))), 3, "external_id", "a date", sheet="bets"),
    Broken("a heading as a formula.xlsx", book(bets=[["=A2", *HEADER[1:]], GOOD]), 1, "A", "formula", 1, "bets"),
    Broken(
        "a text under no heading.xlsx",
        bets([*bet(0, "tracker"), None, "why"]),
        3,
        "H",
        "under no heading",
        sheet="bets",
    ),
    Broken("a decimal rank.xlsx", bets(bet(2, 1.5)), 3, "rank", "“1.5” is not a rank", sheet="bets"),
    Broken("a demand as a text.xlsx", bets(bet(5, "two")), 3, "demand:core", "is not a number", sheet="bets"),
    Broken("a demand with two decimals.xlsx", bets(bet(5, 1.25)), 3, "demand:core", "one decimal", sheet="bets"),
    Broken("a demand that is true.xlsx", bets(bet(5, True)), 3, "demand:core", "“TRUE”", sheet="bets"),
    Broken("a huge demand.xlsx", bets(bet(5, 1e300)), 3, "demand:core", "is not a number", sheet="bets"),
    Broken("a negative demand.xlsx", bets(bet(5, -2)), 3, "demand:core", "is negative", sheet="bets"),
    Broken("a title on two lines.xlsx", bets(bet(3, "Fewer\noutages")), 3, "title", "line break", sheet="bets"),
    Broken("a cell of 30,000.xlsx", bets(bet(3, "x" * 30_000)), 3, "title", "30,000 characters", sheet="bets"),
    Broken(
        "a wrong capacity.xlsx",
        book(bets=[HEADER, GOOD], capacity=[["team", "person_weeks"], ["core", 1], ["web", -1]]),
        3,
        "person_weeks",
        "is negative",
        sheet="capacity",
    ),
]
