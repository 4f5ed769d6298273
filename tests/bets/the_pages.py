"""Asking for the pages of a cycle as one of the cast."""

from typing import Any

from bets.models import Cycle
from tests.bets.the_board import signed_in
from tests.cast import Cast

WHY = "The largest customer left."


def get(cast: Cast, page: str, name: str = "ines") -> Any:
    return signed_in(getattr(cast, name)).get(f"/cycles/{cast.cycle.pk}/{page}/")


def html(cast: Cast, page: str, name: str = "ines") -> str:
    response = get(cast, page, name)
    assert response.status_code == 200, response.content
    return str(response.content.decode())


def post(cast: Cast, page: str, name: str = "ines", **sent: str) -> Any:
    return signed_in(getattr(cast, name)).post(f"/cycles/{cast.cycle.pk}/{page}/", sent)


def state(cast: Cast) -> str:
    return Cycle.objects.get(pk=cast.cycle.pk).state
