"""The first person makes themselves and the first board; afterwards nobody can."""

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from journal.models import Event
from journal.refusals import Invalid
from org.actions import boards
from org.actions.boards import AlreadyStarted, open_board, start
from org.models import Board, Membership, Person
from tests.elsewhere import begin_elsewhere, elsewhere
from tests.factories import NOW, PersonFactory

FORM = {
    "name": "Ines Duarte",
    "email": "Ines@Example.com",
    "password": "seven green boats",
    "board": "North Audio",
    "slug": "",
    "zone": "Europe/Oslo",
}


def begin(number: int = 1) -> Membership:
    return start(
        name="Ines", email=f"ines{number}@example.com", password="seven green boats",
        board="North", slug=f"north{number}", zone="UTC", now=NOW,
    )  # fmt: skip


@pytest.mark.django_db
def test_every_page_leads_to_it_while_nobody_is_there(client: Client) -> None:
    for page in ("/boards/north/people/", "/account/password/change/", "/account/login/", "/account/password/reset/"):
        assert client.get(page, follow=True).redirect_chain[-1] == ("/welcome/", 302)


@pytest.mark.django_db
def test_it_makes_the_admin_leader_and_vp_of_a_board_and_signs_them_in(client: Client) -> None:
    answer = client.post("/welcome/", FORM, follow=True)
    member = Membership.objects.select_related("person", "board").get()
    assert answer.redirect_chain == [("/boards/north-audio/people/", 302)]
    assert answer.context["user"] == member.person
    assert member.person.email == "ines@example.com"
    assert set(member.roles) == {"leader", "vp", "admin"}
    assert (member.board.name, member.board.zone) == ("North Audio", "Europe/Oslo")
    assert list(Event.objects.values_list("kind", "topic")) == [("org.board.opened", member.board.topic)]


@pytest.mark.django_db
def test_afterwards_the_page_is_gone(client: Client) -> None:
    PersonFactory()
    assert client.get("/welcome/").status_code == 404
    assert client.post("/welcome/", FORM).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("password", "short", "This password is too short."),
        ("password", "ines@example.com", "The password is too similar to the email."),
        ("zone", "Europe/Atlantis", "Select a valid choice."),
        ("email", "ines", "Enter a valid email address."),
        ("name", "", "This field is required."),
    ],
)
def test_an_error_stands_at_its_field(client: Client, field: str, value: str, sentence: str) -> None:
    answer = client.post("/welcome/", FORM | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_second_first_person_gets_a_sentence() -> None:
    begin()
    with pytest.raises(AlreadyStarted, match="Somebody else was first"):
        begin(2)


@pytest.mark.django_db
def test_a_second_board_needs_an_address_of_its_own() -> None:
    founder = begin()
    with pytest.raises(Invalid) as refused:
        open_board(name="Another", slug="north1", zone="UTC", by=founder.person, now=NOW)
    assert refused.value.extra["errors"] == {"slug": "Another board has this address."}


@pytest.mark.django_db
def test_signed_in_people_do_not_pay_for_the_question(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(begin().person)
    with django_assert_num_queries(3):  # the session, the person, and where the navigation leads
        assert client.get("/account/password/change/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_first() -> None:
    with transaction.atomic():
        begin(1)
        second = begin_elsewhere(lambda: begin(2))
    with pytest.raises(AlreadyStarted):
        second.result(timeout=30)
    assert Person.objects.get().email == "ines1@example.com"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_there_would_be_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boards, "_ALONE", "SELECT 1")
    with transaction.atomic():
        begin(1)
        elsewhere(lambda: begin(2))
    assert Person.objects.count() == Board.objects.count() == 2
