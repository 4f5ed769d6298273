"""A blocker begins: who may, what is fixed, and what is said before it is saved."""

import pytest
from django.core.exceptions import PermissionDenied

from eteam.models import Blocker, LadderStep, Side
from eteam.preview import preview
from journal.models import Event
from journal.refusals import Invalid
from org.models import Notice
from tests.eteam.blockers.scene import FRIDAY, Scene, at
from tests.factories import CalendarFactory


@pytest.mark.parametrize(
    ("raised", "due", "route"),
    [("09:00", "13:00", "now"), ("09:10", "13:10", "first"), ("12:00", "16:00", "room")],
)
def test_what_was_raised_on_friday_is_due_on_tuesday(scene: Scene, raised: str, due: str, route: str) -> None:
    blocker = scene.raised(at(f"2026-11-27 {raised}"))
    assert (blocker.due_at, blocker.route) == (at(f"2026-12-01 {due}"), route)
    kept = Blocker.objects.get(pk=blocker.pk)
    assert (kept.first_due_at, kept.first_route, kept.target) == (blocker.due_at, route, 1200)
    assert list(LadderStep.objects.values_list("percent", flat=True)) == ([0] if route == "now" else [])


def test_the_vp_of_the_blocking_team_sees_to_it(scene: Scene) -> None:
    assert scene.raised().owner == scene.cast.victor
    assert scene.raised(title="Another", blocking="leaders", blocking_team=None).owner is None


def test_one_event_is_written(scene: Scene) -> None:
    blocker = scene.raised()
    event = Event.objects.get()
    assert (event.kind, event.topic, event.subject_id) == (
        "eteam.blocker.raised", f"room:{scene.room.board_id}", blocker.pk
    )  # fmt: skip
    assert event.data == {
        "team": scene.data.pk, "raised_at": "2026-11-27T08:00:00Z", "due_at": "2026-12-01T12:00:00Z", "route": "now",
        "rerouted": [],
    }  # fmt: skip


def test_a_form_that_is_sent_twice_raises_once(scene: Scene) -> None:
    assert scene.raised() == scene.raised()
    assert Blocker.objects.count() == Event.objects.count() == 1


def test_what_does_not_fit_before_its_due_time_cannot_wait(scene: Scene) -> None:
    """Due 13:10, 13:11 and 13:19: one box fits before each of them, and two do not."""
    routes = [scene.raised(at(f"2026-11-27 {when}"), title=when).route for when in ("09:10", "09:11", "09:19")]
    assert routes == ["first", "now", "now"]


def test_an_earlier_one_pushes_a_later_one_and_its_event_says_so(scene: Scene) -> None:
    """A longer target makes the first one due later than what is raised after it."""
    late = scene.raised(at("2026-11-27 09:15"))
    assert late.route == "first"
    scene.room.target = 1190
    scene.room.save()
    early = scene.raised(at("2026-11-27 09:22"), title="Due earlier")
    late.refresh_from_db()
    assert (early.route, late.route) == ("first", "now")
    assert Event.objects.order_by("-number")[0].data["rerouted"] == [late.pk]


def test_the_calendar_of_the_blocked_team_counts(scene: Scene) -> None:
    own = CalendarFactory(board=scene.cast.board, team=scene.data, weekly={"1": [["09:00", "17:00"]]})
    blocker = scene.raised()
    assert (blocker.calendar, blocker.due_at) == (own, at("2026-12-14 13:00"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": "  "}, "title"), ({"title": "a\0b"}, "title"), ({"title": "x" * 141}, "title"),
     ({"text": "x" * 5001}, "text"), ({"blocking": "leaders"}, "blocking_team"),
     ({"blocking_team": None}, "blocking_team"),
     ({"blocking": "nobody", "blocking_team": None}, "blocking")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_by_field(scene: Scene, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        scene.raised(**changes)
    assert field in refused.value.extra["errors"]
    assert not Blocker.objects.exists()


def test_a_team_does_not_wait_for_itself(scene: Scene) -> None:
    with pytest.raises(Invalid, match="does not wait for itself"):
        scene.raised(blocking_team=scene.data)


def test_a_draft_is_not_named(scene: Scene) -> None:
    scene.cast.a.status = "draft"
    with pytest.raises(Invalid, match="no such bet"):
        scene.raised(bet=scene.cast.a)


def test_leaders_and_vps_raise_and_nobody_else(scene: Scene) -> None:
    cast = scene.cast
    for number, member in enumerate((cast.ines, cast.vera, cast.victor)):
        scene.raised(by=member, title=f"{number}")
    for member in (cast.willy, cast.stina, cast.ada):
        with pytest.raises(PermissionDenied):
            scene.raised(by=member)


def test_the_form_says_due_time_and_route_before_it_is_saved(scene: Scene) -> None:
    shown = preview(
        room=scene.room, blocked_team=scene.data, blocking=Side.TEAM, blocking_team=scene.cloud,
        now=at("2026-11-24 16:00"),
    )  # fmt: skip
    assert shown.sentence == (
        "Due Fri 27 Nov 12:00. Next session Tue 1 Dec 13:00. "
        "Cannot wait: the owners of both teams are told now."
    )  # fmt: skip
    assert (shown.due_at, shown.route) == (at("2026-11-27 12:00"), "now")
    assert not Blocker.objects.exists()


@pytest.mark.parametrize(
    ("raised", "blocking", "said"),
    [("09:10", "team", "Heard first: before Tue 1 Dec 13:10."), ("12:00", "team", "Can wait for the session."),
     ("09:00", "leaders", "Cannot wait: the owner of Data is told now.")],
)  # fmt: skip
def test_it_says_what_the_route_means(scene: Scene, raised: str, blocking: str, said: str) -> None:
    team = scene.cloud if blocking == "team" else None
    now = at(f"2026-11-27 {raised}")
    shown = preview(room=scene.room, blocked_team=scene.data, blocking=blocking, blocking_team=team, now=now)
    assert shown.sentence.endswith(said)


def test_the_preview_is_what_the_raise_does(scene: Scene) -> None:
    scene.raised(at("2026-11-27 09:10"), title="Takes the first box")
    now = at("2026-11-27 09:19")
    shown = preview(room=scene.room, blocked_team=scene.data, blocking="leaders", blocking_team=None, now=now)
    blocker = scene.raised(now)
    assert (shown.due_at, shown.route) == (blocker.due_at, blocker.route) == (at("2026-12-01 13:19"), "now")


def test_without_a_session_it_cannot_wait_and_says_so(scene: Scene) -> None:
    scene.session.delete()
    shown = preview(room=scene.room, blocked_team=scene.data, blocking="leaders", blocking_team=None, now=FRIDAY)
    assert "No session is planned. Cannot wait" in shown.sentence
    assert Notice.objects.count() == 0
