"""Bodies of requests and answers: JSON, strictly read."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

MOST = 1_000_000
"""Bytes of a body. A file is another thing: see `api.files`."""


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = f"A body has at most {MOST:,} bytes."


class Json(BaseParser):
    """An object, in UTF-8: no NaN, no lone surrogates, no number that no type of ours holds."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        body = stream.read(MOST + 1)
        if len(body) > MOST:
            raise TooLarge
        try:
            sent = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError("The body is not JSON.") from error
        if not isinstance(sent, dict):
            raise ParseError("The body is not a JSON object.")
        return sent


class Renderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data)
