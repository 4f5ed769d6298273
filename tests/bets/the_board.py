"""What tests of the board's pages share: asking as one of the cast, and counting statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bets.models import Cycle, Rank
from org.models import Membership

_CEREMONY = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def page(member: Membership, cycle: Cycle, query: str = "") -> str:
    """The text of the board page as `member` sees it."""
    response = signed_in(member).get(f"/cycles/{cycle.pk}/{query}")
    assert response.status_code == 200, response.content
    return response.content.decode()


def fragment(member: Membership, cycle: Cycle, query: str = "", **headers: str) -> Any:
    return signed_in(member).get(f"/cycles/{cycle.pk}/order/{query}", headers=headers)


def move(member: Membership, cycle: Cycle, body: dict[str, Any], key: str = "") -> Any:
    """As the page's script sends it."""
    headers = {"Accept": "application/json"} | ({"Idempotency-Key": key} if key else {})
    client = signed_in(member)
    return client.post(f"/cycles/{cycle.pk}/moves/", body, content_type="application/json", headers=headers)


def letters(cycle: Cycle) -> str:
    """The order by the first letters of the titles: "ABCD"."""
    ranks = Rank.objects.filter(cycle=cycle).order_by("position")
    return "".join(title[0] for title in ranks.values_list("bet__title", flat=True))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collects the statements of the block, without those that only open and close transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [query["sql"] for query in captured if not query["sql"].startswith(_CEREMONY)]
