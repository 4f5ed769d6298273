"""What a request carries, whether a form or a program sent it: plain values by name, and nothing else."""

import re
from typing import Any

import orjson
from django.http import HttpRequest

from journal.once import Key
from journal.refusals import Invalid
from org.models import Membership

TOP = "top"
"""`after` in a form or an address, where JSON has null."""

_KEY = re.compile(r"\A[!-~]{1,200}\Z")


def body(request: HttpRequest) -> dict[str, Any]:
    """What was sent, whether by a form or as JSON; with a form, together with what stands in the address.

    Values are texts, and in JSON also whole numbers, booleans and null. Raises Invalid, which names the field.
    """
    if not is_json(request):
        return {**request.GET.dict(), **request.POST.dict()}
    sent = _object(request)
    errors = {name: "Not a text, a whole number, true, false or null." for name in sent if not _is_plain(sent[name])}
    if errors:
        raise Invalid("; ".join(f"{_shown(name)}: {said}" for name, said in errors.items()), errors=errors)
    return {**sent, "after": TOP} if sent.get("after", "") is None else sent


def is_json(request: HttpRequest) -> bool:
    """Whether a program sent it, and reads the answer."""
    return request.content_type == "application/json"


def key(request: HttpRequest, member: Membership, asked: Any) -> Key | None:
    """The request's idempotency key, if it carries one; it belongs to the person. Raises Invalid."""
    return key_of(request, f"person:{member.person_id}", asked)


def key_of(request: HttpRequest, actor: str, asked: Any) -> Key | None:
    """As `key`, for an `actor` who need not be a person."""
    value = request.headers.get("Idempotency-Key", "")
    if not value:
        return None
    if not _KEY.match(value):
        raise Invalid("An idempotency key has at most 200 characters: letters, digits and signs of ASCII, no spaces.")
    return Key.of(actor, value, [request.path, asked])


def _object(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Invalid("The body is not JSON.") from error
    if not isinstance(sent, dict):
        raise Invalid("The body is not a JSON object.")
    return sent


def _is_plain(value: Any) -> bool:
    """Looks at the type alone: what is nested a thousand deep cannot even be printed."""
    return value is None or isinstance(value, str | int)


def _shown(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
