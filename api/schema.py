"""How the doors describe themselves in OpenAPI: with the refusals that any of them may answer."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers

from api.fields import MOST_ID
from api.problems import CONTENT_TYPE

_SAYS = {
    "400": "The request cannot be read.",
    "401": "No token, or none that is known.",
    "403": "Not allowed, or not in the token's scopes.",
    "404": "There is none, or none that the asker may know of.",
    "405": "Not at this address.",
    "406": "In no form that the asker accepts.",
    "409": "Not in this state; or it has changed since.",
    "413": "Too large.",
    "415": "Bodies are JSON.",
    "422": "The values cannot be taken; `errors` says which.",
    "429": "Too many requests; `Retry-After` says how long to wait.",
    "503": "Busy, or the database is away; the same request may be sent again.",
}
_OF_READS = ("400", "401", "403", "404", "405", "406", "409", "422", "429", "503")


class Fault(serializers.Serializer[Any]):
    pointer = serializers.CharField(allow_blank=True, help_text="a JSON pointer into the body")
    detail = serializers.CharField()
    code = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """RFC 9457. `code` is for programs, `detail` for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = Fault(many=True, required=False)  # type: ignore[assignment]


class Described(AutoSchema):
    def _resolve_path_parameters(self, variables: Any) -> list[dict[str, Any]]:
        """Ids are numbers: it takes every converter of ours for a text with a pattern."""
        found: list[dict[str, Any]] = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        for parameter in found:
            if parameter["schema"].get("pattern") == "^[0-9]+$":
                parameter["schema"] = {"type": "integer", "minimum": 1, "maximum": MOST_ID}
        return found

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in _OF_READS if self.method == "GET" else _SAYS:
            told = OpenApiResponse(Problem, description=_SAYS[status])
            bodies.setdefault(status, self._get_response_for_code(told, status, [CONTENT_TYPE]))  # type: ignore[no-untyped-call]
        return bodies
