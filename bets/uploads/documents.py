"""A PDF. It is kept as it came, for nothing here can write it anew; so whatever acts by itself is refused.

What is packed inside compressed streams is not seen. That is why a PDF is only ever handed out as a download, under a
policy in which nothing runs: see `bets.views.prototypes`.
"""

import re

from bets.uploads.kept import Kept, Unfit

_HEAD = re.compile(rb"\A%PDF-[12]\.[0-9][\r\n]")
_TAIL = re.compile(rb"%%EOF[\r\n \0]*\Z")
_NAME = re.compile(rb"/(?:[A-Za-z]|#[0-9A-Fa-f]{2})+")
_HEXED = re.compile(rb"#([0-9A-Fa-f]{2})")

_ACTS = frozenset(
    (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia", b"/XFA", b"/SubmitForm",
     b"/ImportData", b"/GoToE", b"/Movie", b"/Rendition")
)  # fmt: skip


def examine_pdf(data: bytes, title: str) -> Kept:
    """The document, if it is one from its first byte to its last and does nothing by itself. Raises Unfit."""
    if not _HEAD.match(data) or not _TAIL.search(data[-1024:]) or b"startxref" not in data[-2048:]:
        raise Unfit("The PDF is damaged, or something else is hidden before or behind it.")
    if found := sorted(_names(data) & _ACTS):
        raise Unfit(f"The PDF does something by itself ({found[0].decode()}). Print it into a new PDF and send that.")
    if b"/Encrypt" in data:
        raise Unfit("The PDF is locked with a password.")
    return Kept(kind="pdf", title=title, suffix="pdf", media_type="application/pdf", data=data)


def _names(data: bytes) -> set[bytes]:
    """All names of the document; `/J#61vaScript` is `/JavaScript`."""
    return {_HEXED.sub(lambda code: bytes([int(code[1], 16)]), name) for name in set(_NAME.findall(data))}
