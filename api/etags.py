"""Tags of single reads, so that who asks again pays little."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from rest_framework.request import Request

from api.again import true_at
from bets.board.recent import Recent
from org.models import Membership

REPRESENTATION = 1
"""Raise it with every change of what a resource looks like."""

_shared: Recent[bytes] = Recent(64)


def by_number(request: Request, number: int, member: Membership, read: Callable[[], Any]) -> HttpResponseBase:
    """What `read` gives, for what changes with events alone and is the same for all who have the same duties.

    `number` is that of the board's newest event, read before the content. Without reading, 304 to who has it already;
    made once a process for all others.
    """
    tag = number_tag(request, number, member)
    true_at(request._request, number)
    if (unchanged := get_conditional_response(request._request, etag=tag)) is not None:
        return unchanged
    return _fresh(_shared.get(tag, lambda: orjson.dumps(read())), tag)


def number_tag(request: Request, number: int, member: Membership) -> str:
    """Of what `by_number` speaks of, at this address."""
    duties = sorted(member.duties(timezone.now()))
    return _tag(orjson.dumps([REPRESENTATION, member.board_id, number, duties, request.get_full_path()]))


def by_content(request: Request, body: Any) -> HttpResponseBase:
    """For what changes without events, or looks different to each: it is read, and not sent where nothing changed."""
    content = orjson.dumps(body)
    tag = _tag(content)
    if (unchanged := get_conditional_response(request._request, etag=tag)) is not None:
        return unchanged
    return _fresh(content, tag)


def content_tag(body: Any) -> str:
    """Of what `by_content` sends."""
    return _tag(orjson.dumps(body))


def _tag(content: bytes) -> str:
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'


def _fresh(content: bytes, tag: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
