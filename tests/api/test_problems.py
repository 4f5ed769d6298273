"""Whatever goes wrong below `/api/` is told as problem details, with the same fixed fields."""

import pytest
from django.test import Client

from tests.api.tokens import Machine, machine_of
from tests.cast import Cast

MOVES = "cycles/{cycle}/ranking/moves/"
FIXED = {"type", "title", "status", "detail", "code"}


@pytest.fixture
def ines(cast: Cast) -> Machine:
    return machine_of(cast.ines)


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "code"),
    [
        ("GET", "nothing/here/", None, {}, 404, "not_found"),
        ("GET", "cycles/999/ranking/", None, {}, 404, "not_found"),
        ("GET", f"cycles/{2**63}/ranking/", None, {}, 404, "not_found"),
        ("GET", f"cycles/{'9' * 400}/ranking/", None, {}, 404, "not_found"),
        ("GET", "cycles/0/ranking/", None, {}, 404, "not_found"),
        ("PATCH", "cycles/{cycle}/ranking/", {}, {}, 405, "method_not_allowed"),
        ("GET", "cycles/{cycle}/ranking/", None, {"Accept": "text/html"}, 406, "not_acceptable"),
        ("POST", MOVES, b"bet=1", {"Content_Type": "text/plain"}, 415, "unsupported_media_type"),
        ("POST", MOVES, b"{", {}, 400, "parse_error"),
        ("POST", MOVES, b"[1]", {}, 400, "parse_error"),
        ("POST", MOVES, b"[" * 100_000, {}, 400, "parse_error"),
        ("POST", MOVES, b'{"reason": "\\ud800"}', {}, 400, "parse_error"),
        ("POST", MOVES, b'{"bet": NaN}', {}, 400, "parse_error"),
        ("POST", MOVES, b'{"bet": 1e400}', {}, 400, "parse_error"),
        ("POST", MOVES, b"\xff\xfe", {}, 400, "parse_error"),
        ("POST", MOVES, b" " * 1_000_001, {}, 413, "too_large"),
        ("POST", MOVES, {"bet": 1, "rank": 1}, {"Idempotency_Key": "ä ö"}, 422, "invalid"),
        ("POST", MOVES, {"bet": 2**63, "rank": 1}, {}, 422, "invalid"),
        ("POST", MOVES, {"bet": True, "rank": 1}, {}, 422, "invalid"),
        ("POST", MOVES, {"bet": 1, "rank": 1, "reason": "a\0b"}, {}, 422, "invalid"),
        ("POST", MOVES, {"bet": 1, "rank": 1, "reason": "x" * 501}, {}, 422, "invalid"),
        ("POST", MOVES, {"bet": 1, "rank": 1, "reason": 7}, {}, 422, "invalid"),
        ("PUT", "cycles/{cycle}/ranking/", {"order": {"a": 1}}, {}, 422, "invalid"),
        ("PUT", "cycles/{cycle}/ranking/", {"order": [1, None, "x"]}, {}, 422, "invalid"),
    ],
)  # fmt: skip
def test_every_refusal_has_the_same_form(
    cast: Cast, ines: Machine, method: str, path: str, body: object, headers: dict[str, str], status: int, code: str
) -> None:
    answer = ines.call(method, path.format(cycle=cast.cycle.pk), body, **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()) >= FIXED
    assert answer.json()["status"] == status
    assert cast.order == "ABCD"


def test_each_fault_has_its_place_in_the_body(cast: Cast, ines: Machine) -> None:
    answer = ines.put(f"cycles/{cast.cycle.pk}/ranking/", {"order": [1, "x", None], "~a/b": 1, "reason": []})
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/~0a~1b"}
    answer = ines.put(f"cycles/{cast.cycle.pk}/ranking/", {"order": [1, "x", None], "reason": []})
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/order/1", "/order/2", "/reason"}


def test_what_breaks_on_our_side_is_told_without_a_word_of_how(
    cast: Cast, ines: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("api.resources.ranking.ranking_now", broken)
    ines._client.raise_request_exception = False
    answer = ines.get(f"cycles/{cast.cycle.pk}/ranking/")
    assert (answer.status_code, answer.json()["code"]) == (500, "broken")
    assert answer["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.content.decode()


def test_a_browser_that_strays_below_the_api_is_told_in_json_too(cast: Cast) -> None:
    answer = Client().get("/api/v1/nothing/", headers={"Accept": "text/html"})
    assert answer["Content-Type"] == "application/problem+json"


def test_without_a_token_it_is_401_and_not_a_page_to_sign_in_on(cast: Cast) -> None:
    answer = Machine().get(f"cycles/{cast.cycle.pk}/ranking/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
