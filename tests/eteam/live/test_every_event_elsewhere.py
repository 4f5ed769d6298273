"""Blockers, flags, the clock and the plan of sessions: whatever happens, every open page that listens shows it.

`test_every_event.py` has what happens in a session; together they have every kind that the weekly room records.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from bets.beside import _neighbours
from eteam import events
from eteam.actions import flagging, planning, raising, seeing_to, unblocking
from eteam.actions.following_timetable import follow
from eteam.actions.pausing import begin_pause, end_pause
from eteam.actions.recounting import recount
from eteam.actions.reporting import make_report
from eteam.actions.time_passes import pass_time
from eteam.actions.timetable import change
from eteam.events import blocker as of_blockers
from eteam.events import clock, flag, report
from eteam.events import planning as plans
from eteam.figures import Week
from eteam.models import Blocker, Flag, Session
from journal.kinds import Payload
from journal.models import Event
from tests.eteam.forms.world import COUNTED_ANEW, World, a_new_timetable, a_wednesday_off
from tests.eteam.live.open_page import OpenPage
from tests.eteam.live.test_every_event import ACTS as OF_SESSIONS
from tests.eteam.live.the_room import TheRoom, at
from tests.eteam.rows import LadderStepFactory

Act = Callable[[], object]

NOWHERE = {plans.RoomSetUp}
"""Before it there is no room, so there is no page of one that could be open."""


def key(stage: TheRoom) -> Blocker:
    """Open on every page: of Data, of the bet Alpha, waits for its session."""
    return Blocker.objects.get(title="Key")


def flagged(stage: TheRoom) -> Flag:
    said = flagging.flag(
        room=stage.room, title="No oven", text="", team=stage.cast.data, blocking="unknown", blocking_team=None,
        bet=stage.cast.a, by=stage.cast.stina, now=at(3),
    )  # fmt: skip
    assert isinstance(said, Flag)
    return said


def raised(stage: TheRoom) -> Act:
    asked = {"blocked_team": stage.cast.data, "blocking": "team", "blocking_team": stage.cloud, "bet": stage.cast.a}
    return lambda: raising.raise_blocker(
        room=stage.room, title="No lamp", text="", by=stage.cast.vera, now=at(5), **asked
    )


def said_unblocked(stage: TheRoom) -> Blocker:
    stage.end(key(stage), stage.unblocked(at(1)), by=stage.cast.victor, now=at(3), outside=True)
    return key(stage)


def unblocked(stage: TheRoom) -> Blocker:
    stage.end(key(stage), stage.unblocked(at(1)), by=stage.cast.vera, now=at(3), outside=True)
    return key(stage)


def confirmed(stage: TheRoom) -> Act:
    of = said_unblocked(stage)
    return lambda: unblocking.confirm(blocker=of, by=stage.cast.vera, now=at(5))


def rejected(stage: TheRoom) -> Act:
    of = said_unblocked(stage)
    return lambda: unblocking.reject(blocker=of, reason="It does not fit.", by=stage.cast.vera, now=at(5))


def reopened(stage: TheRoom) -> Act:
    of = unblocked(stage)
    return lambda: unblocking.reopen(blocker=of, reason="It broke.", by=stage.cast.vera, now=at(5))


def withdrawn(stage: TheRoom) -> Act:
    return lambda: unblocking.withdraw(blocker=key(stage), reason="A mistake.", by=stage.cast.vera, now=at(5))


def remarked(stage: TheRoom) -> Act:
    return lambda: seeing_to.remark(blocker=key(stage), text="The old one is good.", by=stage.cast.otto, now=at(5))


def handed_over(stage: TheRoom) -> Act:
    return lambda: seeing_to.change_owner(blocker=key(stage), owner=stage.cast.otto, by=stage.cast.ines, now=at(5))


def by_the_clock(due: float, **rest: object) -> Callable[[TheRoom], Act]:
    def begun(stage: TheRoom) -> Act:
        of = stage.blocker("Fan", at(due), bet=stage.cast.a, **rest)
        if of.route == "now" and due < 5:
            LadderStepFactory(blocker=of)
        return lambda: pass_time(now=at(5))

    return begun


def left_open(stage: TheRoom) -> Act:
    stage.opened()
    Session.objects.filter(pk=stage.session.pk).update(
        starts_at=at(-1440), ends_at=at(-1260), opened_at=at(-1440)
    )  # fmt: skip
    return lambda: pass_time(now=at(5))


def paused(stage: TheRoom) -> Act:
    stage.room.pauses = True
    stage.room.save()
    return lambda: begin_pause(blocker=key(stage), reason="The authority.", by=stage.cast.otto, now=at(5))


def pause_ended(stage: TheRoom) -> Act:
    stage.room.pauses = True
    stage.room.save()
    begin_pause(blocker=key(stage), reason="The authority.", by=stage.cast.otto, now=at(2))
    return lambda: end_pause(blocker=key(stage), by=stage.cast.otto, now=at(5))


def counted_anew(stage: TheRoom) -> Act:
    world = World(stage, {}, {})
    a_wednesday_off(world)
    confirmed = {world.mine["recounted"]: COUNTED_ANEW}
    return lambda: recount(board=stage.cast.board, confirmed=confirmed, by=stage.cast.stina, now=at(5))


def flag_rejected(stage: TheRoom) -> Act:
    said = flagged(stage)
    return lambda: flagging.reject(flag=said, reason="It is there.", by=stage.cast.vera, now=at(5))


def room_changed(stage: TheRoom) -> Act:
    return lambda: change(room=stage.room, by=stage.cast.ines, now=at(5), box=90)


def planned(stage: TheRoom) -> Act:
    return lambda: planning.generate(cycle=stage.cast.cycle, by=stage.cast.ines, now=at(5))


def followed(stage: TheRoom) -> Act:
    a_new_timetable(World(stage, {}, {}))
    return lambda: follow(room=stage.room, by=stage.cast.ines, now=at(5))


def added(stage: TheRoom) -> Act:
    by = stage.cast.stina
    return lambda: planning.add(room=stage.room, kind="checkpoint", starts_at=at(240), minutes=30, by=by, now=at(5))


def moved(stage: TheRoom) -> Act:
    cast = stage.cast
    return lambda: planning.move(session=stage.session, starts_at=at(240), minutes=60, by=cast.stina, now=at(-60))


def cancelled(stage: TheRoom) -> Act:
    return lambda: planning.cancel(session=stage.session, reason="Fire.", by=stage.cast.stina, now=at(-60))


def restored(stage: TheRoom) -> Act:
    gone = planning.cancel(session=stage.session, reason="Fire.", by=stage.cast.stina, now=at(-60))
    return lambda: planning.restore(session=gone, by=stage.cast.stina, now=at(-50))


def chair_named(stage: TheRoom) -> Act:
    return lambda: planning.name_chair(session=stage.session, chair=stage.cast.otto, by=stage.cast.stina, now=at(5))


def published(stage: TheRoom) -> Act:
    return lambda: make_report(room=stage.room, week=Week.at(at(-7 * 1440), "Europe/Stockholm"), now=at(5))


ACTS: dict[type[Payload], Callable[[TheRoom], Act]] = {
    of_blockers.BlockerRaised: raised,
    of_blockers.BlockerRemarked: remarked,
    of_blockers.BlockerHandedOver: handed_over,
    of_blockers.UnblockedConfirmed: confirmed,
    of_blockers.UnblockedRejected: rejected,
    of_blockers.BlockerReopened: reopened,
    of_blockers.BlockerWithdrawn: withdrawn,
    of_blockers.BlockerBreached: by_the_clock(4),
    of_blockers.BlockerEscalated: by_the_clock(9),
    of_blockers.BlockersRerouted: by_the_clock(170, route="room"),
    of_blockers.SessionLeftOpen: left_open,
    clock.PauseBegun: paused,
    clock.PauseEnded: pause_ended,
    clock.DueTimesRecounted: counted_anew,
    flag.FlagRaised: lambda stage: lambda: flagged(stage),
    flag.FlagRejected: flag_rejected,
    plans.RoomChanged: room_changed,
    plans.SessionsPlanned: planned,
    plans.SessionsFollowed: followed,
    plans.SessionAdded: added,
    plans.SessionMoved: moved,
    plans.SessionCancelled: cancelled,
    plans.SessionRestored: restored,
    plans.ChairNamed: chair_named,
    report.ReportPublished: published,
}


def kinds() -> Iterator[type[Payload]]:
    """All that the weekly room can record."""
    for each in iter_modules(events.__path__):
        module = import_module(f"{events.__name__}.{each.name}")
        yield from (made for made in vars(module).values() if isinstance(made, type) and "kind" in vars(made))


def open_pages(stage: TheRoom) -> list[OpenPage]:
    """Those that listen: blockers, one of them, the bets, and of a session that is to come its page and its wall."""
    paths = ["/boards/north/blockers/", f"/blockers/{key(stage).pk}/", f"/cycles/{stage.cast.cycle.pk}/"]
    session = Session.objects.get(pk=stage.session.pk)
    if session.state != Session.State.CANCELLED:  # its page says so, and listens no more
        paths += [f"/sessions/{session.pk}/", f"/sessions/{session.pk}/projector/"]
    return [OpenPage(member, path, at(6)) for member in (stage.cast.ines, stage.cast.vera) for path in paths]


def furnished(stage: TheRoom) -> None:
    stage.blocker("Key", at(60), bet=stage.cast.a, route="first")
    stage.matter()


def test_every_kind_that_the_room_records_has_an_act_here_or_among_those_of_a_session() -> None:
    assert set(kinds()) == {*ACTS, *OF_SESSIONS, *NOWHERE}


@pytest.mark.parametrize("payload", list(ACTS), ids=lambda value: value.__name__)
def test_every_page_that_listens_is_as_after_a_reload(stage: TheRoom, payload: type[Payload]) -> None:
    furnished(stage)
    act = ACTS[payload](stage)
    pages = open_pages(stage)
    before = Event.objects.latest("number").number if Event.objects.exists() else 0
    act()
    assert Event.objects.filter(number__gt=before, kind=payload.kind).exists()
    for each in pages:
        each.hear()
        if each.listens():
            assert each.is_as_after_a_reload(), each.path
        else:
            assert "is cancelled" in each.shown, each.path


def test_a_board_that_hears_of_its_cycle_alone_would_go_on_showing_what_was(
    stage: TheRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the page of the bets, which has blockers on it."""
    for neighbour in _neighbours:
        monkeypatch.setattr(neighbour, "topics", lambda cycle, member: (), raising=False)
    furnished(stage)
    board = OpenPage(stage.cast.ines, f"/cycles/{stage.cast.cycle.pk}/", at(6))
    assert "Blocked:" in board.shown
    withdrawn(stage)()
    board.hear()
    assert not board.is_as_after_a_reload()
