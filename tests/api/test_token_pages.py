"""The pages of tokens: made in a form, shown once, revoked with a button; an admin sees the integrations' too."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from api.models import Token
from org.models import Membership
from tests.api.tokens import Machine, integration, personal
from tests.cast import Cast

PAGE = "/boards/north/tokens/"
SECRET = re.compile(r"bets_[0-9a-f]{8}_[\w-]{43}")


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def secrets(answer: HttpResponse) -> list[str]:
    return SECRET.findall(answer.content.decode())


def test_a_token_is_made_in_the_form_and_shown_once(cast: Cast) -> None:
    client = browser(cast.ines)
    answer = client.post(PAGE, {"own-name": "my sheet", "own-scopes": ["read"], "own-days": "90"})
    (text,) = secrets(answer)
    assert answer["Cache-Control"] == "no-store"
    assert Machine(text).get(f"cycles/{cast.cycle.pk}/ranking/").status_code == 200
    after = client.get(PAGE)
    assert secrets(after) == []
    assert "my sheet" in after.content.decode()
    token = Token.objects.get()
    assert token.expires_at is not None
    assert (token.expires_at - token.created_at).days == 90


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"own-name": "x"}, "required"),
        ({"own-name": "x", "own-scopes": ["everything"]}, "Select a valid choice"),
        ({"own-scopes": ["read"]}, "required"),
        ({"own-name": "x\0", "own-scopes": ["read"]}, "Null characters are not allowed"),
        ({"own-name": "x" * 81, "own-scopes": ["read"]}, "at most 80"),
        ({"own-name": "x", "own-scopes": ["read"], "own-days": "-1"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(cast: Cast, sent: dict[str, object], said: str) -> None:
    answer = browser(cast.ines).post(PAGE, sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Token.objects.exists()


def test_revoked_with_a_button_it_is_over(cast: Cast) -> None:
    made = personal(cast.ines, "read")
    client = browser(cast.ines)
    answer = client.post(f"{PAGE}{made.token.pk}/revocation/", follow=True)
    assert "is revoked" in answer.content.decode()
    assert Machine(made.text).get(f"cycles/{cast.cycle.pk}/ranking/").status_code == 401


def test_an_admin_makes_and_ends_those_of_integrations_and_nobody_elses(cast: Cast) -> None:
    client = browser(cast.ada)
    sent = {"integration-name": "Roadmap", "integration-scopes": ["read", "sync"], "integration-days": ""}
    (text,) = secrets(client.post(f"{PAGE}integrations/", sent))
    token = Token.objects.get(member=None)
    assert (token.expires_at, token.scopes) == (None, ["read", "sync"])
    assert client.post(f"{PAGE}{token.pk}/revocation/").status_code == 302
    assert Machine(text).get(f"cycles/{cast.cycle.pk}/ranking/").status_code == 401
    others = personal(cast.ines, "read").token
    assert client.post(f"{PAGE}{others.pk}/revocation/").status_code == 404


def test_others_see_nothing_of_integrations(cast: Cast) -> None:
    made = integration(cast.board)
    client = browser(cast.ines)
    assert "Of integrations" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{made.token.pk}/revocation/").status_code == 403
    sent = {"integration-name": "Roadmap", "integration-scopes": ["read"]}
    assert client.post(f"{PAGE}integrations/", sent).status_code == 403


def test_the_page_costs_the_same_however_many_there_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(cast.ada)
    client.get(PAGE)
    personal(cast.ada, "read")
    with django_assert_num_queries(STATEMENTS):
        client.get(PAGE)
    for _ in range(10):
        personal(cast.ada, "read")
        integration(cast.board)
    with django_assert_num_queries(STATEMENTS):
        client.get(PAGE)


STATEMENTS = 5
"""Session, person, place, the frame, the tokens."""
