"""A refusal becomes an answer: a page for a person, `application/problem+json` for a program."""

import logging
from collections.abc import Callable
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from journal.refusals import Busy, Refusal

logger = logging.getLogger(__name__)

# What PostgreSQL says when a lock was not to be had in time, or would have been a deadlock.
_LOCKED = {"55P03", "40P01"}
_BUSY = "Somebody else is changing this at the moment. Try again."


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Catches what views raise. Everything else than a refusal goes on to Django."""
    return _Middleware(get_response)


class _Middleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = as_refusal(error)
        return answer(request, refusal) if refusal else None


def as_refusal(error: Exception) -> Refusal | None:
    """The refusal that `error` amounts to, if it does."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in _LOCKED:
        return Busy(_BUSY)
    if isinstance(error, PermissionDenied | Http404):
        return _Plain(error)
    return None


class _Plain(Refusal):
    """Django's own 403 and 404, for the same two forms."""

    def __init__(self, error: Exception) -> None:
        forbidden = isinstance(error, PermissionDenied)
        super().__init__(str(error) or ("Not allowed." if forbidden else "No such page."))
        self.status, self.code = (403, "forbidden") if forbidden else (404, "not_found")


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer is read by a program: JSON is accepted and a page is not."""
    return not request.accepts("text/html") and request.accepts("application/json")


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal in the form that the request accepts, with its status."""
    if wants_json(request):
        response = problem(refusal)
    else:
        response = render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
    if isinstance(refusal, Busy):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def problem(refusal: Refusal) -> HttpResponse:
    """RFC 9457 problem details; `extra` stands beside the fixed fields."""
    body = {
        "type": "about:blank",
        "title": refusal.code.replace("_", " ").capitalize(),
        "status": refusal.status,
        "detail": refusal.detail,
        "code": refusal.code,
    }
    return HttpResponse(
        orjson.dumps(body | refusal.extra), status=refusal.status, content_type="application/problem+json"
    )
