"""What cannot be meant: every door of a move answers it with a refusal, and nothing is changed."""

from typing import Any

import orjson
import pytest

from tests.authz.digest import digest
from tests.bets.the_board import move, signed_in
from tests.cast import Cast

DOORS = ("moves", "undone", "tray")
MANY = "9" * 5000

BAD_JSON: dict[str, bytes] = {
    "nothing": b"",
    "half": b'{"bet": ',
    "text": b'"bet"',
    "list": b"[1]",
    "null": b"null",
    "deep list": b'{"bet": ' + b"[" * 1000 + b"]" * 1000 + b"}",
    "deep object": b'{"reason": ' + b'{"a":' * 1000 + b"1" + b"}" * 1000 + b"}",
    "list as bet": b'{"bet": [1], "revision": [1], "rank": 1}',
    "object as bet": b'{"bet": {"a": 1}, "revision": {}, "rank": 1}',
    "true as bet": b'{"bet": true, "revision": true, "rank": 1}',
    "null as bet": b'{"bet": null, "revision": null, "rank": 1}',
    "float": b'{"bet": 1.5, "revision": 1.5, "rank": 1}',
    "infinite": b'{"bet": 1e400, "revision": 1e400, "rank": 1}',
    "not a number": b'{"bet": NaN, "revision": NaN, "rank": 1}',
    "huge": b'{"bet": %s, "revision": %s, "rank": 1}' % (MANY.encode(), MANY.encode()),
    "more than a bigint": b'{"bet": 9223372036854775808, "revision": 9223372036854775808, "rank": 1}',
    "the greatest bigint": b'{"bet": 9223372036854775807, "revision": 9223372036854775807, "rank": 1}',
    "negative": b'{"bet": -1, "revision": -1, "rank": 1}',
    "nul": b'{"bet": "\\u0000", "revision": "\\u0000", "rank": 1}',
    "lone surrogate": b'{"bet": BET, "revision": 0, "rank": 1, "reason": "\\ud800"}',
    "not utf-8": b'{"bet": BET, "revision": 0, "rank": 1, "reason": "\xff"}',
}
"""For every door; BET is a bet that it could be done with."""

BAD_MOVES: dict[str, bytes] = {
    "view is a number": b'{"bet": BET, "revision": 0, "rank": 1, "view": 1}',
    "view is a list": b'{"bet": BET, "revision": 0, "rank": 1, "view": ["a"]}',
    "view is an object": b'{"bet": BET, "revision": 0, "rank": 1, "view": {}}',
    "view is true": b'{"bet": BET, "revision": 0, "rank": 1, "view": true}',
    "view is unknown": b'{"bet": BET, "revision": 0, "rank": 1, "view": "show=all"}',
    "view with nul": b'{"bet": BET, "revision": 0, "rank": 1, "view": "team=%00"}',
    "nested where nothing is expected": b'{"bet": BET, "revision": 0, "rank": 1, "more": [[]]}',
}
BAD_PLACES: dict[str, Any] = {
    "top and a newline": {"after": "top\n"},
    "a number and a newline": {"after": "1\n"},
    "Arabic digits": {"after": "١"},
    "nul after": {"after": "\0"},
    "false after": {"after": False},
    "no such bet after": {"after": "9" * 18},
    "huge before": {"before": 2**63},
    "greatest before": {"before": 2**63 - 1},
    "huge rank": {"rank": 10**9},
    "true as rank": {"rank": True},
    "huge base revision": {"rank": 1, "base_revision": 2**31},
    "greatest base revision": {"rank": 1, "base_revision": 2**31 - 1},
    "nul in the reason": {"rank": 1, "reason": "\0"},
    "nul in the sentence": {"rank": 1, "sentence": "a\0"},
    "a long reason": {"rank": 1, "reason": "a" * 501},
}
BAD_KEYS = {"long": "k" * 201, "space": "a b", "Latin": "\u00e9", "nul": "\0", "newline at the end": "k\n"}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", [*BAD_JSON, *BAD_MOVES])
def test_a_bad_body_is_refused_as_json(cast: Cast, door: str, name: str) -> None:
    body = (BAD_JSON | BAD_MOVES)[name].replace(b"BET", str(cast.d.pk).encode())
    client, before = signed_in(cast.ines), digest()
    answer = client.post(f"/cycles/{cast.cycle.pk}/{door}/", body, content_type="application/json")
    assert 400 <= answer.status_code < 500, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert digest() == before


@pytest.mark.parametrize("name", BAD_PLACES)
@pytest.mark.parametrize("form", [False, True])
def test_a_bad_place_is_refused(cast: Cast, name: str, form: bool) -> None:
    place, client, before = BAD_PLACES[name], signed_in(cast.ines), digest()
    kind = {} if form else {"content_type": "application/json"}
    answer = client.post(
        f"/cycles/{cast.cycle.pk}/moves/", {"bet": cast.d.pk, **place}, headers={"Accept": "text/html"}, **kind
    )  # fmt: skip
    assert 400 <= answer.status_code < 500, answer.content
    assert digest() == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("value", ["", "x", "\0", "-1", "1.5", "1e400", MANY, str(2**63), "\ufffd"])
def test_a_bad_number_is_refused_of_a_form(cast: Cast, door: str, value: Any) -> None:
    client, before = signed_in(cast.ines), digest()
    answer = client.post(f"/cycles/{cast.cycle.pk}/{door}/", {"bet": value, "revision": value})
    assert 400 <= answer.status_code < 500, answer.content
    assert digest() == before


@pytest.mark.parametrize("query", ["after=top%0a", "after=%00", "rank=1&view=team%3D%00", "view=show%3Dall", "rank=x"])
def test_a_bad_question_is_refused(cast: Cast, query: str) -> None:
    answer = signed_in(cast.ines).get(f"/cycles/{cast.cycle.pk}/moves/new/?bet={cast.d.pk}&{query}")
    assert 400 <= answer.status_code < 500, answer.content


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", BAD_KEYS)
def test_a_bad_idempotency_key_is_refused(cast: Cast, door: str, name: str) -> None:
    client, before = signed_in(cast.ines), digest()
    answer = client.post(
        f"/cycles/{cast.cycle.pk}/{door}/",
        {"bet": cast.d.pk, "rank": 1, "revision": 0},
        content_type="application/json",
        headers={"Idempotency-Key": BAD_KEYS[name]},
    )
    assert answer.status_code == 422, answer.content
    assert digest() == before


def test_a_refusal_names_the_fields(cast: Cast) -> None:
    answer = move(cast.ines, cast.cycle, {"bet": "x", "rank": 0}).json()
    assert answer["detail"].startswith("Bet: Enter a whole number.; Rank: ")
    assert set(answer["errors"]) == {"bet", "rank"}
    nested = move(cast.ines, cast.cycle, {"bet": [1]}).json()
    assert nested["detail"].startswith("bet: ")
    assert set(nested["errors"]) == {"bet"}


def test_what_is_good_is_still_taken(cast: Cast) -> None:
    """The control: the same request without its fault."""
    body = orjson.dumps({"bet": cast.d.pk, "rank": 1, "view": None, "reason": None})
    client = signed_in(cast.ines)
    headers = {"Idempotency-Key": "k" * 200}
    address = f"/cycles/{cast.cycle.pk}/moves/"
    assert client.post(address, body, content_type="application/json", headers=headers).status_code == 201
