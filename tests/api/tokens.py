"""Who comes with a token: a client that sends it with every request."""

from datetime import datetime
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client

from api.actions.tokens import Made, Wanted, make_from_command, make_own
from api.scopes import OF_INTEGRATIONS, Scope
from journal.record import Somebody
from org.models import Board, Membership
from tests.factories import NOW

EVERYTHING = tuple(Scope)


def personal(member: Membership, *scopes: str, expires_at: datetime | None = None) -> Made:
    """Without scopes named: all of them."""
    wanted = Wanted(name="a script", scopes=scopes or EVERYTHING, expires_at=expires_at)
    return make_own(wanted=wanted, by=member, now=NOW)


def integration(board: Board, *scopes: str) -> Made:
    wanted = Wanted(name="Roadmap", scopes=scopes or OF_INTEGRATIONS)
    return make_from_command(wanted=wanted, board=board, member=None, by=Somebody("a test"), now=NOW)


class Machine:
    """Sends JSON and reads JSON, below `/api/v1/`."""

    def __init__(self, text: str = "") -> None:
        self._client = Client(headers={"Authorization": f"Bearer {text}"} if text else {})

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        url = path if path.startswith("/") else f"/api/v1/{path}"
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        content_type = names.pop("Content-Type", "application/json")
        return self._client.generic(method, url, sent, content_type, headers=names)  # type: ignore[return-value]

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.call("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.call("DELETE", path, **headers)


def machine_of(member: Membership, *scopes: str) -> Machine:
    return Machine(personal(member, *scopes).text)
