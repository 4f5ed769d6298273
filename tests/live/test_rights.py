"""Whoever may not listen any more is shown out: at once where we hear of it, in any case within five seconds."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from django.urls import reverse

from bets.actions import cycles
from bets.models import Cycle
from org.actions import people
from org.models import Membership
from tests.browser.scenery import session
from tests.cast import Cast
from tests.live.conftest import Listen, Ring
from tests.live.ear import now
from tests.live.web import Broker, Web, web

AT_ONCE = 1.5
"""Seconds; what the regular look alone would need is two."""

IN_ANY_CASE = 5.0


def end(member: Membership, by: Membership) -> float:
    """The member leaves the board; returns when."""
    people.end(member=member, by=by, now=datetime.now(UTC), reason="Found another place.")
    return now()


def test_a_member_who_leaves_is_shown_out_at_once_and_the_others_stay(north: Cast, listen: Listen, ring: Ring) -> None:
    gone, stays = listen(north.victor), listen(north.ines)
    assert stays.wait(lambda ear: ear.first)
    left = end(north.victor, by=north.ada)
    assert gone.wait_for_end(AT_ONCE)
    assert gone.ended_at is not None
    assert gone.ended_at - left < AT_ONCE
    number = ring()
    assert stays.wait(lambda ear: ear.numbers == [number])
    assert stays.ended_at is None
    assert listen(north.victor).status == 401  # with the membership every session of theirs is over


def test_a_member_who_leaves_while_no_message_arrives_is_shown_out_all_the_same(
    north: Cast, listen: Listen, mute: Callable[[], None]
) -> None:
    gone = listen(north.victor)
    assert gone.wait(lambda ear: ear.first)
    mute()
    end(north.victor, by=north.ada)
    assert gone.wait_for_end(IN_ANY_CASE)


def test_without_that_look_they_would_go_on_listening(north: Cast, broker: Broker, listen: Listen, ring: Ring) -> None:
    """The negative control: the same server, but nobody judges."""
    with web(broker, application="tests.live.unjudged:application") as server:
        gone = listen(north.victor, port=server.port)
        assert gone.wait(lambda ear: ear.first)
        end(north.victor, by=north.ada)
        assert not gone.wait_for_end(IN_ANY_CASE)
        ring()
        assert gone.wait(lambda ear: ear.numbers)
        gone.close()


def test_a_vp_is_shown_out_when_the_order_becomes_the_leaders_alone(north: Cast, listen: Listen) -> None:
    vera, ines = listen(north.vera), listen(north.ines)
    assert vera.wait(lambda ear: ear.first)
    cycles.edit(cycle=north.cycle, by=north.ines, now=datetime.now(UTC), visibility=Cycle.Visibility.LEADERS_ONLY)
    assert vera.wait_for_end(IN_ANY_CASE)
    assert ines.wait(lambda ear: ear.numbers)
    assert ines.ended_at is None
    assert listen(north.vera).status == 403


def test_a_role_that_is_taken_away_takes_the_stream_with_it(north: Cast, listen: Listen) -> None:
    stina = listen(north.stina)
    assert stina.wait(lambda ear: ear.first)
    people.set_roles(member=north.stina, roles=[], by=north.ada, now=datetime.now(UTC))
    assert stina.wait_for_end(AT_ONCE)
    assert listen(north.stina).status == 403


def test_signing_out_ends_the_stream(north: Cast, server: Web, listen: Listen) -> None:
    key, token = session(north.ines.person), "b" * 32
    ear = listen(None, Cookie=f"sessionid={key}")
    assert ear.wait(lambda ear: ear.first)
    cookies = {"sessionid": key, "csrftoken": token}
    url = f"http://127.0.0.1:{server.port}{reverse('account_logout')}"
    assert httpx.post(url, cookies=cookies, headers={"X-CSRFToken": token}).status_code == 302
    assert ear.wait_for_end(IN_ANY_CASE)


@pytest.mark.parametrize("change", ["password", "is_active"])
def test_a_new_password_and_a_closed_account_end_the_stream(north: Cast, listen: Listen, change: str) -> None:
    ear = listen(north.ines)
    assert ear.wait(lambda ear: ear.first)
    person = north.ines.person
    if change == "password":
        person.set_password("another-long-password")
    else:
        person.is_active = False
    person.save()
    assert ear.wait_for_end(IN_ANY_CASE)
