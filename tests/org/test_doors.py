"""Every address of this package: who is not signed in is asked to, who is of elsewhere finds nothing."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from org import urls
from tests.authz.digest import digest
from tests.cast import Cast

OPEN = {"welcome", "demo"}
OWN = {"settings"}
READ = {"people", "person", "people_export"}


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif not route.startswith("account/") and pattern.name not in OPEN:
            yield str(pattern.name), route


DOORS = dict(addresses(urls.urlpatterns))
OF_BOARDS = [name for name in DOORS if name not in OWN]


def address(cast: Cast, name: str) -> str:
    route = DOORS[name].replace("<slug:slug>", "north").replace("<slug:team_slug>", "data")
    return "/" + route.replace("<int:pk>", str(cast.willy.pk))


@pytest.mark.parametrize("name", DOORS)
def test_who_is_not_signed_in_is_asked_to(cast: Cast, client: Client, name: str) -> None:
    before, page = digest(), address(cast, name)
    assert client.get(page).headers["Location"] == f"/account/login/?next={page}"
    assert client.post(page).headers["Location"] == "/account/login/?next=/", "what was pressed cannot be opened"
    assert digest() == before


@pytest.mark.parametrize("name", OF_BOARDS)
def test_for_those_of_elsewhere_there_is_no_such_page(cast: Cast, client: Client, name: str) -> None:
    page = address(cast, name)
    for stranger in (cast.olga, cast.emil):
        client.force_login(stranger.person)
        before = digest()
        for answer in (client.post(page), client.get(page)):
            assert answer.status_code in (404, 405)
            assert "Willy" not in answer.content.decode()
        assert digest() == before


@pytest.mark.parametrize("name", [name for name in OF_BOARDS if name not in READ])
def test_a_viewer_changes_nothing(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.willy.person)
    before = digest()
    assert client.post(address(cast, name)).status_code == 403
    assert digest() == before


def test_a_post_without_its_token_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada.person)
    before = digest()
    assert client.post(address(cast, "person_end")).status_code == 403
    assert digest() == before
