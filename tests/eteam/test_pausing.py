"""A clock that stands still: who may stop it, what for, and what its due time is afterwards."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from eteam.actions.pausing import begin_pause, end_pause, end_running
from eteam.actions.unblocking import say_unblocked, withdraw
from eteam.blockers.rows import counted, is_late
from eteam.models import Blocker, DueChange, LadderStep, Pause, Room
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory, SessionFactory, TeamMemberFactory
from tests.eteam.vectors import at

MONDAY = at("2026-11-23T09:00Z")
TUESDAY = at("2026-11-24T10:00Z")
WEDNESDAY = at("2026-11-25T14:00Z")
WHY = "The authority has to stamp the form."


@pytest.fixture
def room(cast: Cast) -> Room:
    found: Room = RoomFactory(board=cast.board, pauses=True)
    return found


@pytest.fixture
def blocker(cast: Cast, room: Room) -> Blocker:
    """E20 of the worked examples: raised on Monday at 10:00 in Stockholm."""
    found: Blocker = BlockerFactory(
        blocked_team=cast.data, raised_by=cast.vera, raised_at=MONDAY, due_at=at("2026-11-25T13:00Z"), route="now"
    )
    return found


def anew(blocker: Blocker) -> Blocker:
    return Blocker.objects.get(pk=blocker.pk)


def kinds() -> list[str]:
    return list(Event.objects.order_by("number").values_list("kind", flat=True))


def test_the_pause_is_cut_out_of_the_calendar_when_it_ends(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=f"  {WHY} ", by=cast.ines, now=TUESDAY)
    assert anew(blocker).due_at == blocker.due_at, "it moves when the pause ends, not before"
    ended = end_pause(blocker=blocker, by=cast.otto, now=WEDNESDAY)
    assert anew(blocker).due_at == ended.due_at == at("2026-11-27T09:00Z")
    change = DueChange.objects.get()
    assert (change.cause, change.before, change.after, change.by) == (
        "pause", blocker.due_at, ended.due_at, cast.otto,
    )  # fmt: skip
    pause = Pause.objects.get()
    assert (pause.kind, pause.reason, pause.starts_at, pause.ends_at, pause.by) == (
        "outside", WHY, TUESDAY, WEDNESDAY, cast.ines,
    )  # fmt: skip
    assert anew(blocker).first_due_at == blocker.first_due_at


def test_each_of_the_two_acts_is_told_once(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    end_pause(blocker=blocker, by=cast.ines, now=WEDNESDAY)
    assert kinds() == ["eteam.pause.begun", "eteam.pause.ended"]
    event = Event.objects.get(kind="eteam.pause.ended")
    assert event.topic == f"room:{cast.board.pk}"
    assert event.data["due_before"] == "2026-11-25T13:00:00Z"
    assert event.data["due_at"] == "2026-11-27T09:00:00Z"


def test_a_pause_that_no_working_time_fell_into_moves_nothing(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=at("2026-11-23T17:00Z"))
    end_pause(blocker=blocker, by=cast.ines, now=at("2026-11-24T05:00Z"))
    assert anew(blocker).due_at == blocker.due_at
    assert not DueChange.objects.exists()


def test_its_end_routes_it_again(cast: Cast, room: Room, blocker: Blocker) -> None:
    SessionFactory(board=room.board, starts_at=at("2026-11-26T12:00Z"))
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    end_pause(blocker=blocker, by=cast.ines, now=WEDNESDAY)
    assert anew(blocker).route == "room", "due on Friday at 10:00, and Thursday's session can hear it"


def test_the_due_time_does_not_move_without_a_reason(blocker: Blocker) -> None:
    with pytest.raises(IntegrityError, match="does not move without a reason"), transaction.atomic():
        Blocker.objects.filter(pk=blocker.pk).update(due_at=WEDNESDAY)


def test_while_it_lasts_nothing_falls_due_and_nobody_is_told(cast: Cast, room: Room, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    assert not Blocker.objects.open().ticking().exists()
    assert list(LadderStep.objects.values_list("percent", flat=True)) == [0]


@pytest.mark.parametrize("name", ["vera", "victor", "stina", "ada", "willy"])
def test_only_a_leader_stops_a_clock_or_lets_it_run_on(cast: Cast, blocker: Blocker, name: str) -> None:
    member: Membership = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        begin_pause(blocker=blocker, reason=WHY, by=member, now=TUESDAY)
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    with pytest.raises(PermissionDenied):
        end_pause(blocker=blocker, by=member, now=WEDNESDAY)


def test_a_room_that_has_not_switched_them_on_stops_no_clock(cast: Cast, room: Room, blocker: Blocker) -> None:
    Room.objects.update(pauses=False)
    with pytest.raises(WrongState, match="does not stop clocks"):
        begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)


def test_one_that_lasts_can_be_ended_after_they_were_switched_off(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    Room.objects.update(pauses=False)
    assert end_pause(blocker=blocker, by=cast.ines, now=WEDNESDAY).due_at == at("2026-11-27T09:00Z")


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_the_party_outside_is_named_in_a_sentence(cast: Cast, blocker: Blocker, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        begin_pause(blocker=blocker, reason=reason, by=cast.ines, now=TUESDAY)
    assert "reason" in refused.value.extra["errors"]


def test_a_clock_that_stands_still_is_not_stopped_again_nor_one_that_runs_ended(cast: Cast, blocker: Blocker) -> None:
    with pytest.raises(WrongState, match="is running"):
        end_pause(blocker=blocker, by=cast.ines, now=TUESDAY)
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    with pytest.raises(WrongState, match="stands still already"):
        begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    assert kinds() == ["eteam.pause.begun"]


def test_what_is_overdue_is_not_judged_again(cast: Cast, blocker: Blocker) -> None:
    for now in (blocker.due_at, blocker.due_at + timedelta(days=1)):
        with pytest.raises(WrongState, match="overdue"):
            begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=now)
    Blocker.objects.update(breached_at=TUESDAY)
    with pytest.raises(WrongState, match="overdue"):
        begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)


def test_what_is_closed_has_no_clock_to_stop(cast: Cast, blocker: Blocker) -> None:
    Blocker.objects.update(withdrawn_at=TUESDAY, withdrawn_by=cast.vera)
    with pytest.raises(WrongState, match="open blocker"):
        begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)


def test_whatever_closes_a_blocker_ends_its_pause_first(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    standing = anew(blocker)
    with transaction.atomic():
        assert end_running(standing, by=cast.vera, now=WEDNESDAY, at=at("2026-11-24T12:00Z"))
        assert not end_running(standing, by=cast.vera, now=WEDNESDAY)
    assert anew(blocker).due_at == at("2026-11-25T15:00Z"), "two working hours, though it is entered a day later"


def test_two_pauses_are_both_left_out(cast: Cast, blocker: Blocker) -> None:
    for begins, ends in (("2026-11-23T10:00Z", "2026-11-23T11:00Z"), ("2026-11-24T10:00Z", "2026-11-24T11:00Z")):
        begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=at(begins))
        end_pause(blocker=blocker, by=cast.ines, now=at(ends))
    assert anew(blocker).due_at == at("2026-11-25T15:00Z")
    changes = list(DueChange.objects.order_by("pk").values_list("before", "after"))
    assert [after for _, after in changes] == [at("2026-11-25T14:00Z"), at("2026-11-25T15:00Z")]
    assert changes[1][0] == changes[0][1]


@pytest.mark.parametrize("name", ["vera", "victor"])
def test_what_is_unblocked_while_its_clock_stood_still_is_judged_without_the_pause(
    cast: Cast, blocker: Blocker, name: str
) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    late = at("2026-11-25T15:00Z")
    with transaction.atomic():
        say_unblocked(blocker=anew(blocker), since=late, by=getattr(cast, name), now=at("2026-11-25T15:30Z"))
    unblocked = anew(blocker)
    assert (unblocked.due_at, unblocked.is_met, unblocked.breached_at) == (at("2026-11-27T10:00Z"), True, None)
    assert Pause.objects.get().ends_at == late


def test_what_is_withdrawn_stands_still_no_more(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    withdraw(blocker=blocker, reason="They need no form any more.", by=cast.vera, now=WEDNESDAY)
    assert Pause.objects.get().ends_at == WEDNESDAY


# --- the page


def look(member: Membership, blocker: Blocker) -> str:
    client = Client()
    client.force_login(member.person)
    return client.get(f"/blockers/{blocker.pk}/").content.decode()


def press(member: Membership, blocker: Blocker, address: str, **sent: str) -> int:
    client = Client()
    client.force_login(member.person)
    return client.post(f"/blockers/{blocker.pk}/{address}", sent).status_code


@time_machine.travel(TUESDAY, tick=False)
def test_a_leader_is_offered_what_can_be_done_and_others_read_it(cast: Cast, room: Room, blocker: Blocker) -> None:
    assert "Stop the clock" in look(cast.ines, blocker)
    assert "Waiting on somebody outside" not in look(cast.victor, blocker)
    assert press(cast.ines, blocker, "pause/", reason=WHY) == 302
    assert "Let the clock run on" in look(cast.otto, blocker)
    for words in (WHY, "The clock stands still since", "Ines stopped it"):
        assert words in look(cast.victor, blocker)
    assert "Let the clock run on" not in look(cast.victor, blocker)
    assert press(cast.otto, blocker, "pause/end/") == 302
    assert "Let the clock run on" not in look(cast.ines, blocker)
    assert WHY in look(cast.victor, blocker)


@time_machine.travel(WEDNESDAY, tick=False)
def test_while_it_lasts_the_page_says_when_it_would_be_due(cast: Cast, room: Room, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    page = look(cast.victor, blocker)
    assert "27 November, 10:00" in page
    assert "stands still</dd>" in page
    assert "overdue" not in page, "though what stands there as its due time has passed"


def test_the_countdown_stands_still_in_the_list_and_what_is_left_stays(cast: Cast, blocker: Blocker) -> None:
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    standing = anew(blocker)
    left = {counted(standing, now).left for now in (TUESDAY, WEDNESDAY, at("2026-12-24T09:00Z"))}
    assert left == {timedelta(hours=11)}
    assert not is_late(standing, at("2026-12-24T09:00Z"))
    assert counted(standing, WEDNESDAY).is_paused


@time_machine.travel(TUESDAY, tick=False)
def test_whoever_only_flagged_it_reads_no_reason(cast: Cast, room: Room, blocker: Blocker) -> None:
    TeamMemberFactory(team=cast.data, member=cast.willy)
    begin_pause(blocker=blocker, reason=WHY, by=cast.ines, now=TUESDAY)
    assert WHY not in look(cast.willy, blocker)


@time_machine.travel(TUESDAY, tick=False)
def test_what_is_refused_is_said_on_the_page(cast: Cast, room: Room, blocker: Blocker) -> None:
    client = Client()
    client.force_login(cast.ines.person)
    for address, sent, sentence in (
        ("pause/end/", {}, "Its clock is running"),
        ("pause/", {}, "Say which party outside"),
        ("pause/", {"reason": "\0"}, "Say which party outside"),
        ("pause/", {"reason": "x" * 501}, "At most 500 characters."),
    ):
        page = client.post(f"/blockers/{blocker.pk}/{address}", sent, follow=True).content.decode()
        assert sentence in page
    assert not Pause.objects.exists()


def test_the_doors_are_a_leaders(cast: Cast, room: Room, blocker: Blocker) -> None:
    for name, status in {"vera": 403, "stina": 403, "ada": 403, "willy": 403, "olga": 404}.items():
        assert press(getattr(cast, name), blocker, "pause/", reason=WHY) == status
        assert press(getattr(cast, name), blocker, "pause/end/") == status
    assert not Event.objects.exists()
