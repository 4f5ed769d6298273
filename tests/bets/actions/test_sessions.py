"""A session is opened once, closed for all, and attended by each for themselves."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions import locking, sessions, steering
from bets.models import Attendance, Bet, Cycle, RankingSession
from bets.session.current import NoSession
from bets.session.presence import presence
from journal.models import Event
from org.models import Membership, Notice
from tests.bets.the_board import statements
from tests.cast import Cast
from tests.factories import NOW, BetFactory, DraftFactory
from tests.locked import make_ready


def opened(cast: Cast, by: Membership | None = None) -> RankingSession:
    return sessions.open_session(cycle=cast.cycle, by=by or cast.stina, now=NOW)


def enter(cast: Cast, by: Membership, at: datetime = NOW) -> Attendance:
    return sessions.enter(cycle=cast.cycle, by=by, now=at)


def events(kind: str = "bets.session.") -> list[tuple[str, str]]:
    found = Event.objects.filter(kind__startswith=kind).order_by("number")
    return [(event.kind.removeprefix("bets.session."), event.actor_name) for event in found]


def after(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def seen(cast: Cast, by: Membership, at: datetime) -> Any:
    found = presence(cast.cycle, by, at)
    assert found
    return found


# --- opened and closed


def test_the_steward_opens_a_session_and_all_who_may_attend_are_told(cast: Cast) -> None:
    session = opened(cast)
    assert (session.opened_by, session.closed_at) == (cast.stina, None)
    assert events() == [("opened", "Stina")]
    told = Notice.objects.filter(kind="bets.session.opened")
    assert {notice.member.name for notice in told} == {"Ines", "Otto", "Vera", "Victor"}
    assert {(notice.sentence, notice.path) for notice in told} == {
        ("Stina opened the ranking session of 2027H1.", f"/cycles/{cast.cycle.pk}/session/")
    }


def test_vps_who_may_not_see_the_order_hear_nothing_of_it(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    opened(cast)
    told = Notice.objects.filter(kind="bets.session.opened")
    assert {notice.member.name for notice in told} == {"Ines", "Otto"}
    for act in (sessions.enter, sessions.leave, sessions.still_there):
        with pytest.raises(PermissionDenied):
            act(cycle=Cycle.objects.select_related("board").get(pk=cast.cycle.pk), by=cast.vera, now=NOW)


def test_to_be_pitched_are_the_tray_as_it_came_and_then_the_order(cast: Cast) -> None:
    second = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Second", submitted_at=after(60))
    first = BetFactory(cycle=cast.cycle, owner=cast.vera, title="First", submitted_at=NOW)
    DraftFactory(cycle=cast.cycle, owner=cast.vera)
    assert opened(cast).running == [first.pk, second.pk, *cast.ids("ABCD")]


def test_a_second_session_is_refused_while_one_is_open(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(sessions.SessionIsOpen, match="Stina has opened a session already") as refused:
        opened(cast, cast.ines)
    assert (refused.value.status, refused.value.code) == (409, "session_open")
    assert len(events()) == 1


def test_its_end_names_all_who_were_there_and_thaws_the_order(cast: Cast) -> None:
    opened(cast)
    for who in (cast.vera, cast.ines):
        enter(cast, who)
    sessions.leave(cycle=cast.cycle, by=cast.vera, now=after(60))
    steering.freeze(cycle=cast.cycle, by=cast.stina, now=NOW)
    closed = sessions.close_session(cycle=cast.cycle, by=cast.ines, now=after(3600))
    assert (closed.closed_by, closed.closed_at) == (cast.ines, after(3600))
    assert Event.objects.get(kind="bets.session.closed").data["present"] == ["Vera", "Ines"]
    assert not Cycle.objects.get(pk=cast.cycle.pk).frozen
    assert opened(cast).pk != closed.pk


def test_what_is_not_open_is_neither_closed_nor_attended(cast: Cast) -> None:
    for act in (sessions.close_session, sessions.enter, sessions.leave):
        with pytest.raises(NoSession, match="No ranking session of 2027H1 is open") as refused:
            act(cycle=cast.cycle, by=cast.ines, now=NOW)
        assert (refused.value.status, refused.value.code) == (409, "no_session")


def test_the_lock_closes_an_open_session_with_it(cast: Cast) -> None:
    make_ready(cast)
    opened(cast)
    enter(cast, cast.ines)
    steering.freeze(cycle=cast.cycle, by=cast.stina, now=NOW)
    locking.lock(cycle=cast.cycle, by=cast.ines, now=after(60))
    assert events()[-1] == ("closed", "Ines")
    cycle = Cycle.objects.get(pk=cast.cycle.pk)
    assert (cycle.state, cycle.frozen) == ("locked", False)


# --- who is there


def test_each_says_for_themselves_that_they_are_there_once(cast: Cast) -> None:
    opened(cast)
    enter(cast, cast.ines)
    enter(cast, cast.ines, after(30))
    enter(cast, cast.vera)
    assert events()[1:] == [("entered", "Ines"), ("entered", "Vera")]
    found = seen(cast, cast.ines, after(31))
    assert (found.here, found.away, found.missing, found.am_here) == (("Ines", "Vera"), (), ("Otto",), True)


def test_who_leaves_is_away_and_may_come_again(cast: Cast) -> None:
    opened(cast)
    enter(cast, cast.ines)
    sessions.leave(cycle=cast.cycle, by=cast.ines, now=after(10))
    sessions.leave(cycle=cast.cycle, by=cast.ines, now=after(11))
    found = seen(cast, cast.ines, after(12))
    assert (found.here, found.away, found.am_here) == ((), ("Ines",), False)
    enter(cast, cast.ines, after(20))
    assert [kind for kind, _ in events()] == ["opened", "entered", "left", "entered"]
    assert seen(cast, cast.otto, after(21)).here == ("Ines",)


def test_a_presenter_who_leaves_presents_no_longer(cast: Cast) -> None:
    session = opened(cast)
    enter(cast, cast.stina)
    steering.present(cycle=cast.cycle, by=cast.stina, now=NOW)
    steering.point_at(cycle=cast.cycle, bet=cast.b.pk, by=cast.stina, now=NOW)
    sessions.leave(cycle=cast.cycle, by=cast.stina, now=NOW)
    session.refresh_from_db()
    assert (session.presenter, session.focus) == (None, None)


def test_a_page_says_that_one_is_still_there_and_no_event_tells_of_it(cast: Cast) -> None:
    opened(cast)
    enter(cast, cast.ines)
    before = len(events())
    with statements() as found:
        assert sessions.still_there(cycle=cast.cycle, by=cast.ines, now=after(80))
    assert len(found) == 1
    assert len(events()) == before
    assert seen(cast, cast.otto, after(160)).here == ("Ines",)
    assert seen(cast, cast.otto, after(171)).away == ("Ines",)


def test_a_clock_that_is_behind_takes_nothing_back(cast: Cast) -> None:
    opened(cast)
    enter(cast, cast.ines)
    sessions.still_there(cycle=cast.cycle, by=cast.ines, now=after(-5))
    enter(cast, cast.ines, after(-5))
    assert Attendance.objects.get().seen_at == NOW


def test_whose_machine_slept_enters_again_and_who_left_does_not(cast: Cast) -> None:
    opened(cast)
    enter(cast, cast.ines)
    enter(cast, cast.otto)
    sessions.leave(cycle=cast.cycle, by=cast.otto, now=after(1))
    assert sessions.still_there(cycle=cast.cycle, by=cast.ines, now=after(600))
    assert not sessions.still_there(cycle=cast.cycle, by=cast.otto, now=after(600))
    assert not sessions.still_there(cycle=cast.cycle, by=cast.vera, now=after(600))
    assert events()[-1] == ("entered", "Ines")
    assert seen(cast, cast.otto, after(601)).here == ("Ines",)


def test_who_was_not_there_leaves_nothing(cast: Cast) -> None:
    opened(cast)
    sessions.leave(cycle=cast.cycle, by=cast.otto, now=NOW)
    assert (Attendance.objects.count(), len(events())) == (0, 1)


def test_a_withdrawn_bet_is_not_to_be_pitched(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.b.pk).update(status="withdrawn")
    assert opened(cast).running == cast.ids("ACD")
