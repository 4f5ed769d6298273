"""Who asks: by a token, or by the session of a page with its CSRF token."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api.models import Token
from api.presented import presented
from api.scopes import actions_of
from org.models import Person
from org.reach import Reach

_SCHEME = "Bearer"
_LONGEST = 200


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer bets_...`. First of all, so that whoever is nobody is answered 401."""

    def authenticate(self, request: Request) -> tuple[Person, Token] | None:
        scheme, _, text = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != _SCHEME.lower():
            return None
        now = timezone.now()
        token = presented(text.strip()[:_LONGEST], now)
        if token is None:
            raise AuthenticationFailed("No such token, or it is expired or revoked.")
        token.was_used(now)
        return _holder(token), token

    def authenticate_header(self, request: Request) -> str:
        return f'{_SCHEME} realm="bets"'


class PageAuthentication(SessionAuthentication):
    """Whoever is signed in, from a page of ours: what changes something needs the CSRF token."""


def _holder(token: Token) -> Person:
    """The person, as far as the token reaches; of an integration somebody who is in no table."""
    person = token.member.person if token.member is not None else Person(pk=0, name=token.name, email="")
    person.reach = Reach(token.board, actions_of(token.scopes), is_integration=not token.is_personal)
    return person


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "bets_..."}


class PageScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = PageAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
