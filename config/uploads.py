"""How much of an upload is read at all. What is more is thrown away unread, and the door says so."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from bets.importing import MOST_BYTES as MOST_OF_IMPORTS
from bets.uploads import MOST_BYTES


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep: a file that grows beyond the bound is skipped.

    It is then missing from `request.FILES`, and its name stands in `request.too_large`.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._seen = 0
        match = getattr(self.request, "resolver_match", None)
        self._most = MOST_OF_IMPORTS if match is not None and match.url_name == "imports" else MOST_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._seen += len(raw_data)
        if self._seen > self._most:
            self.request.too_large = self.field_name  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keeps nothing itself."""
