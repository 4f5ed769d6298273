"""What an address asks for after its question mark. A value that is none is told, never passed over."""

from collections.abc import Collection

from rest_framework.request import Request

from api.fields import MOST_ID
from journal.refusals import Invalid


def choice(request: Request, name: str, among: Collection[str]) -> str | None:
    """One of `among`; None where nothing is asked. Raises Invalid with the field."""
    asked = request.GET.get(name)
    if asked is None or asked in among:
        return asked
    raise refused(name, f"There is {', '.join(map(str, among))}.")


def number(request: Request, name: str) -> int | None:
    """The id of a row; None where nothing is asked."""
    asked = request.GET.get(name)
    if asked is None:
        return None
    if asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_ID)) and 0 < int(asked) <= MOST_ID:
        return int(asked)
    raise refused(name, "Write the number of one.")


def words(request: Request, name: str, most: int = 200) -> str | None:
    """A text without needless spaces; None where nothing is asked."""
    asked = request.GET.get(name)
    if asked is None:
        return None
    if len(asked) > most or "\0" in asked:
        raise refused(name, f"Write at most {most} characters.")
    return asked.strip()


def refused(name: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={name: sentence})
