"""What a file costs in memory is bounded, whatever it unpacks to: measured in a process of its own, as a worker is."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.servers import CHECKOUT

MB = 1024 * 1024
MOST = 350
"""MB that reading may take, of a worker that has much more."""

_CHILD = """
import resource, sys
from bets.exchange import ExchangeError
from bets.importing import guessed, read_grid, rows_of
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)
before = peak()
try:
    grid = read_grid(open(sys.argv[1], "rb").read())
    rows_of(grid, guessed(grid.labels), {})
except ExchangeError:
    pass
print(peak() - before)
"""
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


_STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</styleSheet>'


def book(inside: bytes, styles: bytes | None = None) -> bytes:
    """A workbook whose sheet holds this, packed to a thousandth."""
    plain, packed = BytesIO(), BytesIO()
    made = Workbook()
    made.save(plain)
    parts = {"xl/worksheets/sheet1.xml": _SHEET % inside} | ({"xl/styles.xml": styles} if styles else {})
    with ZipFile(plain) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, parts.get(part) or old.read(part))
    return packed.getvalue()


def prose() -> bytes:
    """As large as a file may be, of rows as long as a cell may be, with a character that widens all others."""
    rows = (f'{number},One,vera@example.com,"{"x" * 4_100}😀"\n' for number in range(4_990))
    return ("id,title,owner,text\n" + "".join(rows)).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "20 MB of prose": prose,
    "20 MB in one cell": lambda: b'id,title,owner\n1,"' + b"x" * (20 * MB - 30) + b'"\n',
    "20 MB of small cells": lambda: b"a,b,c\n" + b"ab,ab,ab\n" * (20 * MB // 9 - 2),
    "a row of millions of cells": lambda: b"a,b,c\n" + b"ab," * (20 * MB // 3 - 4),
    "JSON of millions of numbers": lambda: b'[{"a":[' + b"1," * (10 * MB - 20) + b"1]}]",
    "JSON with as many values as may be": lambda: b'[{"a":[' + b'{"a":1},' * 490_000 + b"1]}]",
    "a sheet of 63 MB of blanks": lambda: book(b" " * (62 * MB)),
    "a sheet of one large text": lambda: book(
        b'<row><c t="inlineStr"><is><t>' + b"x" * (60 * MB) + b"</t></is></c></row>"
    ),
    "an element of millions of attributes": lambda: book(
        b"<row %b/>" % b" ".join(b'a%d=""' % n for n in range(5_000_000))
    ),
    "millions of formats": lambda: book(b"", _STYLES % (b"<cellXfs>" + b"<xf/>" * 5_000_000 + b"</cellXfs>")),
    "a sheet of 300 MB": lambda: book(b" " * (300 * MB)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_takes_no_more_than_its_share(tmp_path: Path, name: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(FILES[name]())
    assert file.stat().st_size <= 20 * MB
    child = [sys.executable, "-c", _CHILD, str(file)]
    done = subprocess.run(child, cwd=CHECKOUT, capture_output=True, timeout=120, check=True)
    assert int(done.stdout) < MOST
