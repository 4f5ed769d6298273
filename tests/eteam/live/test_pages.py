"""The room as its people see it, and everybody else does not."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bets.actions.leaving import withdraw
from eteam.actions.sessions import close_session
from eteam.models import Matter, Outcome, Presence, Session
from org.models import Membership
from tests.bets.the_board import signed_in
from tests.cast import Cast, make_member
from tests.eteam.live.the_room import RAISED, TheRoom, at
from tests.eteam.rows import OutcomeFactory, PauseFactory
from tests.locked import locked_plan

FIVE_PAST = at(5)


def get(member: Membership, path: str, now: datetime = FIVE_PAST, **headers: str) -> HttpResponse:
    with time_machine.travel(now, tick=False):
        return signed_in(member).get(path, headers=headers)


def post(member: Membership, path: str, sent: dict[str, Any], now: datetime = FIVE_PAST) -> HttpResponse:
    with time_machine.travel(now, tick=False):
        return signed_in(member).post(path, sent)


def page(member: Membership, path: str, now: datetime = FIVE_PAST) -> str:
    answer = get(member, path, now)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_room_shows_the_next_session_then_the_running_one_and_how_to_plan_one(stage: TheRoom) -> None:
    path = "/boards/north/room/"
    stage.blocker("Key", at(25))
    assert "Open the session" in page(stage.cast.ines, path, at(-20))
    assert "Open the session" not in page(stage.cast.vera, path, at(-20))
    early = page(stage.cast.ines, path, at(-31))
    assert "Open the session" not in early
    assert "from half an hour before its start, today 12:30." in early
    assert "its start, Tue 1 Dec 12:30." in page(stage.cast.ines, path, at(-1440))
    session = stage.opened()
    html = page(stage.cast.vera, path)
    assert "Data is blocked by Cloud: Key" in html
    assert "Hear before 13:25." in html
    assert f"/live/?topic=room:{stage.cast.board.pk}&amp;after=1" in html
    session.delete()
    stage.following.delete()
    assert "No session is planned" in page(stage.cast.vera, path)
    stage.room.delete()
    assert "no weekly room yet" in page(stage.cast.ines, path)


PAGES = (
    "/boards/north/room/", "/boards/north/decisions/", "/sessions/{}/", "/sessions/{}/now/", "/sessions/{}/projector/",
    "/sessions/{}/projector/now/", "/sessions/{}/presence/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_viewer_a_direct_report_an_admin_and_another_board_are_kept_out(stage: TheRoom, path: str) -> None:
    cast, session = stage.cast, stage.opened()
    report = make_member(cast.board, "Rita")
    report.manager = cast.vera
    report.save()
    path = path.format(session.pk)
    who = {"willy": 403, "ada": 403, "olga": 404, "emil": 404}
    assert {name: get(getattr(cast, name), path).status_code for name in who} == who
    assert get(report, path).status_code == 403
    assert {get(member, path).status_code for member in (cast.ines, cast.vera, cast.stina)} == {200}


def test_the_statements_of_the_page_do_not_grow_with_the_agenda(stage: TheRoom) -> None:
    session = stage.opened()

    def count() -> int:
        client = signed_in(stage.cast.ines)
        with time_machine.travel(at(5), tick=False), CaptureQueriesContext(connection) as ran:
            assert client.get(f"/sessions/{session.pk}/").status_code == 200
        return len(ran)

    stage.blocker("One", at(30))
    stage.matter()
    few = count()
    for number in range(12):
        stage.blocker(f"Key {number}", at(100 + 20 * number))
        stage.matter(f"Matter {number}")
    assert count() == few


def test_a_fragment_that_is_shown_already_is_not_sent_again(stage: TheRoom) -> None:
    session = stage.opened()
    path = f"/sessions/{session.pk}/now/"
    tag = get(stage.cast.ines, path)["ETag"]
    assert get(stage.cast.ines, path, **{"If-None-Match": tag}).status_code == 304
    assert get(stage.cast.vera, path, **{"If-None-Match": tag}).status_code == 200
    post(stage.cast.ines, f"/sessions/{session.pk}/presence/", {})
    assert get(stage.cast.ines, path, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("minutes", [-30, 0, 180])
def test_a_time_that_passes_changes_an_open_page_without_any_event(stage: TheRoom, minutes: int) -> None:
    """From when on it can be opened, its start, its end."""
    path = f"/sessions/{stage.session.pk}/now/"
    before = get(stage.cast.ines, path, at(minutes - 1))
    assert get(stage.cast.ines, path, at(minutes - 0.5), **{"If-None-Match": before["ETag"]}).status_code == 304
    after = get(stage.cast.ines, path, at(minutes), **{"If-None-Match": before["ETag"]})
    assert after.status_code == 200


def test_what_is_left_stands_still_outside_hours_and_while_it_waits_on_somebody_outside(stage: TheRoom) -> None:
    stage.blocker("Key", at(25))
    paused = stage.blocker("Fan", at(900))
    PauseFactory(blocker=paused, starts_at=RAISED)
    html = page(stage.cast.ines, "/boards/north/room/", at(-18 * 60))
    assert "resumes Tue 09:00" in html
    assert "waits on somebody outside" in html
    assert html.count("data-spans=") == 1, "a pause is not counted on"


def test_everybody_says_for_themselves_that_they_are_there(stage: TheRoom) -> None:
    session, cast = stage.opened(), stage.cast
    path = f"/sessions/{session.pk}/presence/"
    for member in (cast.ines, cast.vera, cast.stina):
        assert post(member, path, {"member": cast.victor.pk, "for": "Victor"}).status_code == 302
    seats = {each.member: (each.as_steward, each.recorded_by) for each in Presence.objects.all()}
    assert seats == {
        cast.ines: (False, cast.ines), cast.vera: (False, cast.vera), cast.stina: (True, cast.stina),
    }  # fmt: skip
    html = page(cast.vera, f"/sessions/{session.pk}/")
    assert "In the room, 2 of 4:" in html
    assert "<b>Absent:</b> Otto, Victor." in html
    assert "Stina, steward" in html
    assert "No manager is known of Vera" in html
    post(cast.vera, f"{path}end/", {})
    assert Presence.objects.get(member=cast.vera).left_at is not None


def test_whoever_reports_to_a_vp_of_the_room_cannot_join_unless_by_exception(stage: TheRoom) -> None:
    session, cast = stage.opened(), stage.cast
    cast.otto.manager = cast.victor
    cast.otto.save()
    path = f"/sessions/{session.pk}/presence/"
    answer = post(cast.otto, path, {})
    assert answer.status_code == 422
    assert "You report to Victor" in answer.content.decode()
    assert not Presence.objects.exists()
    cast.otto.direct_report_exception = "He knows the fleet."
    cast.otto.save()
    assert post(cast.otto, path, {}).status_code == 302
    assert "By exception: Otto: He knows the fleet." in page(cast.ines, f"/sessions/{session.pk}/")


def test_a_steward_who_reports_to_a_vp_of_the_room_cannot_join_unless_by_exception(stage: TheRoom) -> None:
    """As rows may have it that are older than the rule; whoever stands in for a VP counts as one."""
    session, cast = stage.opened(), stage.cast
    Membership.objects.filter(pk=cast.willy.pk).update(
        acting_for=cast.vera, acting_from=date(2026, 11, 20), acting_until=date(2026, 12, 20)
    )
    Membership.objects.filter(pk=cast.stina.pk).update(manager=cast.willy)
    path = f"/sessions/{session.pk}/presence/"
    answer = post(cast.stina, path, {})
    assert answer.status_code == 422
    assert "You report to Willy" in answer.content.decode()
    assert not Presence.objects.exists()
    Membership.objects.filter(pk=cast.stina.pk).update(direct_report_exception="She keeps time well.")
    assert post(cast.stina, path, {}).status_code == 302
    assert "By exception: Stina: She keeps time well." in page(cast.ines, f"/sessions/{session.pk}/")


def test_leaders_and_the_steward_put_an_item_on_the_floor(stage: TheRoom) -> None:
    first, second = stage.blocker("Key", at(60)), stage.blocker("Oven", at(90))
    session, cast = stage.opened(), stage.cast
    path = f"/sessions/{session.pk}/floor/"
    assert post(cast.vera, path, {"item": f"blocker:{first.pk}"}).status_code == 403
    assert post(cast.stina, path, {"item": f"blocker:{second.pk}"}).status_code == 302
    session.refresh_from_db()
    assert (session.focus, session.focus_since) == (f"blocker:{second.pk}", at(5))
    for wrong in ("blocker:999999", "nonsense", "blocker:x", "x" * 41, "blocker:\0"):
        assert post(cast.ines, path, {"item": wrong}).status_code == 422
    html = page(cast.vera, f"/sessions/{session.pk}/")
    assert "First, 2 of 2" in html
    assert 'data-ends-at="2026-12-01T' in html


def outcome_of(stage: TheRoom, **fields: Any) -> dict[str, Any]:
    decided = {
        "what": "decided", "decision": "Cloud issues a key.", "decider": stage.cast.ines.pk,
        "owner": stage.cast.victor.pk, "by_when": "2026-12-02T17:00", "session": stage.session.pk,
    }  # fmt: skip
    return {**decided, **fields}


def test_an_outcome_is_recorded_from_the_form_by_the_rooms_own_clock(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(60))
    stage.opened()
    answer = post(stage.cast.vera, f"/blockers/{blocker.pk}/outcomes/", outcome_of(stage))
    assert answer.status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.session, outcome.text) == ("decided", stage.session, "Cloud issues a key.")
    assert outcome.by_when is not None
    assert outcome.by_when.isoformat() == "2026-12-02T16:00:00+00:00"


def test_what_is_refused_comes_back_with_all_that_was_typed_and_the_reason(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(60))
    stage.opened()
    sent = outcome_of(stage, decision="Let's take this offline")
    answer = post(stage.cast.ines, f"/blockers/{blocker.pk}/outcomes/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "That only puts it off" in html
    assert "Let&#x27;s take this offline</textarea>" in html
    assert 'value="2026-12-02T17:00"' in html
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("wrong", [
    {"what": "offline"}, {"what": ""}, {"by_when": "tomorrow"}, {"by_when": "9999-12-31T23:59"}, {"owner": "x"},
    {"owner": str(2**63)}, {"decision": "a\0b"}, {"decision": "x" * 4001}, {"session": "0"},
    {"by_when": "0001-01-01T00:00"},
])  # fmt: skip
def test_bad_input_is_refused_and_never_an_error(stage: TheRoom, wrong: dict[str, str]) -> None:
    blocker = stage.blocker("Key", at(60))
    stage.opened()
    answer = post(stage.cast.ines, f"/blockers/{blocker.pk}/outcomes/", outcome_of(stage, **wrong))
    assert answer.status_code == 422
    assert not Outcome.objects.exists()


def test_carrying_is_told_that_it_breaches_with_the_actual_next_session(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(300))
    session = stage.opened()
    session.focus, session.focus_since = f"blocker:{blocker.pk}", at(1)
    session.save()
    html = page(stage.cast.ines, f"/sessions/{session.pk}/")
    assert "It will breach: due Tue 1 Dec 18:00, the next session Tue 8 Dec 13:00." in html
    assert "40 working hours against 20" in html


def test_the_steward_types_and_the_named_member_confirms(stage: TheRoom) -> None:
    blocker, cast = stage.blocker("Key", at(60)), stage.cast
    session = stage.opened()
    assert post(cast.stina, f"/blockers/{blocker.pk}/outcomes/", outcome_of(stage)).status_code == 403
    sent = outcome_of(stage, waits_for=cast.victor.pk)
    assert post(cast.stina, f"/blockers/{blocker.pk}/outcomes/typed/", sent).status_code == 302
    outcome = Outcome.objects.get()
    assert "Outcome that waits for Victor" in page(cast.ines, f"/sessions/{session.pk}/")
    assert "So it was" in page(cast.victor, f"/outcomes/{outcome.pk}/")
    assert "So it was" not in page(cast.ines, f"/outcomes/{outcome.pk}/")
    assert post(cast.ines, f"/outcomes/{outcome.pk}/confirmation/", {}).status_code == 403
    assert post(cast.victor, f"/outcomes/{outcome.pk}/confirmation/", {}).status_code == 302
    blocker.refresh_from_db()
    assert blocker.decided_at == at(5)


def test_closing_is_refused_with_the_list_and_the_one_escape(stage: TheRoom) -> None:
    stage.blocker("Key", at(300))
    session = stage.opened()
    path = f"/sessions/{session.pk}/closing/"
    answer = post(stage.cast.ines, path, {})
    assert answer.status_code == 409
    assert "Data is blocked by Cloud: Key" in answer.content.decode()
    assert post(stage.cast.ines, path, {"unheard": "1", "reason": ""}).status_code == 422
    assert post(stage.cast.ines, path, {"unheard": "1", "reason": "The fire alarm."}).status_code == 302
    html = page(stage.cast.vera, f"/sessions/{session.pk}/")
    assert "The fire alarm." in html
    assert "Data is blocked by Cloud: Key" in html
    assert "is closed" in page(stage.cast.vera, f"/sessions/{session.pk}/now/")


def test_over_time_is_shown_and_never_closed_by_itself(stage: TheRoom) -> None:
    session = stage.opened()
    assert "Over time." in page(stage.cast.ines, f"/sessions/{session.pk}/", at(181))
    assert Session.objects.get(pk=session.pk).is_running


def test_each_vp_reports_their_own_domain_and_an_absent_one_reads_not_reported(stage: TheRoom) -> None:
    cast = stage.cast
    path = f"/sessions/{stage.session.pk}/report/"
    lines = {"on_track": "no", "changed": "The oven is late.", "needed": "A decision on the key.", "vp": cast.victor.pk}
    assert post(cast.vera, path, lines, at(-60)).status_code == 302
    assert {post(getattr(cast, name), path, lines).status_code for name in ("ines", "stina", "willy", "ada")} == {403}
    html = page(cast.ines, f"/sessions/{stage.session.pk}/")
    assert "The oven is late." in html
    assert html.count("Not reported.") == 1
    assert post(cast.vera, path, {"on_track": "maybe", "changed": ""}).status_code == 422


def test_matters_reach_the_agenda_with_what_they_need(stage: TheRoom) -> None:
    cast, path = stage.cast, "/boards/north/room/matters/"
    assert post(cast.vera, path, {"kind": "misaligned", "title": "Price list"}).status_code == 422
    same = {"kind": "misaligned", "title": "Price list", "team": cast.data.pk, "other_team": cast.data.pk}
    assert post(cast.vera, path, same).status_code == 422
    assert post(cast.vera, path, {"kind": "off_track", "title": "Hotels"}).status_code == 422
    both = {"kind": "misaligned", "title": "Price list", "team": cast.data.pk, "other_team": stage.cloud.pk}
    assert post(cast.vera, path, both).status_code == 302
    assert post(cast.stina, path, both).status_code == 403
    assert "Misaligned: Price list" in page(cast.ines, "/boards/north/room/")


def test_capacity_that_a_withdrawal_frees_after_the_lock_reaches_the_agenda_once(stage: TheRoom) -> None:
    locked_plan(stage.cast)
    bet = stage.cast.a
    withdraw(bet=bet, by=stage.cast.vera, now=timezone.now(), reason="The market is gone.")
    matter = Matter.objects.get()
    assert matter.title == "What is to be done with 1.0 of Data?"
    assert (matter.kind, matter.bet, matter.raised_by) == ("plan", bet, None)
    assert "What is to be done with 1.0 of Data?" in page(stage.cast.ines, "/boards/north/room/")


def test_a_bet_that_was_not_funded_or_not_locked_frees_nothing(stage: TheRoom) -> None:
    withdraw(bet=stage.cast.d, by=stage.cast.vera, now=timezone.now(), reason="Never mind.")
    locked_plan(stage.cast)
    withdraw(bet=stage.cast.c, by=stage.cast.vera, now=timezone.now(), reason="Never mind.")
    assert not Matter.objects.exists()


def test_decisions_stand_with_owner_and_date_until_they_are_done(stage: TheRoom) -> None:
    cast, path = stage.cast, "/boards/north/decisions/"
    assert "No decision is open." in page(cast.ines, path)
    blocker = stage.blocker("Key", at(300), decided_at=RAISED)
    outcome = OutcomeFactory(
        board=cast.board, blocker=blocker, by_when=at(-60), entered_at=RAISED, owner=cast.victor, decider=cast.ines
    )
    html = page(cast.ines, path)
    assert "1 decision past its date." in html
    assert "Victor does it, Ines decided." in html
    assert "The beta fleet gets a key of its own." in page(cast.victor, f"{path}?show=mine")
    assert "No decision of this kind." in page(cast.ines, f"{path}?show=mine")
    assert page(cast.ines, f"{path}?show=nonsense&owner=x")
    assert post(cast.ines, f"/outcomes/{outcome.pk}/done/", {}).status_code == 403
    assert post(cast.victor, f"/outcomes/{outcome.pk}/done/", {}).status_code == 302
    assert "No decision is open." in page(cast.ines, path)
    assert "The beta fleet" in page(cast.ines, f"{path}?show=done")


def test_a_huddle_asks_those_whom_it_takes_and_ends_with_an_outcome(stage: TheRoom) -> None:
    cast = stage.cast
    stage.session.chair = cast.otto
    stage.session.save()
    blocker = stage.blocker("Key", at(-10))
    waits = stage.blocker("Later", at(900))
    path = f"/blockers/{blocker.pk}/huddle/"
    assert post(cast.willy, path, {}).status_code == 403
    assert post(cast.vera, f"/blockers/{waits.pk}/huddle/", {}).status_code == 409
    assert post(cast.vera, path, {}, at(-60)).status_code == 302
    assert post(cast.victor, path, {}, at(-60)).status_code == 409
    huddle = blocker.huddles.get()
    assert set(huddle.called) == {cast.vera.pk, cast.victor.pk, cast.otto.pk}
    outcome = stage.end(blocker, stage.decided(), now=at(-30), outside=True)
    huddle.refresh_from_db()
    assert (outcome.huddle, huddle.ended_at) == (huddle, at(-30))
    stage.opened()
    assert "Read out" in page(cast.ines, f"/sessions/{stage.session.pk}/")


def test_the_page_of_a_closed_session_says_what_was_decided(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(60))
    session = stage.opened()
    post(stage.cast.ines, f"/sessions/{session.pk}/presence/", {})
    stage.end(blocker, stage.decided())
    close_session(session=session, by=stage.cast.ines, now=at(60))
    html = page(stage.cast.vera, f"/sessions/{session.pk}/", at(100))
    assert "Decided: Cloud issues a key of its own. Victor, by Wed 2 Dec 13:00." in html
    assert "<span>Ines</span><span>from 13:05</span>" in html


def test_the_wall_shows_what_is_on_the_floor(stage: TheRoom) -> None:
    blocker = stage.blocker("Key", at(60))
    session = stage.opened()
    assert "1 of 1 without an outcome" in page(stage.cast.stina, f"/sessions/{session.pk}/projector/")
    session.focus, session.focus_since = f"blocker:{blocker.pk}", at(1)
    session.save()
    assert "Hear before 14:00" in page(stage.cast.stina, f"/sessions/{session.pk}/projector/")


def test_ids_of_another_board_are_none_of_ours(stage: TheRoom, cast: Cast) -> None:
    session = stage.opened()
    stranger: Callable[[str], int] = lambda path: post(cast.olga, path, {}).status_code  # noqa: E731
    for path in ("opening", "closing", "presence", "floor", "report"):
        assert stranger(f"/sessions/{session.pk}/{path}/") == 404
    for huge in (2**63, 10**30):
        assert get(cast.ines, f"/sessions/{huge}/").status_code == 404
