"""Who asks for a stream, and of what: from the first line of the request to a seat, or a refusal."""

from dataclasses import dataclass
from importlib import import_module
from io import BytesIO

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import Error as DatabaseAway
from django.http import Http404

from api.asgi import Scope
from bets.following import Seat
from eteam.following import NotToBeFollowed, seat_for
from org.models import Person

MOST_TOPICS = 8

_SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


class Refused(Exception):
    """Answered by this status alone: a browser does not come back by itself then."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asker:
    """`after` is the number of the newest event that the page has seen; None for one that has seen none."""

    board: int
    seat: Seat
    topics: frozenset[str]
    after: int | None


def asker(scope: Scope) -> Asker:
    """Reads session, person and the board of each topic from the database. Raises Refused."""
    try:
        return _asker(ASGIRequest(dict(scope), BytesIO()))
    except (SuspiciousOperation, NotToBeFollowed, UnicodeDecodeError) as error:
        raise Refused(400) from error
    except PermissionDenied as error:
        raise Refused(403) from error
    except Http404 as error:
        raise Refused(404) from error
    except DatabaseAway as error:
        raise Refused(503) from error


def _asker(request: ASGIRequest) -> Asker:
    request.get_host()  # raises for a name that is not ours
    if request.method != "GET":
        raise Refused(405)
    topics = frozenset(request.GET.getlist("topic"))
    after = _after(request)
    if not 0 < len(topics) <= MOST_TOPICS:
        raise Refused(400)
    person, session = _signed_in(request)
    board, seat = seat_for(person, session, sorted(topics))
    return Asker(board, seat, topics, after)


def _after(request: ASGIRequest) -> int | None:
    """The browser's own word, when it comes back, counts for more than the address that the page once gave it."""
    said = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise Refused(400)
    return int(said)


def _signed_in(request: ASGIRequest) -> tuple[Person, str]:
    """As for pages: a session counts as long as its hash is that of the person today (decision 0010)."""
    request.session = _SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    person = get_user(request)
    if not isinstance(person, Person) or not request.session.session_key:
        raise Refused(401)
    return person, request.session.session_key
