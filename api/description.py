"""The page that shows the REST interface: the OpenAPI description, read into what a person looks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

_METHODS = ("get", "post", "put", "patch", "delete")
_PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter, or a field of a body. `kind` as `whole number` or `list of Place`."""

    name: str
    kind: str
    says: str
    required: bool


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    says: str
    fields: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """`path` below `/api/v1`; `places` are the parameters that stand in it."""

    id: str
    method: str
    path: str
    says: str
    places: tuple[Value, ...]
    filters: tuple[Value, ...]
    body: tuple[Value, ...]
    answers: tuple[Answer, ...]

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    @property
    def url(self) -> str:
        return f"{_PREFIX}{self.path}"


@dataclass(frozen=True, slots=True)
class Group:
    """All that one resource can be asked."""

    name: str
    operations: tuple[Operation, ...]


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The whole description, OpenAPI 3.1; the same for everybody, and made once a process."""
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    found: dict[str, list[Operation]] = {}
    for path, methods in document()["paths"].items():
        for method in _METHODS:
            if method in methods:
                operation = _operation(path, method, methods[method])
                found.setdefault(_resource(operation.path), []).append(operation)
    return tuple(Group(name, tuple(operations)) for name, operations in sorted(found.items()))


def _resource(path: str) -> str:
    """`/cycles/{id}/ranking/moves/` is about ranking: the last noun that is not a part of another."""
    words = [word for word in path.strip("/").split("/") if not word.startswith("{")]
    return words[1] if len(words) > 1 else words[0]


def _operation(path: str, method: str, told: Mapping[str, Any]) -> Operation:
    parameters = told.get("parameters", [])
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path.removeprefix(_PREFIX),
        says=told.get("description", "").replace("`", ""),
        places=tuple(_parameter(each) for each in parameters if each["in"] == "path"),
        filters=tuple(_parameter(each) for each in parameters if each["in"] == "query"),
        body=tuple(_fields(_schema(told.get("requestBody", {})))),
        answers=tuple(
            Answer(status, answer.get("description", ""), tuple(_fields(_schema(answer))))
            for status, answer in told["responses"].items()
            if status.startswith("2")
        ),
    )


def _parameter(told: Mapping[str, Any]) -> Value:
    return Value(told["name"], _kind(told.get("schema", {})), told.get("description", ""), told.get("required", False))


def _schema(told: Mapping[str, Any]) -> Mapping[str, Any]:
    for content in told.get("content", {}).values():
        return _resolved(content.get("schema", {}))
    return {}


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        resolved: Mapping[str, Any] = document()["components"]["schemas"][name]
        return resolved
    return schema


def _fields(schema: Mapping[str, Any]) -> Iterator[Value]:
    needed = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        yield Value(name, _kind(told), told.get("description", ""), name in needed)


_KINDS = {"integer": "whole number", "string": "text", "boolean": "true or false"}


def _kind(told: Mapping[str, Any]) -> str:
    """In words, as `whole number or nothing`."""
    if "$ref" in told:
        return str(told["$ref"].rpartition("/")[2])
    for several in ("oneOf", "anyOf", "allOf"):
        if several in told:
            return " or ".join(dict.fromkeys(_kind(each) for each in told[several]))
    if "enum" in told:
        return " or ".join("nothing" if each is None else f"“{each}”" for each in told["enum"])
    kinds = told.get("type", "object")
    names = [_named(kind, told) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return " or ".join(names)


def _named(kind: str, told: Mapping[str, Any]) -> str:
    if kind == "array":
        return f"list of {_kind(told.get('items', {}))}"
    if kind == "null":
        return "nothing"
    return {"date-time": "instant", "date": "day"}.get(told.get("format", ""), _KINDS.get(kind, kind))
