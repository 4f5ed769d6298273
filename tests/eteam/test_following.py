"""Who may follow the weekly room as it changes: whoever may read it, by the same stream as the order of a cycle."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eteam.following import Keeper
from org.models import Membership
from tests.api.test_asker import asked, status
from tests.cast import Cast


def room(cast: Cast) -> str:
    return f"topic=room:{cast.board.pk}"


def test_the_room_is_followed_by_whoever_may_read_it(cast: Cast) -> None:
    """As tests/authz/matrix.csv has it for `eteam.read_room`: an admin is not of it unless a member."""
    wanted = {
        "ines": 200, "otto": 200, "vera": 200, "victor": 200, "stina": 200,
        "ada": 403, "willy": 403, "olga": 404, "emil": 404,
    }  # fmt: skip
    assert {name: status(getattr(cast, name), room(cast)) for name in wanted} == wanted
    assert status(None, room(cast)) == 401
    assert status(cast.ines, "topic=room:987654") == 404


def test_whoever_stands_in_for_a_vp_follows_while_they_do(cast: Cast) -> None:
    willy = cast.willy
    willy.acting_for, willy.acting_from, willy.acting_until = cast.vera, date(2020, 1, 1), date(2999, 1, 1)
    willy.save()
    assert status(willy, room(cast)) == 200
    willy.acting_until = date(2020, 2, 1)
    willy.save()
    assert status(willy, room(cast)) == 403


def test_a_refusal_stands_in_the_security_log(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "security"):
        assert status(cast.ada, room(cast)) == 403
    assert f"refused to follow room:{cast.board.pk} to member {cast.ada.pk}" in caplog.text


def test_one_stream_follows_a_cycle_and_its_room_but_not_the_room_of_another_board(cast: Cast) -> None:
    both = asked(cast.ines, f"topic={cast.cycle.topic}&{room(cast)}")
    assert both.topics == {cast.cycle.topic, f"room:{cast.board.pk}"}
    assert both.board == cast.board.pk
    Membership.objects.create(
        board=cast.olga.board, person=cast.ines.person, started_at=cast.ines.started_at, roles=["leader"]
    )
    assert status(cast.ines, f"topic={cast.cycle.topic}&topic=room:{cast.olga.board_id}") == 400


@pytest.mark.parametrize("query", ["topic=room:", "topic=room:x", "topic=rooms:1", "topic=room", "topic=room:1:2"])
def test_what_is_no_topic_is_a_bad_request(cast: Cast, query: str) -> None:
    assert status(cast.ines, query) == 400


def test_all_watchers_are_judged_by_one_statement(cast: Cast) -> None:
    """And each by the topics that they follow: who loses one of two is shown out."""
    cycle = f"topic={cast.cycle.topic}"
    queries = {"ines": f"{cycle}&{room(cast)}", "vera": room(cast), "stina": f"{cycle}&{room(cast)}", "ada": cycle}
    cast.cycle.state = "locked"
    cast.cycle.save()
    seats = {name: asked(getattr(cast, name), query).seat for name, query in queries.items()}
    Membership.objects.filter(pk__in=[cast.vera.pk, cast.stina.pk]).update(roles=["admin"])
    with CaptureQueriesContext(
        connection,
    ) as ran:
        judgement = Keeper().judge(list(seats.values()))
    assert len(ran) == 1
    assert {name for name, seat in seats.items() if seat in judgement.staying} == {"ines", "ada"}


def test_the_keeper_of_a_cycle_alone_lets_nobody_follow_a_room(cast: Cast) -> None:
    """The negative control of what the keeper of the room adds."""
    from bets.following import Keeper as OfCycles  # noqa: PLC0415

    seat = asked(cast.ines, room(cast)).seat
    assert seat in Keeper().judge([seat]).staying
    assert seat not in OfCycles().judge([seat]).staying
