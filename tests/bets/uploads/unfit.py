"""93 files that nobody should be able to leave on a board: by name, what is in them, and what they are called."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile
from zlib import compress

from tests.bets.uploads.making import PDF, SCRIPT, claimed, pdf, picture

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
_HTML = b"<!doctype html><html><body>" + SCRIPT + b"</body></html>"

# Begins like one thing, is called another, and is none of those that are kept.
MAGIC = {
    "html": _HTML,
    "svg": _SVG,
    "svg after an xml head": b'<?xml version="1.0"?>' + _SVG,
    "svg with an entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "svg, compressed": compress(_SVG),
    "svg behind blanks": b"\n\n   " + _SVG,
    "svg behind a mark": b"\xef\xbb\xbf" + _SVG,
    "svg in utf-16": _SVG.decode().encode("utf-16"),
    "mathml": b"<math><script>alert(1)</script></math>",
    "text": b"This is a picture, believe me.",
    "xml": b"<?xml version='1.0'?><a/>",
    "json": b'{"kind": "image"}',
    "php": b"<?php system($_GET['c']); ?>",
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "python": b"import os\n",
    "elf": b"\x7fELF\x02\x01\x01" + bytes(64),
    "windows program": b"MZ" + bytes(64),
    "java class": b"\xca\xfe\xba\xbe" + bytes(64),
    "zip": b"PK\x03\x04" + bytes(64),
    "empty zip": b"PK\x05\x06" + bytes(18),
    "gzip": b"\x1f\x8b\x08" + bytes(32),
    "bzip2": b"BZh91AY&SY" + bytes(32),
    "xz": b"\xfd7zXZ\x00" + bytes(32),
    "rar": b"Rar!\x1a\x07\x00" + bytes(32),
    "tar": b"a" * 257 + b"ustar\x00" + bytes(300),
    "swf": b"FWS\x09" + bytes(64),
    "mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(64),
    "webm": b"\x1a\x45\xdf\xa3" + bytes(64),
    "mp3": b"ID3\x03" + bytes(64),
    "ogg": b"OggS" + bytes(64),
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(32),
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "rtf": rb"{\rtf1 hello}",
    "postscript": b"%!PS-Adobe-3.0\n(hi) show\n",
    "eps": b"\xc5\xd0\xd3\xc6" + bytes(64),
    "tiff": picture("TIFF"),
    "bmp": picture("BMP"),
    "ico": picture("ICO"),
    "tga": picture("TGA"),
    "ppm": picture("PPM"),
    "pcx": picture("PCX"),
    "jpeg 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(64),
    "heic": b"\x00\x00\x00\x18ftypheic" + bytes(64),
    "avif": b"\x00\x00\x00\x18ftypavif" + bytes(64),
    "psd": b"8BPS\x00\x01" + bytes(64),
    "font": b"OTTO" + bytes(64),
    "sqlite": b"SQLite format 3\x00" + bytes(64),
    "mail": b"From: a@example.com\r\nContent-Type: text/html\r\n\r\n" + SCRIPT,
    "a link of Windows": b"[InternetShortcut]\r\nURL=javascript:alert(1)\r\n",
    "nothing": b"",
    "one byte": b"\x89",
    "zeros": bytes(4096),
    "noise": bytes(range(256)) * 16,
}

BROKEN = {
    "only the head of a png": picture()[:8],
    "a png cut in its head": picture()[:20],
    "a png cut in its pixels": picture(size=(400, 300))[:-60],
    "a png whose pixels are noise": claimed(40, 30, b"\x05\xff"),
    "a png without pixels": claimed(40, 30),
    "a png without sides": claimed(0, 0),
    "only the head of a jpeg": b"\xff\xd8\xff\xe0",
    "a jpeg cut in half": picture("JPEG", size=(400, 300))[:300],
    "a jpeg of nothing but its ends": b"\xff\xd8\xff\xd9",
    "only the head of a gif": b"GIF89a",
    "a gif cut short": picture("GIF")[:20],
    "a gif that is a script": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "a webp cut short": picture("WEBP")[:24],
    "a webp that is none": b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(10),
    "a png one pixel wide": picture(size=(1, 400)),
    "a gif of one pixel": picture("GIF", size=(1, 1)),
}

BOMBS = {
    "a png that says 50,000 by 50,000": claimed(50_000, 50_000),
    "a png that says two thousand million wide": claimed(2**31 - 1, 1),
    "a png of 49 million equal pixels": picture("PNG", size=(7_000, 7_000), mode="L"),
    "a gif that says 65,535 by 65,535": b"GIF89a\xff\xff\xff\xff\x80\x00\x00"
    + bytes(6)
    + b",\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02D\x01\x00;",
    "a file of 11 MB": picture() + bytes(11 * 1024 * 1024),
}

# A document that is something else too, or does something by itself.
DOCUMENTS = {
    "a pdf behind a page": _HTML + PDF,
    "a pdf with a page behind it": PDF + _HTML,
    "a pdf with a zip behind it": PDF + b"PK\x03\x04" + bytes(2048),
    "a pdf without an end": PDF[:-7],
    "a pdf that is only a head": b"%PDF-1.7\n",
    "a pdf whose version is a script": b"%PDF-" + SCRIPT + b"\nstartxref\n9\n%%EOF\n",
    "a pdf of another version": b"%PDF-9.9\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n",
    "a pdf with javascript": pdf(b"<</S/JavaScript/JS(app.alert(1))>>"),
    "a pdf with javascript, spelled in codes": pdf(b"<</S/J#61vaScr#69pt/J#53(app.alert(1))>>"),
    "a pdf that starts a program": pdf(b"<</S/Launch/F(cmd.exe)>>"),
    "a pdf with a file in it": pdf(b"<</Type/EmbeddedFile>>"),
    "a pdf with a form of xml": pdf(b"<</XFA 3 0 R>>"),
    "a pdf that sends a form": pdf(b"<</S/SubmitForm/F(https://elsewhere.example.com)>>"),
    "a pdf with a film": pdf(b"<</Subtype/RichMedia>>"),
    "a pdf that goes into another": pdf(b"<</S/GoToE>>"),
    "a pdf with a password": pdf(b"trailer<</Encrypt 4 0 R>>"),
}

NAMES = ("picture.png", "picture.jpg.php", "../../etc/passwd", "..\\..\\boot.ini", "picture.svg", "a\0b.png", "‮gnp.exe")


def _zipped_pixels() -> bytes:
    """A PNG is a document of an office, too."""
    into = BytesIO()
    with ZipFile(into, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return into.getvalue()


def unfit() -> Iterator[tuple[str, bytes, str]]:
    """(what it is, its bytes, a name for it)."""
    families = {**MAGIC, **BROKEN, **BOMBS, **DOCUMENTS, "an office document": _zipped_pixels()}
    families["a png of a thousand heads"] = picture()[:8] * 1000
    families["a jpeg with a page for pixels"] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + _HTML
    for number, (name, data) in enumerate(families.items()):
        yield name, data, NAMES[number % len(NAMES)]
