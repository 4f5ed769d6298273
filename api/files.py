"""A file with its fields, as `multipart/form-data`: the one body that is not JSON."""

import hashlib
from collections.abc import Mapping
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from rest_framework.exceptions import ParseError
from rest_framework.parsers import MultiPartParser

_NO_FORM = "The body is no form with a file."


class FileForm(MultiPartParser):
    """The fields by name, each once: texts, and files. One that grew beyond its bound is missing: `config.uploads`."""

    def parse(  # type: ignore[override]
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        try:
            sent = super().parse(stream, media_type, dict(parser_context or {}))
        except SuspiciousOperation as error:  # too many fields, or texts that are too large for any
            raise ParseError(_NO_FORM) from error
        fields = [*sent.data.lists(), *sent.files.lists()]
        if twice := {name for name, values in fields if len(values) > 1}:
            raise ParseError(f"A field is there twice: {sorted(twice)[0][:60]!r}.")
        return {name: value for name, (value, *_) in fields}


def plain(fields: Any) -> dict[str, Any]:
    """The fields with the digest of each file in its place: what two requests are compared by."""
    return {name: _digest(each) if isinstance(each, UploadedFile) else each for name, each in fields.items()}


def _digest(file: "UploadedFile[Any]") -> str:
    file.seek(0)
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
