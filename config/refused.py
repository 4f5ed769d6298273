"""A refusal becomes an answer: a page for a person, `application/problem+json` for a program."""

import logging
import sys
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import defaults

from api.problems import Plain, as_refusal, problem
from config.came_from import came_from
from journal.refusals import Busy, Refusal

logger = logging.getLogger(__name__)

# What it says when it ends a connection or lets none in; None is the line itself, broken or never made.
_AWAY = {None, "57P01", "57P02", "57P03"}
_AWAY_RETRY_AFTER = 2
"""Seconds."""
# Others, as UTF-7, can spell halves of characters, which nothing can keep.
_CHARSETS = {"utf8", "usascii"}
_PAGES = {"text/html", "application/xhtml+xml"}


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Catches what views raise. Everything else than a refusal goes on to Django."""
    return _Middleware(get_response)


class _Middleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower().replace("-", "") not in _CHARSETS:
            return answer(request, Plain(400, "charset", "Text is sent as UTF-8."))
        response = self._get_response(request)
        return _no_method(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = as_refusal(error)
        return answer(request, refusal) if refusal else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    logger.info("csrf: %s", reason)
    return answer(request, Plain(403, "csrf", "This page is too old to be acted on. Load the page again."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400. Its page needs nothing of the request, for that is what is wrong."""
    if wants_json(request):
        return problem(Plain(400, "bad_request", "The request cannot be read."))
    return defaults.bad_request(request, exception)


def no_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: an address that there is none of."""
    if wants_json(request):
        return problem(Plain(404, "not_found", "No such page."))
    return defaults.page_not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Its page needs neither the database nor who is signed in: either may be what broke."""
    if _is_database_away(sys.exc_info()[1]):
        return _unavailable(request)
    if wants_json(request):
        return problem(
            Plain(500, "broken", "Something broke on our side. What was asked was done whole or not at all.")
        )
    return defaults.server_error(request)


def _is_database_away(error: BaseException | None) -> bool:
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate in _AWAY


def _unavailable(request: HttpRequest) -> HttpResponse:
    """It comes back by itself, and what was asked may be asked again, with the same key if it had one."""
    away = Plain(503, "unavailable", "The database cannot be reached at the moment. Try again.")
    response = problem(away) if wants_json(request) else defaults.server_error(request)
    response.status_code = away.status
    response.headers["Retry-After"] = str(_AWAY_RETRY_AFTER)
    return response


def _no_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A body for Django's 405, which has none; `Allow` says what would be right."""
    allowed = response.headers["Allow"]
    answered = answer(
        request, Plain(405, "method_not_allowed", f"This address cannot be opened, only used: {allowed}.")
    )
    answered.headers["Allow"] = allowed
    return answered


def wants_json(request: HttpRequest) -> bool:
    """Whether the answer is read by a program: it sent JSON, or does not name a page, as every browser does.

    Below `/api/` nobody else asks, whatever they say that they accept.
    """
    if request.path_info.startswith("/api/"):
        return True
    named = {str(accepted).partition(";")[0] for accepted in request.accepted_types}
    return request.content_type == "application/json" or not named & _PAGES


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal in the form that the request accepts, with its status."""
    if wants_json(request):
        response: HttpResponse = problem(refusal)
    elif request.method in ("GET", "HEAD") and (begin := refusal.extra.get("begin")):
        response = redirect(begin)
    else:
        context = {"refusal": refusal, "back": _back(request)}
        response = render(request, "refused.html", context, status=refusal.status)
    if isinstance(refusal, Busy):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _back(request: HttpRequest) -> str:
    """The page before, unless it is the one that was refused."""
    page = came_from(request)
    return "" if page == request.path and request.method == "GET" else page
