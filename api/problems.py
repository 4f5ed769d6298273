"""What is refused, as `application/problem+json` (RFC 9457): the same body from pages and from the REST doors."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from journal.refusals import Busy, Refusal

CONTENT_TYPE = "application/problem+json"

# What PostgreSQL says when a lock was not to be had in time, or would have been a deadlock.
_LOCKED = {"55P03", "40P01"}
_BUSY = "Somebody else is changing this at the moment. Try again."


class Plain(Refusal):
    """What the frameworks refuse by themselves, in our words."""

    def __init__(self, status: int, code: str, detail: str, **extra: Any) -> None:
        super().__init__(detail, **extra)
        self.status, self.code = status, code


def as_refusal(error: Exception) -> Refusal | None:
    """The refusal that `error` amounts to, if it does."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in _LOCKED:
        return Busy(_BUSY)
    if isinstance(error, PermissionDenied):
        return Plain(403, "forbidden", str(error) or "Not allowed.")
    if isinstance(error, Http404):
        return Plain(404, "not_found", str(error) or "No such page.")
    return None


def body_of(refusal: Refusal) -> dict[str, Any]:
    """Problem details; `extra` stands beside the fixed fields."""
    return {
        "type": "about:blank",
        "title": refusal.code.replace("_", " ").capitalize(),
        "status": refusal.status,
        "detail": refusal.detail,
        "code": refusal.code,
    } | refusal.extra


def problem(refusal: Refusal) -> HttpResponse:
    return HttpResponse(orjson.dumps(body_of(refusal)), status=refusal.status, content_type=CONTENT_TYPE)


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """REST_FRAMEWORK's EXCEPTION_HANDLER. None: an error of ours, which goes on to Django, and is answered there."""
    refusal = _refusal(error)
    if refusal is None:
        return None
    set_rollback()
    response = Response(_whole(refusal), status=refusal.status, content_type=CONTENT_TYPE)
    for name, value in _headers(error, refusal).items():
        response[name] = value
    return response


def told_of(error: Exception) -> dict[str, Any]:
    """The body of what was refused, for an answer that tells of more than that. Raises an error that is ours."""
    refusal = _refusal(error)
    if refusal is None:
        raise error
    return _whole(refusal)


def _refusal(error: Exception) -> Refusal | None:
    return as_refusal(error) or (_of_framework(error) if isinstance(error, exceptions.APIException) else None)


def _whole(refusal: Refusal) -> dict[str, Any]:
    return body_of(refusal) | _pointers(refusal)


def _of_framework(error: exceptions.APIException) -> Refusal:
    if isinstance(error, exceptions.ValidationError):
        found = list(_found(error.detail, ""))
        said = "; ".join(f"{each['pointer'] or 'body'}: {each['detail']}" for each in found[:_FEW])
        return Plain(422, "invalid", said, errors=found)
    detail = str(error.detail)
    return Plain(error.status_code, str(error.get_codes()), detail)


_FEW = 5
"""Faults that the sentence names; `errors` has all of them."""


def _found(detail: Any, pointer: str) -> Iterator[dict[str, str]]:
    """Each fault with the place in the body that it is at, as a JSON pointer (RFC 6901)."""
    if isinstance(detail, Mapping):
        for name, below in detail.items():
            yield from _found(below, pointer if name == "non_field_errors" else f"{pointer}/{escaped(str(name))}")
    elif isinstance(detail, list):
        for number, below in enumerate(detail):
            nested = isinstance(below, Mapping | list)
            yield from _found(below, f"{pointer}/{number}" if nested else pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail), "code": str(getattr(detail, "code", "invalid"))}


def escaped(name: str) -> str:
    """As a part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def _pointers(refusal: Refusal) -> dict[str, Any]:
    """The actions say which field is at fault by its name; one that stands deeper comes as a pointer."""
    errors = refusal.extra.get("errors")
    if not isinstance(errors, Mapping):
        return {}
    named = [
        {"pointer": name if name.startswith("/") else f"/{escaped(name)}", "detail": str(said), "code": refusal.code}
        for name, said in errors.items()
    ]
    return {"errors": named}


def _headers(error: Exception, refusal: Refusal) -> dict[str, str]:
    found: dict[str, str] = {}
    if isinstance(refusal, Busy):
        found["Retry-After"] = str(refusal.retry_after)
    if isinstance(error, exceptions.APIException) and (scheme := getattr(error, "auth_header", None)):
        found["WWW-Authenticate"] = scheme
    if wait := getattr(error, "wait", None):
        found["Retry-After"] = str(max(1, -(-int(wait * 1000) // 1000)))
    return found
