"""What stands in an address after the question mark, strictly read: what means nothing is told, not left out."""

from collections.abc import Collection

from rest_framework.request import Request

from api.fields import MOST_ID
from journal.refusals import Invalid


def one_of(request: Request, name: str, known: Collection[str]) -> str:
    """The value of `name`, "" where nothing is asked. Raises Invalid unless it is known."""
    asked = request.query_params.get(name, "")
    if asked and asked not in known:
        raise unknown(name, f"One of {', '.join(sorted(known))}." if known else "There is none.")
    return asked


def number_of(request: Request, name: str) -> int | None:
    """A row's id. Raises Invalid."""
    asked = request.query_params.get(name)
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 19 and 0 < int(asked) <= MOST_ID):
        raise unknown(name, "A whole number.")
    return int(asked)


def unknown(name: str, said: str) -> Invalid:
    return Invalid(said, errors={name: said})


def renamed(refusal: Invalid, names: dict[str, str]) -> Invalid:
    """The same, its fields called as the sender called them."""
    errors = refusal.extra.get("errors", {})
    return Invalid(refusal.detail, **refusal.extra | {"errors": {names.get(n, n): said for n, said in errors.items()}})
