"""Pictures and documents of every kind, made on the spot."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
SCRIPT = b"<script>alert(1)</script>"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    into = BytesIO()
    Image.new(mode, size, 90 if mode in ("L", "P", "I") else None).save(into, kind, **options)
    return into.getvalue()


def moving(kind: str, frames: int = 5) -> bytes:
    into = BytesIO()
    first, *rest = [Image.new("RGB", (40, 30), (20 * n, 0, 0)) for n in range(frames)]
    first.save(into, kind, save_all=True, append_images=rest)
    return into.getvalue()


def with_text(text: bytes) -> bytes:
    """A PNG that carries `text` beside its pixels."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", text.decode())
    return picture(pnginfo=about)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claimed(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG of a few bytes that says it is this large."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pdf(body: bytes) -> bytes:
    """A PDF with `body` among its objects."""
    return b"%PDF-1.7\n" + body + b"\nstartxref\n9\n%%EOF\n"


def exif(orientation: int) -> bytes:
    """A JPEG, wider than high, that says which way is up and where it was taken."""
    about = Image.Exif()
    about[0x0112], about[0x010E] = orientation, "taken at home"
    return picture("JPEG", exif=about)
