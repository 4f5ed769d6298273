"""What somebody uploads, examined before it is kept. A picture is decoded and encoded anew; a PDF is looked through.

Nothing here trusts a file's name or what the browser says that it is. Neither Django nor a database.
"""

from bets.uploads.documents import examine_pdf
from bets.uploads.kept import Kept, Unfit, title_of
from bets.uploads.pictures import examine_picture

MOST_BYTES = 10 * 1024 * 1024

_PDF = b"%PDF-"


def examine(data: bytes, name: str) -> Kept:
    """The file as it may be kept, or Unfit with a sentence. `name` gives nothing but a title.

    `data` is the whole file; the door refuses to read more than MOST_BYTES of it.
    """
    if not data:
        raise Unfit("The file is empty.")
    if len(data) > MOST_BYTES:
        raise Unfit(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    if data.startswith(_PDF):
        return examine_pdf(data, title_of(name))
    return examine_picture(data, title_of(name))


__all__ = ["MOST_BYTES", "Kept", "Unfit", "examine"]
