"""The address of an operation, filled with rows that there are."""

import re

from api.description import Operation
from tests.authz.doors import address

_PLACE = re.compile(r"{(\w+)}")


def path_of(operation: Operation, rows: dict[str, object], *, swap: str = "") -> str:
    """Below the root. `swap`: the place that holds `rows["strange"]` instead of a row."""
    found = parameters(operation.url, rows)
    if swap:
        found[swap] = str(rows["strange"])
    return _PLACE.sub(lambda place: found[place[1]], operation.url)


def parameters(path: str, rows: dict[str, object]) -> dict[str, str]:
    """What stands for each `{name}` of `path`: a row by the word before it."""
    filled = address(_PLACE.sub(_as_route, path).lstrip("/"), rows)
    pattern = _PLACE.sub("([^/]+)", path)
    found = re.fullmatch(pattern, filled)
    assert found is not None, (path, filled)
    return dict(zip(_PLACE.findall(path), found.groups(), strict=True))


def _as_route(place: re.Match[str]) -> str:
    """As Django writes it: what is called `id` in the description is a primary key."""
    return f"<id:{'pk' if place[1] == 'id' else place[1]}>"
