"""From the invitation to the board, over a real mail server; and a forgotten password likewise."""

import pytest
from django.test import Client
from pytest_django import Settings

from org.models import Membership, Person
from tests.cast import Cast
from tests.org.sink import Sink

PASSWORD = "seven green boats"
INVITATION = {"name": "Mia Sand", "email": "mia@example.com", "roles": ["vp"]}


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def choose_password(client: Client, link: str) -> int:
    """Follow the link of a mail and set a password; the status in the end."""
    page = client.get(link, follow=True)
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(page.request["PATH_INFO"], fields, follow=True).status_code


def signs_in(email: str) -> bool:
    client = Client()
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    return "_auth_user_id" in client.session


def test_who_is_invited_sets_a_password_and_comes_in(cast: Cast, mails: Sink, client: Client) -> None:
    answer = signed_in(cast.stina).post("/boards/north/people/invitations/", INVITATION, follow=True)
    assert "the invitation went to mia@example.com" in answer.content.decode()
    assert mails.mails[-1]["To"] == "mia@example.com"
    assert mails.mails[-1]["Subject"] == "Stina invites you to North"
    choose_password(client, mails.link())
    assert client.get("/boards/north/people/").status_code == 200
    assert signs_in("mia@example.com")


def test_the_link_works_once(cast: Cast, mails: Sink, client: Client) -> None:
    signed_in(cast.stina).post("/boards/north/people/invitations/", INVITATION)
    choose_password(client, mails.link())
    assert "does not work any more" in Client().get(mails.link(), follow=True).content.decode()


def test_an_invitation_is_repeated_with_a_link(cast: Cast, mails: Sink, client: Client) -> None:
    cast.willy.person.set_unusable_password()
    cast.willy.person.save()
    answer = signed_in(cast.ada).post(f"/boards/north/people/{cast.willy.pk}/invitation/", follow=True)
    assert answer.redirect_chain == [(f"/boards/north/people/{cast.willy.pk}/", 302)]
    choose_password(client, mails.link())
    assert signs_in(cast.willy.person.email)


def test_who_is_known_already_gets_no_link_for_a_password(cast: Cast, mails: Sink) -> None:
    cast.olga.person.set_password(PASSWORD)
    cast.olga.person.save()
    invitation = INVITATION | {"email": cast.olga.person.email}
    signed_in(cast.ada).post("/boards/north/people/invitations/", invitation)
    assert mails.link() == "/boards/north/people/"
    assert "password" not in mails.text()
    assert signed_in(cast.olga).get(mails.link()).status_code == 200


def test_names_cannot_write_headers(cast: Cast, mails: Sink) -> None:
    Person.objects.filter(pk=cast.stina.person_id).update(name="Stina\r\nBcc: all@example.com")
    answer = signed_in(cast.stina).post("/boards/north/people/invitations/", INVITATION)
    assert answer.status_code == 302
    assert mails.mails[-1]["Bcc"] is None


def test_without_a_mail_server_the_inviter_is_told(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    answer = signed_in(cast.stina).post("/boards/north/people/invitations/", INVITATION, follow=True)
    assert "no mail can be sent now" in answer.content.decode()
    assert Membership.objects.filter(person__email="mia@example.com", board=cast.board).exists()


def test_a_forgotten_password_comes_by_mail(cast: Cast, mails: Sink, client: Client) -> None:
    client.post("/account/password/reset/", {"email": cast.vera.person.email.upper()})
    choose_password(client, mails.link())
    assert signs_in(cast.vera.person.email)


def test_the_reset_does_not_tell_which_addresses_are_known(cast: Cast, mails: Sink) -> None:
    known, unknown = (
        Client().post("/account/password/reset/", {"email": email}, follow=True)
        for email in (cast.vera.person.email, "nobody@example.com")
    )
    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain
    assert [mail["To"] for mail in mails.mails] == [cast.vera.person.email, "nobody@example.com"]
    assert "http" not in mails.text()


def test_without_a_mail_server_the_reset_does_not_tell_either(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    known, unknown = (
        Client().post("/account/password/reset/", {"email": email})
        for email in (cast.vera.person.email, "nobody@example.com")
    )
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert known.status_code == 503


def test_links_lead_to_the_address_of_the_installation_whatever_the_request_says(
    cast: Cast, mails: Sink, settings: Settings
) -> None:
    settings.URL, settings.ALLOWED_HOSTS = "https://bets.example.com", ["*"]
    Client().post("/account/password/reset/", {"email": cast.vera.person.email}, headers={"Host": "evil.example"})
    assert "https://bets.example.com/account/password/reset/key/" in mails.text()
    assert "evil" not in mails.text()


@pytest.mark.parametrize("email", ["vera.north@example.com", "nobody@example.com"])
def test_a_deactivated_person_gets_no_link(cast: Cast, mails: Sink, email: str) -> None:
    Person.objects.filter(pk=cast.vera.person_id).update(is_active=False)
    Client().post("/account/password/reset/", {"email": email})
    assert "http" not in mails.text()
