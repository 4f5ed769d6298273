"""What no view answers, or answers with a refusal: a page for a person, problem details for a program."""

from typing import Any

import pytest
from django.test import Client

from tests.bets.the_board import page, signed_in
from tests.cast import Cast

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PROBLEM = "application/problem+json"
PROGRAMS: list[dict[str, Any]] = [{}, {"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": PROBLEM}]


@pytest.mark.parametrize("headers", PROGRAMS)
@pytest.mark.parametrize("address", ["/no/such/address/", "/cycles/0/", "/cycles/0/ranking/"])
def test_a_program_is_told_in_json_that_there_is_no_such_page(
    cast: Cast, address: str, headers: dict[str, str]
) -> None:
    answer = signed_in(cast.ines).get(address, headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("address", ["/no/such/address/", "/cycles/0/"])
def test_a_browser_is_shown_a_page(cast: Cast, address: str) -> None:
    answer = signed_in(cast.ines).get(address, headers={"Accept": BROWSER})
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "No such page." in answer.content.decode()
    assert "Nothing was changed" not in answer.content.decode()


def test_who_sends_json_reads_json(cast: Cast) -> None:
    answer = signed_in(cast.ines).post(
        f"/cycles/{cast.cycle.pk}/moves/", "{}", content_type="application/json", headers={"Accept": BROWSER}
    )
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)


def test_an_address_that_is_only_pressed_says_so_when_it_is_opened(cast: Cast) -> None:
    client, address = signed_in(cast.ines), f"/cycles/{cast.cycle.pk}/moves/"
    seen = client.get(address, headers={"Accept": BROWSER})
    assert (seen.status_code, seen["Allow"]) == (405, "POST")
    assert "cannot be opened" in seen.content.decode()
    assert 'href="/"' in seen.content.decode()
    read = client.get(address, headers={"Accept": "application/json"})
    assert (read.status_code, read["Allow"], read.json()["code"]) == (405, "POST", "method_not_allowed")


@pytest.mark.parametrize(
    ("referer", "next_page"),
    [
        ("http://testserver/cycles/1/?show=funded", "/cycles/1/"),
        ("http://elsewhere.example/cycles/1/", "/"),
        ("http://testserver//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_a_button_pressed_after_the_session_leads_back_to_its_page(
    client: Client, db: None, referer: str, next_page: str
) -> None:
    answer = client.post("/cycles/1/moves/", {"bet": 1}, headers={"Referer": referer, "Accept": BROWSER})
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={next_page}")


def test_a_page_that_is_asked_for_without_a_session_is_shown_after_the_sign_in(client: Client, db: None) -> None:
    assert client.get("/cycles/1/?show=funded")["Location"] == "/account/login/?next=/cycles/1/%3Fshow%3Dfunded"


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_page_that_is_too_old_says_to_load_it_again(cast: Cast, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ines.person)
    answer = client.post(f"/cycles/{cast.cycle.pk}/undone/", "{}", content_type=kind, headers={"Accept": BROWSER})
    assert answer.status_code == 403
    assert "Load the page again." in answer.content.decode()
    if kind == "application/json":
        assert answer.json()["code"] == "csrf"
    else:
        assert 'class="masthead"' in answer.content.decode()


@pytest.mark.parametrize("key", ['"\\000aaaaaaaa"', "a" * 31, "A" * 32, '"\\012' + "a" * 32 + '"', "%00" * 9, "ü" * 32])
def test_a_session_cookie_that_is_not_ours_is_no_session(client: Client, db: None, key: str) -> None:
    answer = client.get("/", headers={"Cookie": f"sessionid={key}"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_session_of_ours_is_one(cast: Cast) -> None:
    assert page(cast.ines, cast.cycle)


def test_a_form_of_too_many_fields_is_refused_on_a_page(cast: Cast) -> None:
    client = signed_in(cast.ines)
    fields = {str(number): "1" for number in range(1001)}
    answer = client.post(f"/cycles/{cast.cycle.pk}/moves/", fields, headers={"Accept": BROWSER})
    assert answer.status_code == 400
    assert "This cannot be read." in answer.content.decode()
    read = client.post(f"/cycles/{cast.cycle.pk}/moves/", fields, headers={"Accept": "application/json"})
    assert (read.status_code, read["Content-Type"], read.json()["code"]) == (400, PROBLEM, "bad_request")


def test_another_host_is_refused_on_a_page(client: Client, db: None) -> None:
    answer = client.get("/", headers={"Host": "elsewhere.example", "Accept": BROWSER})
    assert answer.status_code == 400
    assert "This cannot be read." in answer.content.decode()
