"""The doors for those who are not signed in."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from org.models import Person
from tests.cast import Cast

PASSWORD = "seven green boats"
LOGIN = "/account/login/"


@pytest.fixture
def email(cast: Cast) -> str:
    cast.vera.person.set_password(PASSWORD)
    cast.vera.person.save()
    return cast.vera.person.email


def test_signing_in_leads_where_one_was_going(client: Client, email: str) -> None:
    answer = client.post(LOGIN, {"login": email.upper(), "password": PASSWORD, "next": "/boards/north/people/"})
    assert answer.headers["Location"] == "/boards/north/people/"
    assert SESSION_KEY in client.session


def test_the_session_is_another_after_signing_in(client: Client, email: str) -> None:
    client.session.save()
    client.cookies["sessionid"] = before = str(client.session.session_key)
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    assert SESSION_KEY in client.session
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "http://127.0.0.1:1/", "javascript:alert(1)", "https:evil.example"],
)
def test_signing_in_never_leads_off_the_site(client: Client, email: str, elsewhere: str) -> None:
    answer = client.post(LOGIN, {"login": email, "password": PASSWORD, "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_and_a_wrong_address_get_the_same_answer(client: Client, email: str) -> None:
    answers = [
        client.post(LOGIN, {"login": login, "password": "wrong"}).context["form"].errors
        for login in (email, "nobody@example.com")
    ]
    assert answers[0] == answers[1]


def test_a_deactivated_person_does_not_get_in(client: Client, email: str) -> None:
    Person.objects.filter(email=email).update(is_active=False)
    answer = client.post(LOGIN, {"login": email, "password": PASSWORD}, follow=True)
    assert "This account is closed." in answer.content.decode()
    assert SESSION_KEY not in client.session


def test_a_session_of_a_deactivated_person_ends(client: Client, cast: Cast) -> None:
    client.force_login(cast.vera.person)
    assert client.get("/boards/north/people/").status_code == 200
    Person.objects.filter(pk=cast.vera.person_id).update(is_active=False)
    assert client.get("/boards/north/people/").status_code == 302


def test_nobody_tries_passwords_for_long(client: Client, email: str, settings: Settings) -> None:
    patient = {"socket_timeout": 30, "socket_connect_timeout": 30}  # a busy machine is not a broker that is away
    settings.CACHES = {"default": settings.CACHES["default"] | {"OPTIONS": patient}}
    refused_after_five(client, email)


def refused_after_five(client: Client, email: str) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": email, "password": "wrong"})
    answer = client.post(LOGIN, {"login": email, "password": PASSWORD})
    assert "Too many failed login attempts" in answer.content.decode()
    assert SESSION_KEY not in client.session


def test_with_the_broker_away_people_sign_in_and_attempts_are_counted(
    client: Client, email: str, settings: Settings
) -> None:
    away = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    assert client.post(LOGIN, {"login": email, "password": PASSWORD}).status_code == 302
    refused_after_five(Client(), email)


def test_sign_up_is_closed(client: Client, cast: Cast) -> None:
    count = Person.objects.count()
    fields = {"email": "mia@example.com", "password1": PASSWORD, "password2": PASSWORD}
    assert "People come by invitation." in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", fields)
    assert Person.objects.count() == count


@pytest.mark.parametrize("door", ["email/", "confirm-email/", "login/code/confirm/", "reauthenticate/", "3rdparty/"])
def test_doors_that_nobody_offers_stay_shut(client: Client, cast: Cast, door: str) -> None:
    client.force_login(cast.vera.person)
    assert client.get(f"/account/{door}").status_code == 404


def test_changing_the_password_signs_out_everywhere(client: Client, email: str) -> None:
    other = Client()
    for each in (client, other):
        each.post(LOGIN, {"login": email, "password": PASSWORD})
    fields = {"oldpassword": PASSWORD, "password1": "nine blue boats", "password2": "nine blue boats"}
    client.post("/account/password/change/", fields)
    for each in (client, other):
        assert each.get("/boards/north/people/").status_code == 302


def test_signing_out_takes_a_press_of_a_button(client: Client, cast: Cast) -> None:
    client.force_login(cast.vera.person)
    assert client.get("/account/logout/").status_code == 200
    assert SESSION_KEY in client.session
    client.post("/account/logout/")
    assert SESSION_KEY not in client.session


def test_a_session_that_was_signed_out_is_of_no_use_any_more(client: Client, cast: Cast) -> None:
    client.force_login(cast.vera.person)
    key = str(client.session.session_key)
    client.post("/account/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/boards/north/people/").status_code == 302


def test_changing_the_password_leaves_no_old_session_of_use(client: Client, email: str) -> None:
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    key = str(client.session.session_key)
    fields = {"oldpassword": PASSWORD, "password1": "nine blue boats", "password2": "nine blue boats"}
    client.post("/account/password/change/", fields)
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/boards/north/people/").status_code == 302
    assert client.post(LOGIN, {"login": email, "password": "nine blue boats"}).status_code == 302
    assert client.session.session_key != key


def test_signing_in_as_somebody_else_carries_nothing_over(client: Client, email: str, cast: Cast) -> None:
    client.force_login(cast.ada.person)
    session = client.session
    session["left"] = "something"
    session.save()
    client.post("/account/logout/")
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    assert client.session[SESSION_KEY] == str(cast.vera.person_id)
    assert "left" not in client.session


def test_the_cookie_is_for_the_site_and_for_no_script(client: Client, email: str) -> None:
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_over_https_the_cookie_goes_nowhere_else(client: Client, email: str, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    assert client.cookies["sessionid"]["secure"] is True


@pytest.mark.parametrize(("url", "secure"), [("https://bets.example.com", True), ("http://localhost:8000", False)])
def test_an_installation_behind_https_marks_its_cookies(url: str, secure: bool) -> None:
    program = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    environment = os.environ | {"BETS_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(secure)] * 2
