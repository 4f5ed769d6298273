"""Looks into a workbook before it is unpacked: it is an archive that a stranger has made."""

from io import BytesIO
from pyexpat import ExpatError, ParserCreate
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bets.exchange.limits import (
    MAX_ELEMENTS,
    MAX_OTHER_ELEMENTS,
    MAX_ROW_ELEMENTS,
    MAX_TOKEN_BYTES,
    MAX_UNPACKED_BYTES,
)
from bets.exchange.problems import Refused

_TEXTS = {
    "is",
    "si",
    "t",
    "r",
    "rPr",
    "b",
    "i",
    "u",
    "sz",
    "color",
    "rFont",
    "family",
    "charset",
    "scheme",
    "vertAlign",
}
_OF_TABLES = _TEXTS | {
    "row",
    "c",
    "v",
    "f",
    "rPh",
    "phoneticPr",
    "mergeCell",
    "hyperlink",
    "x",
    "n",
    "s",
    "d",
    "m",
    "e",
}
"""Elements of which a large table has many. Of each other one, a format or a name, an object is made and kept."""

_PIECE = 64 * 1024
_OLD_OR_ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")


def check_archive(data: bytes) -> None:
    """Refuse what is not a workbook, what would grow beyond measure, and what leads to other files."""
    if data.startswith(_OLD_OR_ENCRYPTED):
        raise Refused("This is an old or an encrypted workbook: save it as .xlsx, without a password.")
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_parts(archive.infolist())
            inspection = _Inspection()
            for part in archive.infolist():
                inspection.look_at(archive.read(part))
    except BadZipFile as error:
        raise Refused("This is not an XLSX workbook, or it is damaged: save it again as .xlsx.") from error


def _check_parts(parts: list[ZipInfo]) -> None:
    # Reading stops at the size that a part declares, so the declared sizes can be trusted as a limit;
    # but only these two methods unpack bit by bit.
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        size = MAX_UNPACKED_BYTES // 1024 // 1024
        raise Refused(f"Unpacked, this workbook has more than {size} MB: delete what is not needed.")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.flag_bits & 1 for part in parts):
        raise Refused("This workbook is packed in an unusual way: save it again as .xlsx.")
    names = {part.filename for part in parts}
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise Refused("This workbook has links to other workbooks: break them, or paste the values.")
    if "xl/workbook.xml" not in names:
        raise Refused("This is an archive, but not an XLSX workbook: unpack it, or save the table as .xlsx.")


class _Inspection:
    """Reads the XML of all parts before anybody builds objects from it.

    A few bytes of entities can stand for gigabytes, and a row is held in memory as a whole.
    """

    def __init__(self) -> None:
        self.elements = 0
        self.row_began = 0
        self.others = 0

    def look_at(self, part: bytes) -> None:
        """Piece by piece: of an element the parser makes one whole thing, however many attributes it has."""
        self.row_began = 0
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        try:
            for begin in range(0, len(part), _PIECE):
                end = min(begin + _PIECE, len(part))
                parser.Parse(part[begin:end], end == len(part))
                if end - max(parser.CurrentByteIndex, 0) > MAX_TOKEN_BYTES:
                    raise Refused("This workbook has more than 1 MB in one tag: save it again as .xlsx.")
        except ExpatError:
            return  # a picture, or damage that whoever needs this part will meet as well

    def _doctype(self, *_: object) -> NoReturn:
        raise Refused("This workbook has a document type in its XML: save it again as .xlsx.")

    def _element(self, name: str, _: object) -> None:
        self.elements += 1
        self.others += name.rpartition(":")[2] not in _OF_TABLES
        if self.others > MAX_OTHER_ELEMENTS:
            raise Refused("This workbook has too many formats or names: copy the table into a new one.")
        if name.endswith("row"):
            self.row_began = self.elements
        in_row = self.elements - self.row_began if self.row_began else 0
        if in_row > MAX_ROW_ELEMENTS or self.elements > MAX_ELEMENTS:
            raise Refused("This workbook has too many cells: delete what is not needed.")
