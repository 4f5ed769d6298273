"""How often somebody may try to sign in: counted by account and by where they come from, and nobody else pays."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast

PASSWORD = "seven green boats"
LOGIN = "/account/login/"
HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def _patient(settings: Settings) -> None:
    """A busy machine is not a broker that is away. Passwords are hashed cheaply: here it is about counting."""
    patient = {"socket_timeout": 30, "socket_connect_timeout": 30}
    settings.CACHES = {"default": settings.CACHES["default"] | {"OPTIONS": patient}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def email(cast: Cast) -> str:
    for member in (cast.vera, cast.victor):
        member.person.set_password(PASSWORD)
        member.person.save()
    return cast.vera.person.email


def attempt(email: str, password: str = "wrong", came_from: str = HERE, **headers: str) -> tuple[int, bool, str]:
    """The status, whether it let them in, and what the page says."""
    client = Client(REMOTE_ADDR=came_from, headers=headers)
    answer = client.post(LOGIN, {"login": email, "password": password})
    return answer.status_code, SESSION_KEY in client.session, answer.content.decode()


def gets_in(email: str, came_from: str = HERE) -> bool:
    return attempt(email, PASSWORD, came_from)[1]


def test_an_account_is_closed_after_five_wrong_passwords_from_wherever(email: str) -> None:
    for number in range(5):
        attempt(email, came_from=f"192.0.2.{10 + number}")
    _, let_in, page = attempt(email, PASSWORD, THERE)
    assert not let_in
    assert "Too many failed login attempts" in page


def test_meanwhile_nobody_else_is_locked_out(email: str, cast: Cast) -> None:
    for _ in range(5):
        attempt(email)
    assert not gets_in(email)
    assert gets_in(cast.victor.person.email, HERE), "not even from the same place"


def test_an_address_that_nobody_has_is_counted_as_one_that_somebody_has(email: str) -> None:
    pages = [
        [attempt(each, came_from=place)[2] for _ in range(6)] for each, place in ((email, HERE), ("x@y.zz", THERE))
    ]
    said = ["Too many failed login attempts" in page for page in pages[0]]
    assert said == ["Too many failed login attempts" in page for page in pages[1]]
    assert said[-1]


def test_after_ten_failures_a_place_waits_whatever_the_account(email: str, cast: Cast) -> None:
    for number in range(10):
        attempt(f"nobody{number}@example.com")
    assert not gets_in(cast.victor.person.email, HERE)
    assert gets_in(cast.victor.person.email, THERE), "other places do not wait"


def test_after_thirty_tries_a_place_gets_a_page_with_429(email: str) -> None:
    for number in range(30):
        assert attempt(f"nobody{number}@example.com")[0] == 200
    status, let_in, page = attempt(email, PASSWORD)
    assert (status, let_in) == (429, False)
    assert "Too many tries." in page
    assert gets_in(email, THERE)


def test_it_is_over_after_a_while(email: str) -> None:
    for _ in range(5):
        attempt(email)
    assert not gets_in(email)
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        assert not gets_in(email)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=5)):
        assert gets_in(email)


def test_nobody_is_somebody_else_by_a_header(email: str, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(30):
        attempt(f"nobody{number}@example.com", **{"X-Forwarded-For": f"198.51.100.{number}"})
    assert attempt(email, **{"X-Forwarded-For": "198.51.100.99"})[0] == 429


def test_behind_a_trusted_proxy_its_word_counts_and_not_what_came_before(email: str, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        attempt(f"nobody{number}@example.com", **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.1"})
    assert attempt(email, **{"X-Forwarded-For": "203.0.113.99, 198.51.100.1"})[0] == 429
    assert attempt(email, PASSWORD, **{"X-Forwarded-For": "203.0.113.99, 198.51.100.2"})[1]


@pytest.fixture
def signed_in(email: str, cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.vera.person)
    return client


def test_a_stolen_session_does_not_guess_the_password(signed_in: Client) -> None:
    fields = {"oldpassword": "wrong", "password1": "nine blue boats", "password2": "nine blue boats"}
    statuses = [signed_in.post("/account/password/change/", fields).status_code for _ in range(6)]
    assert statuses[-1] == 429
    assert statuses[0] == 200


def test_nobody_is_flooded_with_mails_by_asking_for_a_new_password(email: str) -> None:
    statuses = [Client().post("/account/password/reset/", {"email": email}).status_code for _ in range(6)]
    assert statuses == [302] * 5 + [429]
