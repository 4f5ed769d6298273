"""What all REST doors share: strict bodies, and requests that may be sent again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.files import plain
from api.models import Token
from bets.sent import key_of
from journal.once import recall, remember
from org.models import Person


class Shape(serializers.Serializer[Any]):
    """What a body holds. A field that it has no name for is refused, never ignored: it is a typing error."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (strange := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError({name[:60]: "There is no such field." for name in strange[:20]})
        return super().to_internal_value(data)


class Nothing(Shape):
    """An empty body."""


class Door(APIView):
    """Translate, make one call, translate back. What may be done is asked by the access functions, as on the pages."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **where: Any) -> Any:
        """Every answer says what is left of the asker's minute."""
        answer = super().finalize_response(request, response, *args, **where)
        share = getattr(request._request, "rate_share", None)
        for name, value in share.headers().items() if share is not None else ():
            answer.headers[name] = value
        return answer

    @property
    def person(self) -> Person:
        """Who asks; whom the permission to come in has let through is somebody."""
        return cast(Person, self.request.user)

    def asked(self, shape: type[serializers.Serializer[Any]], **options: Any) -> dict[str, Any]:
        """The body as values. Raises ValidationError with a pointer for each fault."""
        read = shape(data=self.request.data, **options)
        read.is_valid(raise_exception=True)
        values: dict[str, Any] = read.validated_data
        return values

    def actor(self) -> str:
        """Whose the keys of repeated requests are."""
        token = self.request.auth
        personal = not isinstance(token, Token) or token.is_personal
        return f"person:{self.person.pk}" if personal else f"token:{token.pk}"


def repeatable(post: Callable[..., Response]) -> Callable[..., Response]:
    """A POST with an `Idempotency-Key` is carried out once; sent again it gets the first answer.

    The answer is kept in the transaction that did the work. What was refused is not kept: it may be tried again.
    """

    @wraps(post)
    def carried_out(door: Door, request: Request, *args: Any, **where: Any) -> Response:
        # Without one the body is not looked at before who sends it is.
        has_key = bool(request.headers.get("Idempotency-Key"))
        key = key_of(request, door.actor(), plain(request.data)) if has_key else None
        if key is None:
            return post(door, request, *args, **where)
        with transaction.atomic():
            if (kept := recall(key)) is not None:
                return Response(kept["body"], status=kept["status"])
            answer = post(door, request, *args, **where)
            remember(key, {"status": answer.status_code, "body": answer.data}, timezone.now())
        return answer

    return carried_out
