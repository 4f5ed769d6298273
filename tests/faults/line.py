"""One kept connection to the pages, as somebody who is signed in."""

import http.client
from dataclasses import dataclass
from typing import Any

import orjson

_TOKEN = "f" * 32


class NoAnswer(Exception):
    """Nobody knows whether it was carried out."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.body)
        return found

    @property
    def word(self) -> str:
        """Status, and the code that goes with it if it is a problem."""
        if "problem+json" not in (self.headers.get("Content-Type") or ""):
            return str(self.status)
        return f"{self.status} {self.json['code']}"


class Line:
    def __init__(self, port: int, session: str, patience: float = 10) -> None:
        """`patience`: seconds to wait for the next part of an answer."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        self._headers = {
            "Cookie": f"sessionid={session}; csrftoken={_TOKEN}", "X-CSRFToken": _TOKEN, "Accept": "application/json",
        }  # fmt: skip

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Raises NoAnswer; the next request then has a new connection."""
        sent = self._headers | headers
        if body is not None:
            body, sent["Content-Type"] = orjson.dumps(body), "application/json"
        try:
            self._connection.request(method, path, body=body, headers=sent)
            response = self._connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise NoAnswer from error

    def close(self) -> None:
        self._connection.close()
