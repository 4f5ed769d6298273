"""The stream of the weekly room: the same as that of the board, for those who may be in it."""

from collections.abc import Callable
from datetime import UTC, datetime

from org.actions import people
from tests.cast import Cast
from tests.live.conftest import Listen, Ring
from tests.live.test_rights import AT_ONCE, IN_ANY_CASE, end
from tests.live.web import Broker, web


def test_one_stream_tells_of_a_cycle_and_of_the_room(north: Cast, listen: Listen, ring: Ring) -> None:
    room = f"room:{north.board.pk}"
    ear = listen(north.vera, f"topic={north.cycle.topic}&topic={room}")
    assert ear.wait(lambda ear: ear.first)
    sent = [ring(room), ring(), ring(room)]
    assert ear.wait(lambda ear: len(ear.numbers) == 3)
    assert ear.numbers == sent
    assert [each.data for each in ear.heard if each.name == "message"] == [
        f"{room} {sent[0]}", f"{north.cycle.topic} {sent[1]}", f"{room} {sent[2]}",
    ]  # fmt: skip


def test_who_follows_the_cycle_alone_hears_nothing_of_the_room(north: Cast, listen: Listen, ring: Ring) -> None:
    ear = listen(north.vera)
    ring(f"room:{north.board.pk}")
    number = ring()
    assert ear.wait(lambda ear: ear.numbers)
    assert ear.numbers == [number]


def test_whoever_is_not_of_the_room_is_kept_out_of_its_stream(north: Cast, listen: Listen) -> None:
    query = f"topic=room:{north.board.pk}"
    statuses = {name: listen(getattr(north, name), query).status for name in ("ada", "willy", "olga", "emil")}
    assert statuses == {"ada": 403, "willy": 403, "olga": 404, "emil": 404}


def test_a_member_who_leaves_is_shown_out_of_the_room(north: Cast, listen: Listen, ring: Ring) -> None:
    room = f"room:{north.board.pk}"
    gone, stays = (listen(member, f"topic={room}") for member in (north.victor, north.ines))
    assert stays.wait(lambda ear: ear.first)
    left = end(north.victor, by=north.ada)
    assert gone.wait_for_end(IN_ANY_CASE)
    assert gone.ended_at is not None
    assert gone.ended_at - left < AT_ONCE
    number = ring(room)
    assert stays.wait(lambda ear: ear.numbers == [number])
    assert stays.ended_at is None


def test_a_member_who_leaves_while_no_message_arrives_is_shown_out_of_the_room_all_the_same(
    north: Cast, listen: Listen, mute: Callable[[], None]
) -> None:
    gone = listen(north.victor, f"topic=room:{north.board.pk}")
    assert gone.wait(lambda ear: ear.first)
    mute()
    end(north.victor, by=north.ada)
    assert gone.wait_for_end(IN_ANY_CASE)


def test_without_that_look_they_would_go_on_hearing_of_the_room(
    north: Cast, broker: Broker, listen: Listen, ring: Ring
) -> None:
    """The negative control: the same server, but nobody judges."""
    room = f"room:{north.board.pk}"
    with web(broker, application="tests.live.unjudged:application") as server:
        gone = listen(north.victor, f"topic={room}", port=server.port)
        assert gone.wait(lambda ear: ear.first)
        end(north.victor, by=north.ada)
        assert not gone.wait_for_end(IN_ANY_CASE)
        ring(room)
        assert gone.wait(lambda ear: ear.numbers)
        gone.close()


def test_a_role_that_is_taken_away_takes_the_room_with_it(north: Cast, listen: Listen) -> None:
    """Nor does it help that the cycle alone could be followed still."""
    people.set_roles(member=north.stina, roles=["admin", "steward"], by=north.ada, now=datetime.now(UTC))
    stina = listen(north.stina, f"topic=room:{north.board.pk}&topic={north.cycle.topic}")
    assert stina.wait(lambda ear: ear.first)
    people.set_roles(member=north.stina, roles=["admin"], by=north.ada, now=datetime.now(UTC))
    assert stina.wait_for_end(IN_ANY_CASE)
    assert listen(north.stina, f"topic=room:{north.board.pk}").status == 403
