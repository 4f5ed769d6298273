"""Reads that are asked for again: while nothing happened on the board, the answer before is the answer.

It stands before everything else that a request passes. One statement asks what may have changed since: whether the
token still holds, and the number of the board's newest event; every change of roles, order or plan has one. What
changes with the calendar alone (who stands in for whom today) changes at midnight somewhere, so that an answer is
kept to the end of its minute: each minute begins with a request that is judged whole.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone

from api.presented import HOLDS
from api.secrets import Secret
from api.throttling import Share, share_of_token
from bets.board.recent import Recent

KEPT = 256
"""Answers, in each process."""

MINUTE = 60
"""Seconds."""

_SCHEME = "Bearer "

_STILL = f"""
SELECT token.id, counter.number FROM api_token AS token
JOIN journal_counter AS counter ON counter.board_id = token.board_id
LEFT JOIN org_membership AS seat ON seat.id = token.member_id
LEFT JOIN org_person AS person ON person.id = seat.person_id
WHERE {HOLDS}
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The content and headers of an answer that was true at event `number` of the token's board."""

    number: int
    content: bytes
    headers: dict[str, str]

    def answer(self, share: Share, *, is_known: bool) -> HttpResponse:
        """304 to who has it already."""
        if is_known:
            same = {name: value for name, value in self.headers.items() if name in _OF_304}
            return HttpResponseNotModified(headers=same | share.headers())
        return HttpResponse(self.content, headers=self.headers | share.headers())


_OF_304 = ("ETag", "Cache-Control")

_recent: Recent[Kept] = Recent(KEPT)


def true_at(request: HttpRequest, number: int) -> None:
    """The answer to this request is a matter of the board's events up to `number`, and of who asks."""
    request.true_at = number  # type: ignore[attr-defined]


class Again:
    """Middleware, before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return self._get_response(request)
        if (answer := _answered(request, key)) is not None:
            return answer
        response = self._get_response(request)
        _keep(request, key, response)
        return response


_Key = tuple[str, str, str, int]


def _key(request: HttpRequest) -> _Key | None:
    """Who asks for what, in which minute. None: for this nothing is kept."""
    scheme = request.META.get("HTTP_AUTHORIZATION", "")
    if request.method != "GET" or not scheme.startswith(_SCHEME) or not request.path_info.startswith("/api/"):
        return None
    digest = Secret(scheme[len(_SCHEME) :].strip()).digest
    return digest, request.get_full_path(), request.META.get("HTTP_ACCEPT", ""), int(time.time()) // MINUTE


def _answered(request: HttpRequest, key: _Key) -> HttpResponse | None:
    kept, tag = _recent.known(key), request.META.get("HTTP_IF_NONE_MATCH")
    if kept is None or tag not in (None, kept.headers["ETag"]):
        return None
    connection.ensure_connection()
    # Prepared on the server: to plan it takes several times as long as to run it.
    with psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute(_STILL, [key[0], timezone.now()], prepare=True).fetchone()
    if row is None or row[1] != kept.number:
        return None
    share = share_of_token(row[0])
    return None if share.is_used_up else kept.answer(share, is_known=tag is not None)


def _keep(request: HttpRequest, key: _Key, response: HttpResponseBase) -> None:
    number = getattr(request, "true_at", None)
    if number is not None and response.status_code == 200 and isinstance(response, HttpResponse):
        _recent.put(key, Kept(number, response.content, dict(response.items())))
