"""A calendar is edited: what that would move is shown first, and moves only where somebody confirms it."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from eteam.actions.pausing import begin_pause, end_pause
from eteam.actions.recounting import StaleRecount, recount
from eteam.models import Blocker, DueChange, LadderStep, Room
from eteam.recount import by_edit, by_newest_versions
from journal.models import Event
from journal.refusals import Invalid
from org.actions.calendars import edit
from org.calendar_changes import NamedCalendar
from org.calendar_consequences import consequences, fingerprint
from org.models import Calendar as Version
from org.models import Membership, Team
from org.working_time import Calendar, usual
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory, SessionFactory
from tests.eteam.vectors import at
from tests.factories import CalendarFactory, TeamFactory

FRIDAY = at("2026-11-20T15:30Z")
OFF = date(2026, 11, 24)
"""Tuesday, a company day off afterwards: E23 of the worked examples."""

STOCKHOLM = usual("Europe/Stockholm")
WITH_OFF = Calendar(STOCKHOLM.zone, STOCKHOLM.weekly, {OFF: ()})
BEFORE, AFTER = at("2026-11-25T11:00Z"), at("2026-11-26T11:00Z")
PAGE, CALENDAR = "/boards/north/blockers/recount/", "/boards/north/calendar/"


@pytest.fixture(autouse=True)
def _on_friday() -> object:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def room(cast: Cast) -> Room:
    found: Room = RoomFactory(board=cast.board)
    return found


def raised(team: Team, by: Membership, **values: Any) -> Blocker:
    """E01: on Friday 20 November at 16:00 in Stockholm."""
    given = {"raised_at": at("2026-11-20T15:00Z"), "due_at": BEFORE, "route": "now", **values}
    found: Blocker = BlockerFactory(blocked_team=team, raised_by=by, **given)
    return found


@pytest.fixture
def blocker(cast: Cast, room: Room) -> Blocker:
    return raised(cast.data, cast.vera)


def take_tuesday_off(cast: Cast, team: Team | None = None) -> Version:
    version = edit(calendar=NamedCalendar(WITH_OFF), base_version=0, by=cast.stina, now=FRIDAY, team=team)
    assert version is not None
    return version


def anew(blocker: Blocker) -> Blocker:
    return Blocker.objects.get(pk=blocker.pk)


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


# --- saving moves nothing


def test_saving_a_calendar_moves_nothing_that_is_open(cast: Cast, blocker: Blocker) -> None:
    take_tuesday_off(cast)
    assert (anew(blocker).due_at, anew(blocker).calendar) == (BEFORE, None)
    assert not DueChange.objects.exists()


def test_what_would_move_is_known_before_it_is_saved(cast: Cast, room: Room, blocker: Blocker) -> None:
    SessionFactory(board=cast.board, starts_at=at("2026-11-26T08:00Z"))
    (found,) = by_edit(room, None, WITH_OFF, FRIDAY)
    assert (found.blocker, found.after, found.route, found.then) == (blocker, AFTER, "room", "ROOM")
    assert by_edit(room, None, STOCKHOLM, FRIDAY) == []


def test_an_edit_of_the_board_moves_no_team_with_its_own_calendar_and_the_reverse(
    cast: Cast, room: Room, blocker: Blocker
) -> None:
    cloud = TeamFactory(board=cast.board, name="Cloud")
    CalendarFactory(board=cast.board, team=cloud, version=1)
    theirs = raised(cloud, cast.vera)
    assert [each.blocker for each in by_edit(room, None, WITH_OFF, FRIDAY)] == [blocker]
    assert [each.blocker for each in by_edit(room, cloud, WITH_OFF, FRIDAY)] == [theirs]


def test_the_reader_of_the_calendar_page_is_told_in_words(cast: Cast, blocker: Blocker) -> None:
    found = consequences(cast.stina, None, WITH_OFF, FRIDAY)
    (moved,) = found.moved
    assert (moved.name, moved.before, moved.after, moved.then) == (blocker.title, BEFORE, AFTER, "NOW")
    assert (moved.url, found.confirm_at) == (f"/blockers/{blocker.pk}/", PAGE)


def test_an_admin_edits_calendars_and_reads_no_titles(cast: Cast, blocker: Blocker) -> None:
    (moved,) = consequences(cast.ada, None, WITH_OFF, FRIDAY).moved
    assert (moved.name, moved.url) == (f"Blocker {blocker.pk} of Data", "")


def test_a_board_without_a_room_has_nothing_to_move(cast: Cast) -> None:
    assert consequences(cast.stina, None, WITH_OFF, FRIDAY).moved == ()


# --- what is confirmed


def test_what_is_confirmed_moves_with_its_reason_and_one_event(cast: Cast, blocker: Blocker) -> None:
    version = take_tuesday_off(cast)
    recount(board=cast.board, confirmed={blocker.pk: AFTER}, by=cast.stina, now=FRIDAY)
    assert (anew(blocker).due_at, anew(blocker).calendar) == (AFTER, version)
    change = DueChange.objects.get()
    assert (change.cause, change.before, change.after, change.calendar, change.by, change.at) == (
        "calendar", BEFORE, AFTER, version, cast.stina, FRIDAY,
    )  # fmt: skip
    event = Event.objects.get(kind="eteam.due_times.recounted")
    assert event.data["moved"] == {str(blocker.pk): ["2026-11-25T11:00:00Z", "2026-11-26T11:00:00Z"]}
    assert (anew(blocker).first_due_at, anew(blocker).target) == (blocker.first_due_at, 1200)


def test_what_is_not_ticked_stays(cast: Cast, room: Room, blocker: Blocker) -> None:
    other = raised(cast.data, cast.vera)
    take_tuesday_off(cast)
    recount(board=cast.board, confirmed={blocker.pk: AFTER}, by=cast.ada, now=FRIDAY)
    assert (anew(blocker).due_at, anew(other).due_at) == (AFTER, BEFORE)
    assert [each.blocker for each in by_newest_versions(room, FRIDAY)] == [other]


def test_its_route_is_judged_in_the_same_act_and_now_gets_its_step(cast: Cast, room: Room) -> None:
    """Back to working on the Tuesday: due on Wednesday instead of Thursday, before the session."""
    SessionFactory(board=cast.board, starts_at=at("2026-11-25T13:00Z"))
    before = CalendarFactory(board=cast.board, version=1, exceptions={"2026-11-24": []})
    blocker = raised(cast.data, cast.vera, calendar=before, due_at=AFTER, route="room")
    CalendarFactory(board=cast.board, version=2)
    recount(board=cast.board, confirmed={blocker.pk: BEFORE}, by=cast.stina, now=FRIDAY)
    assert (anew(blocker).due_at, anew(blocker).route) == (BEFORE, "now")
    assert list(LadderStep.objects.values_list("percent", flat=True)) == [0]
    assert Event.objects.get(kind="eteam.due_times.recounted").data["rerouted"] == [blocker.pk]


@pytest.mark.parametrize(
    "ended",
    [
        {"withdrawn_at": FRIDAY, "withdrawn_for": "It works again."},
        {"unblocked_at": FRIDAY, "unblocked_entered_at": FRIDAY},
        {"unblocked_at": FRIDAY, "unblocked_entered_at": FRIDAY, "confirmed_at": FRIDAY},
        {"breached_at": FRIDAY},
    ],
)
def test_what_is_closed_or_breached_is_never_judged_again(
    cast: Cast, room: Room, blocker: Blocker, ended: dict[str, Any]
) -> None:
    who = {"withdrawn_at": "withdrawn_by", "unblocked_at": "unblocked_by"}
    by = {who[field]: cast.vera for field in ended if field in who}
    Blocker.objects.filter(pk=blocker.pk).update(**ended, **by)
    take_tuesday_off(cast)
    assert by_newest_versions(room, FRIDAY) == []
    with pytest.raises(StaleRecount):
        recount(board=cast.board, confirmed={blocker.pk: AFTER}, by=cast.stina, now=FRIDAY)
    assert anew(blocker).due_at == BEFORE


def test_what_is_overdue_is_breached_even_before_anybody_noticed(cast: Cast, room: Room, blocker: Blocker) -> None:
    take_tuesday_off(cast)
    assert by_newest_versions(room, BEFORE) == []


def test_a_decided_one_moves_too_and_waits_for_no_session(cast: Cast, room: Room, blocker: Blocker) -> None:
    Blocker.objects.filter(pk=blocker.pk).update(decided_at=FRIDAY)
    take_tuesday_off(cast)
    (found,) = by_newest_versions(room, FRIDAY)
    assert (found.after, found.then) == (AFTER, "decided")


def test_a_clock_that_stands_still_is_counted_anew_when_it_runs_on(cast: Cast, room: Room, blocker: Blocker) -> None:
    Room.objects.update(pauses=True)
    begin_pause(blocker=blocker, reason="The authority.", by=cast.ines, now=FRIDAY)
    take_tuesday_off(cast)
    assert by_newest_versions(room, FRIDAY) == []
    end_pause(blocker=blocker, by=cast.ines, now=at("2026-11-23T09:00Z"))
    (found,) = by_newest_versions(room, at("2026-11-23T09:00Z"))
    assert (found.blocker.due_at, found.after) == (at("2026-11-25T12:30Z"), at("2026-11-26T12:30Z"))


def test_a_due_time_that_was_not_shown_is_not_confirmed(cast: Cast, blocker: Blocker) -> None:
    take_tuesday_off(cast)
    for confirmed in ({blocker.pk: BEFORE}, {blocker.pk: AFTER, 10**30: AFTER}, {0: BEFORE}):
        with pytest.raises(StaleRecount):
            recount(board=cast.board, confirmed=confirmed, by=cast.stina, now=FRIDAY)
    with pytest.raises(Invalid, match="Tick"):
        recount(board=cast.board, confirmed={}, by=cast.stina, now=FRIDAY)
    assert anew(blocker).due_at == BEFORE


@pytest.mark.parametrize("name", ["ines", "vera", "willy"])
def test_only_stewards_and_admins_confirm(cast: Cast, blocker: Blocker, name: str) -> None:
    take_tuesday_off(cast)
    with pytest.raises(PermissionDenied):
        recount(board=cast.board, confirmed={blocker.pk: AFTER}, by=getattr(cast, name), now=FRIDAY)


# --- teams


def test_a_team_begins_its_own_from_the_boards_and_follows_it_no_longer(cast: Cast, room: Room) -> None:
    version = edit(calendar=NamedCalendar(STOCKHOLM), base_version=0, by=cast.stina, now=FRIDAY, team=cast.data)
    assert version is not None
    assert (version.team, version.version) == (cast.data, 1)
    blocker = raised(cast.data, cast.vera, calendar=version)
    take_tuesday_off(cast)
    assert by_newest_versions(room, FRIDAY) == []
    edit(calendar=NamedCalendar(WITH_OFF), base_version=1, by=cast.stina, now=FRIDAY, team=cast.data)
    assert [each.blocker for each in by_newest_versions(room, FRIDAY)] == [blocker]


# --- pages


def form(version: int = 0, **changed: object) -> dict[str, object]:
    week = {f"day_{day}": "9-17" if day < 6 else "" for day in range(1, 8)}
    dates = {"dates-TOTAL_FORMS": "1", "dates-INITIAL_FORMS": "0", "dates-0-day": "2026-11-24", "dates-0-hours": "",
             "dates-0-name": "Day off"}  # fmt: skip
    return {"version": version, "zone": "Europe/Stockholm", **week, **dates, **changed}


def test_the_editor_shows_first_what_would_move_and_saves_when_that_was_seen(cast: Cast, blocker: Blocker) -> None:
    client = signed_in(cast.stina)
    page = client.post(CALENDAR, form()).content.decode()
    assert not Version.objects.exists(), "it is shown first"
    for words in (blocker.title, "25 November, 12:00", "26 November, 12:00", "NOW", "Nothing is saved yet."):
        assert words in page
    seen = fingerprint(WITH_OFF)
    assert f'name="seen" value="{seen}"' in page
    other = client.post(CALENDAR, form(day_1="9-12", seen=seen)).content.decode()
    assert "Nothing is saved yet." in other, "another calendar than the one that was looked at"
    answer = client.post(CALENDAR, form(seen=seen))
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert (Version.objects.get().version, anew(blocker).due_at) == (1, BEFORE)


def test_what_moves_nothing_is_saved_at_once_unless_one_wants_to_look(cast: Cast, room: Room) -> None:
    client = signed_in(cast.stina)
    looked = client.post(CALENDAR, form(look="")).content.decode()
    assert "Nothing that is open would be due at another time" in looked
    assert not Version.objects.exists()
    assert client.post(CALENDAR, form()).headers["Location"] == CALENDAR


def test_what_cannot_be_taken_is_said_before_anything_is_counted(cast: Cast, blocker: Blocker) -> None:
    answer = signed_in(cast.stina).post(CALENDAR, form(**{f"day_{day}": "" for day in range(1, 6)}))
    assert answer.status_code == 422
    assert "No day of the week is open." in answer.content.decode()


def test_the_page_of_what_moves_confirms_what_is_ticked(cast: Cast, room: Room, blocker: Blocker) -> None:
    take_tuesday_off(cast)
    client = signed_in(cast.ada)
    page = client.get(PAGE).content.decode()
    (found,) = by_newest_versions(room, FRIDAY)
    assert f'value="{found.key}" checked' in page
    assert blocker.title not in page, "an admin is not of the room"
    assert client.post(PAGE, {"blocker": [found.key]}).status_code == 302
    assert anew(blocker).due_at == AFTER
    assert "Every open blocker is counted by the newest calendar" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("key", ["", "x", "1", "1 x", "9" * 5000, "1 2026-11-26T11:00", "\0 \0"])
def test_what_is_ticked_and_cannot_be_read_changes_nothing(cast: Cast, blocker: Blocker, key: str) -> None:
    take_tuesday_off(cast)
    answer = signed_in(cast.stina).post(PAGE, {"blocker": [key]})
    assert answer.status_code == 409
    assert blocker.title in answer.content.decode()
    assert signed_in(cast.stina).post(PAGE).status_code == 422
    assert anew(blocker).due_at == BEFORE


def test_the_page_is_for_stewards_and_admins(cast: Cast, room: Room) -> None:
    answers = {name: signed_in(getattr(cast, name)).get(PAGE).status_code for name in ("ines", "vera", "willy", "olga")}
    assert answers == {"ines": 403, "vera": 403, "willy": 403, "olga": 404}


def test_the_page_costs_the_same_however_many_there_are(
    cast: Cast, blocker: Blocker, django_assert_max_num_queries: Any
) -> None:
    take_tuesday_off(cast)
    client = signed_in(cast.stina)
    costs = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as counted:
            client.get(PAGE)
        costs.append(len(counted))
        for _ in range(5):
            raised(cast.data, cast.vera)
    assert costs[0] == costs[1]


# --- a team goes back to the board's calendar


@pytest.mark.parametrize("version_of_board", [None, 1])
def test_what_was_counted_by_a_teams_own_is_offered_by_the_boards_and_moves_when_it_is_ticked(
    cast: Cast, room: Room, version_of_board: int | None
) -> None:
    """The board's has a version or is the usual week; the team's own has the Tuesday off, so it is due a day later."""
    boards = version_of_board and CalendarFactory(board=cast.board, version=version_of_board)
    own = edit(calendar=NamedCalendar(WITH_OFF), base_version=0, by=cast.stina, now=FRIDAY, team=cast.data)
    blocker = raised(cast.data, cast.vera, calendar=own, due_at=AFTER)
    client = signed_in(cast.stina)
    with time_machine.travel(FRIDAY, tick=False):
        page = client.get(f"/boards/north/teams/{cast.data.slug}/calendar/end/").content.decode()
        assert "1 open blocker would be due at another time" in page
        assert blocker.title in page
        unseen = client.post(f"/boards/north/teams/{cast.data.slug}/calendar/end/", {"version": "1"})
        assert unseen.status_code == 200, "who has not seen what it moves sees it first"
        assert Version.objects.filter(team=cast.data).count() == 1
        seen = page.split('name="seen" value="')[1].split('"')[0]
        answer = client.post(f"/boards/north/teams/{cast.data.slug}/calendar/end/", {"version": "1", "seen": seen})
    assert answer.headers["Location"] == PAGE
    assert (anew(blocker).due_at, anew(blocker).calendar) == (AFTER, own), "saving moves nothing"
    recount(board=cast.board, confirmed={blocker.pk: BEFORE}, by=cast.stina, now=FRIDAY)
    moved = anew(blocker)
    assert (moved.due_at, moved.calendar, moved.zone) == (BEFORE, boards, "Europe/Stockholm")
    assert by_newest_versions(room, FRIDAY) == []
