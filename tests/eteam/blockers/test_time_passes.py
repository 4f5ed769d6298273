"""What happens by the clock alone, each of it once."""

from datetime import datetime

import pytest

from eteam.actions import time_passes
from eteam.actions.flagging import take_up
from eteam.actions.time_passes import midnight_of, pass_time
from eteam.models import Blocker, Flag, LadderStep, Room, Session
from journal.models import Event
from journal.refusals import Refusal
from org.models import Notice
from tests.eteam.blockers.scene import FRIDAY, Scene, at
from tests.eteam.rows import PauseFactory, SessionFactory


def steps(blocker: Blocker) -> list[int]:
    return sorted(LadderStep.objects.filter(blocker=blocker).values_list("percent", flat=True))


def kinds(since: int = 0) -> list[str]:
    return list(Event.objects.filter(number__gt=since).order_by("number").values_list("kind", flat=True))


def test_a_flag_left_alone_at_monday_nine_is_a_blocker_at_one_and_was_raised_at_nine(scene: Scene) -> None:
    said = scene.flagged(at("2026-11-23 09:00"))
    assert pass_time(now=at("2026-11-23 12:59")) == 0
    assert pass_time(now=at("2026-11-23 13:00")) == 1
    blocker = Blocker.objects.get()
    assert (blocker.raised_at, blocker.due_at) == (at("2026-11-23 09:00"), at("2026-11-25 13:00"))
    assert (blocker.flag, blocker.raised_by, blocker.flag.decided_by) == (said, scene.cast.willy, None)
    assert Event.objects.get(kind="eteam.blocker.raised").data["by_itself"] is True
    assert "is a blocker by itself" in Notice.objects.order_by("-pk")[0].sentence


def test_four_working_hours_stand_still_over_the_weekend(scene: Scene) -> None:
    scene.flagged(at("2026-11-27 16:00"))
    assert pass_time(now=at("2026-11-30 11:59")) == 0
    assert pass_time(now=at("2026-11-30 12:00")) == 1


def test_a_flag_noticed_days_too_late_is_a_breach_in_the_same_call(scene: Scene) -> None:
    scene.flagged(at("2026-11-23 09:00"))
    pass_time(now=at("2026-11-26 09:00"))
    blocker, said = Blocker.objects.get(), Flag.objects.get()
    assert (blocker.breached_at, said.decided_at) == (at("2026-11-25 13:00"), at("2026-11-23 13:00"))
    assert steps(blocker) == [100]


def test_what_was_decided_in_time_is_left_alone(scene: Scene) -> None:
    take_up(flag=scene.flagged(), by=scene.cast.vera, now=FRIDAY)
    assert pass_time(now=at("2026-11-27 16:00")) == 0
    assert Blocker.objects.count() == 1


def test_a_breach_is_recorded_at_the_due_time_once(scene: Scene) -> None:
    blocker = scene.raised()
    pass_time(now=at("2026-12-01 13:00"))
    assert Blocker.objects.get().breached_at is None, "at the due time itself it can still be met"
    before = Event.objects.count()
    assert pass_time(now=at("2026-12-01 13:01")) == 1
    assert pass_time(now=at("2026-12-01 13:02")) == 0
    assert (Blocker.objects.get().breached_at, kinds(before)) == (blocker.due_at, ["eteam.blocker.breached"])
    assert 100 in steps(blocker)


@pytest.mark.parametrize(
    ("when", "taken"),
    [("2026-11-30 10:59", [0]), ("2026-11-30 11:00", [0, 50]), ("2026-12-01 09:00", [0, 80])],
)
def test_the_ladder_of_what_cannot_wait_is_climbed(scene: Scene, when: str, taken: list[int]) -> None:
    """50 % are ten working hours, 80 % sixteen; of steps that are past the highest is taken."""
    blocker = scene.raised()
    pass_time(now=at(when))
    pass_time(now=at(when))
    assert steps(blocker) == taken


def test_step_after_step(scene: Scene) -> None:
    blocker = scene.raised()
    for when in ("2026-11-30 11:00", "2026-12-01 09:00", "2026-12-01 13:01"):
        pass_time(now=at(when))
    assert steps(blocker) == [0, 50, 80, 100]
    assert kinds(1) == ["eteam.blocker.escalated", "eteam.blocker.escalated", "eteam.blocker.breached"]


def test_at_half_the_time_nobody_is_told_whose_owner_accepted_a_date(scene: Scene) -> None:
    blocker = scene.raised()
    Blocker.objects.update(decide_by=at("2026-12-01 12:00"))
    pass_time(now=at("2026-11-30 11:00"))
    assert steps(blocker) == [0]
    pass_time(now=at("2026-12-01 09:00"))
    assert steps(blocker) == [0, 80]


def test_a_decision_stops_the_ladder_but_not_the_promise(scene: Scene) -> None:
    blocker = scene.raised()
    Blocker.objects.update(decided_at=FRIDAY)
    pass_time(now=at("2026-12-01 14:00"))
    assert (steps(blocker), Blocker.objects.get().breached_at) == ([0], blocker.due_at)


def test_while_a_pause_lasts_nothing_falls_due(scene: Scene) -> None:
    blocker = scene.raised()
    PauseFactory(blocker=blocker, starts_at=FRIDAY, by=scene.cast.ines)
    pass_time(now=at("2026-12-03 14:00"))
    assert (steps(blocker), Blocker.objects.get().breached_at) == ([0], None)


def test_when_a_session_is_over_what_waited_for_it_is_routed_anew(scene: Scene) -> None:
    """It was planned and never opened; the next one is a week later."""
    SessionFactory(board=scene.cast.board, starts_at=at("2026-12-08 13:00"))
    blocker = scene.raised(at("2026-11-30 09:00"))
    assert blocker.route == "room"
    assert pass_time(now=at("2026-12-01 16:00")) == 1
    assert (Blocker.objects.get().route, kinds(1)) == ("now", ["eteam.room.rerouted"])
    assert steps(blocker) == [50]


def running(scene: Scene) -> Session:
    session = scene.session
    session.state, session.opened_at, session.opened_by = "running", session.starts_at, scene.cast.ines
    session.save()
    return session


def test_a_session_that_still_runs_at_midnight_is_noticed_once(scene: Scene) -> None:
    session = running(scene)
    assert midnight_of(session) == at("2026-12-02 00:00")
    assert pass_time(now=at("2026-12-01 23:59")) == 0
    assert pass_time(now=at("2026-12-02 00:00")) == 1
    assert pass_time(now=at("2026-12-02 00:01")) == 0
    session.refresh_from_db()
    assert (session.left_open, session.is_running) == (True, True)
    assert kinds() == ["eteam.session.left_open"]


def test_what_goes_wrong_with_one_does_not_keep_the_others(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = scene.flagged(), scene.flagged(title="Another")
    begin = time_passes.begin

    def breaks(room: Room, blocker: Blocker, now: datetime, **more: bool) -> Blocker:
        if blocker.flag == first:
            raise Refusal("Not this one.")
        return begin(room, blocker, now, **more)

    monkeypatch.setattr(time_passes, "begin", breaks)
    assert pass_time(now=at("2026-11-27 13:00")) == 1
    assert Blocker.objects.get().flag == second
    assert Flag.objects.waiting().get() == first, "it is tried again"
    assert "tried again" in caplog.text
