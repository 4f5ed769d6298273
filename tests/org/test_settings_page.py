"""One's own name and clocks."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from journal.models import Event
from org.models import Membership, Person
from tests.authz.digest import digest
from tests.cast import Cast
from tests.factories import MembershipFactory

PAGE = "/settings/"


@pytest.fixture
def vera(cast: Cast, client: Client) -> Person:
    client.force_login(cast.vera.person)
    return cast.vera.person


def test_who_is_not_signed_in_is_asked_to(cast: Cast, client: Client) -> None:
    assert client.get(PAGE).headers["Location"] == "/account/login/?next=/settings/"
    before = digest()
    client.post(PAGE, {"name": "Mallory"})
    assert digest() == before


def test_name_and_zone_are_changed(client: Client, vera: Person) -> None:
    page = client.get(PAGE).content.decode()
    assert 'value="Vera"' in page
    assert '<option value="Asia/Kathmandu">' in page
    assert client.post(PAGE, {"name": " Vera  Berg ", "zone": "Asia/Kathmandu"}).headers["Location"] == PAGE
    vera.refresh_from_db()
    assert (vera.name, vera.zone) == ("Vera Berg", "Asia/Kathmandu")
    assert "Saved." in client.get(PAGE).content.decode()


def test_a_new_name_is_told_to_each_board(client: Client, cast: Cast, vera: Person) -> None:
    south = MembershipFactory(board=cast.olga.board, person=vera)
    client.post(PAGE, {"name": "Vera Berg", "zone": ""})
    told = {event.board_id: event for event in Event.objects.all()}
    assert {board: event.subject_id for board, event in told.items()} == {
        cast.board.pk: cast.vera.pk, south.board_id: south.pk,
    }  # fmt: skip
    event = told[cast.board.pk]
    assert (event.kind, event.subject_name, event.data) == ("org.person.renamed", "Vera Berg", {"before": "Vera"})


def test_the_clocks_are_nobodys_business(client: Client, vera: Person) -> None:
    client.post(PAGE, {"name": "Vera", "zone": "Asia/Kathmandu"})
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Vera", "zone": "Europe/Atlantis"}, "There is no time zone Europe/Atlantis"),
        ({"name": "  ", "zone": ""}, "This field is required."),
        ({"name": "V" * 201, "zone": ""}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(
    client: Client, vera: Person, fields: dict[str, str], sentence: str
) -> None:
    answer = client.post(PAGE, fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{fields["zone"]}"' in answer.content.decode() or not fields["zone"]


def test_an_empty_form_is_a_form_too(client: Client, vera: Person) -> None:
    assert client.post(PAGE, {}).status_code == 422


def test_nobody_changes_anybody_else(client: Client, cast: Cast, vera: Person) -> None:
    client.post(PAGE, {"name": "Mallory", "zone": "", "person": cast.ines.person_id, "pk": cast.ines.person_id})
    assert set(Person.objects.filter(name="Mallory")) == {vera}
    assert Membership.objects.get(pk=cast.ines.pk).name == "Ines"


def test_what_it_costs(client: Client, vera: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):  # session, person, frame
        client.get(PAGE)
