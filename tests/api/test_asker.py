"""Who may listen to what: the right to each topic is asked, and a refusal is a plain status."""

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore

from api.asker import Asker, Refused, asker
from bets.models import Cycle
from org.models import Membership
from tests.browser.scenery import session
from tests.cast import Cast
from tests.factories import CycleFactory


def asked(member: Membership | None, query: str, *, cookie: str = "", method: str = "GET", **headers: str) -> Asker:
    """What the door makes of a request, signed in as the member."""
    key = cookie or (session(member.person) if member else "")
    sent = {"host": "localhost", "cookie": f"sessionid={key}"} | headers
    scope: dict[str, Any] = {
        "type": "http", "http_version": "1.1", "method": method, "path": "/live/", "root_path": "",
        "query_string": query.encode(), "headers": [(name.encode(), said.encode()) for name, said in sent.items()],
    }  # fmt: skip
    return asker(scope)


def status(member: Membership | None, query: str, **rest: str) -> int:
    """That of the answer."""
    try:
        asked(member, query, **rest)
    except Refused as refused:
        return refused.status
    return 200


def topic(cast: Cast) -> str:
    return f"topic={cast.cycle.topic}"


# As tests/authz/matrix.csv has it for `rank.read`.
LIVE_TO_VPS = {"ines": 200, "vera": 200, "victor": 200, "stina": 200, "ada": 403, "willy": 403}
LEADERS_ONLY = LIVE_TO_VPS | {"vera": 403, "victor": 403}
PUBLISHED = dict.fromkeys(LIVE_TO_VPS, 200)


@pytest.mark.parametrize(
    ("state", "visibility", "wanted"),
    [
        (state, visibility, wanted)
        for state in ("pitching", "ranking", "locked", "closed")
        for visibility, before in (("live_to_vps", LIVE_TO_VPS), ("leaders_only", LEADERS_ONLY))
        for wanted in (PUBLISHED if state in ("locked", "closed") else before,)
    ],
)
def test_the_order_is_followed_by_whoever_may_read_it(
    cast: Cast, state: str, visibility: str, wanted: dict[str, int]
) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state, visibility=visibility)
    assert {name: status(getattr(cast, name), topic(cast)) for name in wanted} == wanted


def test_a_refusal_stands_in_the_security_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "security"):
        assert status(cast.willy, topic(cast)) == 403
        assert status(cast.olga, topic(cast)) == 404
    told = [entry.getMessage() for entry in caplog.records]
    assert len(told) == 2
    assert f"refused rank.read to member {cast.willy.pk}" in told[0]
    assert f"cycle {cast.cycle.pk}" in told[1]


def test_a_stranger_and_whoever_left_find_nothing(cast: Cast) -> None:
    assert status(cast.olga, topic(cast)) == 404
    assert status(cast.emil, topic(cast)) == 404
    assert status(cast.ines, "topic=cycle:987654") == 404


def test_nobody_listens_without_signing_in(cast: Cast) -> None:
    assert status(None, topic(cast)) == 401
    assert status(None, topic(cast), cookie="0" * 32) == 401
    assert status(None, topic(cast), cookie="nonsense") == 401


def test_a_session_from_before_a_membership_ended_is_over(cast: Cast) -> None:
    """Decision 0010: as for pages, although the other board is still theirs."""
    key = session(cast.ines.person)
    assert status(None, topic(cast), cookie=key) == 200
    other = Membership.objects.create(board=cast.olga.board, person=cast.ines.person, started_at=cast.ines.started_at)
    other.ended_at = other.started_at
    other.save()
    assert status(None, topic(cast), cookie=key) == 401
    assert not SessionStore().exists(key)


def test_a_closed_account_is_signed_out(cast: Cast) -> None:
    key = session(cast.ines.person)
    cast.ines.person.is_active = False
    cast.ines.person.save()
    assert status(None, topic(cast), cookie=key) == 401


@pytest.mark.parametrize(
    "query",
    [
        "", "topic=", "topic=cycle:", "topic=cycle:x", "topic=cycle:-1", "topic=cycle:0", "topic=cycle:1%00",
        "topic=board:1", "topic=cycle:99999999999999999999", "topic=cycle:%D9%A1", "topic=cycle:1&topic=nothing",
    ],
)  # fmt: skip
def test_what_is_no_topic_is_a_bad_request(cast: Cast, query: str) -> None:
    assert status(cast.ines, query) == 400


@pytest.mark.parametrize("number", ["x", "-1", "1.5", "99999999999999999999", "%D9%A1", "1%00"])
def test_what_is_no_number_is_a_bad_request(cast: Cast, number: str) -> None:
    assert status(cast.ines, f"{topic(cast)}&after={number}") == 400


def test_too_many_topics_are_a_bad_request(cast: Cast) -> None:
    assert status(cast.ines, "&".join(f"topic=cycle:{number}" for number in range(1, 10))) == 400


def test_several_cycles_of_one_board_are_followed_by_one_stream_but_not_two_boards(cast: Cast) -> None:
    sibling = CycleFactory(board=cast.board, name="2027H2")
    both = asked(cast.ines, f"{topic(cast)}&topic={sibling.topic}")
    assert both.topics == {cast.cycle.topic, sibling.topic}
    assert both.board == cast.board.pk
    Membership.objects.create(
        board=cast.olga.board, person=cast.ines.person, started_at=cast.ines.started_at, roles=["leader"]
    )
    elsewhere = CycleFactory(board=cast.olga.board)
    assert status(cast.ines, f"topic={elsewhere.topic}") == 200
    assert status(cast.ines, f"{topic(cast)}&topic={elsewhere.topic}") == 400


def test_the_browsers_own_number_counts_for_more_than_that_of_the_address(cast: Cast) -> None:
    assert asked(cast.ines, topic(cast)).after is None
    assert asked(cast.ines, f"{topic(cast)}&after=12").after == 12
    assert asked(cast.ines, f"{topic(cast)}&after=12", **{"last-event-id": "15"}).after == 15
    assert asked(cast.ines, f"{topic(cast)}&after=12", **{"last-event-id": ""}).after == 12


def test_another_host_and_another_method_are_refused(cast: Cast) -> None:
    assert status(cast.ines, topic(cast), host="elsewhere.example.com") == 400
    assert status(cast.ines, topic(cast), method="POST") == 405
