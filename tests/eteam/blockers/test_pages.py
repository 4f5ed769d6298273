"""The pages of blockers: who sees what of them, and what they do."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from eteam.actions.flagging import reject as reject_flag
from eteam.actions.flagging import take_up
from eteam.actions.seeing_to import remark
from eteam.models import Blocker, Flag, Remark
from org.models import Membership
from tests.bets.the_board import statements
from tests.eteam.blockers.scene import FRIDAY, Scene, at
from tests.eteam.blockers.test_unblocking import said
from tests.eteam.rows import OutcomeFactory
from tests.factories import TeamFactory

LIST = "/boards/north/blockers/"
NEW = "/boards/north/blockers/new/"
MONDAY = at("2026-11-30 10:00")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def text(member: Membership, url: str, status: int = 200) -> str:
    response = signed_in(member).get(url)
    assert response.status_code == status, response.content
    return response.content.decode()


def sent(member: Membership, url: str, status: int = 302, **fields: str) -> str:
    response = signed_in(member).post(url, fields)
    assert response.status_code == status, response.content
    return response["Location"] if status == 302 else response.content.decode()


# --- the list


def test_lanes_say_what_cannot_wait_and_for_how_long_they_can(scene: Scene) -> None:
    scene.raised(title="No key")
    scene.raised(at("2026-11-27 09:10"), title="No log")
    scene.raised(at("2026-11-27 12:00"), title="No price")
    page = text(scene.cast.vera, LIST)
    now, first, room = page.index('id="now-h"'), page.index('id="first-h"'), page.index('id="room-h"')
    assert now < page.index("Data is blocked by Cloud: No key") < first < page.index("No log") < room
    assert room < page.index("No price")
    assert "3 blockers are open. 1 cannot wait." in page
    assert "Hear before Tue 1 Dec 13:10." in page
    assert ">11:00<" in page, "of 20 hours, 9 went by"


def test_a_countdown_stands_still_outside_hours_and_says_when_it_resumes(scene: Scene) -> None:
    scene.raised(at("2026-11-27 12:00"))
    with time_machine.travel(at("2026-11-28 11:00"), tick=False):
        page = text(scene.cast.vera, LIST)
    assert "stands still" in page
    assert "resumes Mon 09:00" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?route=now", "K"), ("?route=room", "P"), ("?team=cloud", "KP"), ("?team=data", "KPD"), ("?state=decided", "D"),
     ("?state=open", "KP"), ("?bet=1", ""), ("?route=nonsense&bet=x", "KPD")],
)  # fmt: skip
def test_filters_stand_in_the_address(scene: Scene, query: str, shown: str) -> None:
    scene.raised(title="KKK")
    scene.raised(at("2026-11-27 12:00"), title="PPP")
    scene.raised(title="DDD", blocking="leaders", blocking_team=None)
    Blocker.objects.filter(title="DDD").update(decided_at=FRIDAY)
    page = text(scene.cast.ines, f"{LIST}{query}")
    assert "".join(letter for letter in "KPD" if letter * 3 in page) == shown


def test_what_became_of_the_others_stands_below(scene: Scene) -> None:
    decided, asked, met = (scene.raised(title=title) for title in ("Decided one", "Asked one", "Met one"))
    Blocker.objects.filter(pk=decided.pk).update(decided_at=FRIDAY)
    OutcomeFactory(blocker=decided, owner=scene.cast.victor, decider=scene.cast.ines, by_when=at("2026-12-01 17:00"))
    said(asked, scene.cast.victor, MONDAY)
    said(met, scene.cast.vera, MONDAY)
    page = text(scene.cast.otto, LIST)
    assert "Nobody is blocked." in page
    assert "Victor does it by Tue 1 Dec 17:00; not unblocked yet." in page
    assert "Silence until Tue 1 Dec 10:00 confirms." in page
    assert "<b>In time,</b> unblocked Mon 30 Nov 10:00." in page


def test_a_viewer_sees_those_that_they_flagged_and_those_of_their_teams(scene: Scene) -> None:
    scene.raised(title="Of their team")
    other = TeamFactory(board=scene.cast.board, name="Sales")
    scene.raised(title="Of others", blocked_team=other)
    page = text(scene.cast.willy, LIST)
    assert "Of their team" in page
    assert "Of others" not in page


def test_an_admin_and_strangers_are_kept_out(scene: Scene) -> None:
    blocker = scene.raised()
    for url in (LIST, f"{LIST}now/", f"/blockers/{blocker.pk}/", f"/blockers/{blocker.pk}/now/"):
        text(scene.cast.ada, url, 403)
        text(scene.cast.olga, url, 404)


def test_the_list_costs_the_same_for_any_number(scene: Scene) -> None:
    def cost() -> int:
        with statements() as found:
            text(scene.cast.vera, LIST)
        return len(found)

    scene.raised(title="One")
    cost()  # the first page of a process reads more
    before = cost()
    for number in range(8):
        blocker = scene.raised(title=f"{number}", bet=scene.cast.a)
        OutcomeFactory(blocker=blocker, owner=scene.cast.victor, decider=scene.cast.ines)
    assert cost() == before


def test_nothing_is_sent_again_that_is_shown_already(scene: Scene) -> None:
    client = signed_in(scene.cast.vera)
    tag = client.get(f"{LIST}now/")["ETag"]
    assert client.get(f"{LIST}now/", headers={"If-None-Match": tag}).status_code == 304
    scene.raised(MONDAY)
    assert client.get(f"{LIST}now/", headers={"If-None-Match": tag}).status_code == 200


def test_those_of_the_room_follow_its_stream_and_viewers_look_every_minute(scene: Scene) -> None:
    topic = f"topic=room%3A{scene.cast.board.pk}"
    assert topic in text(scene.cast.vera, LIST)
    assert topic not in text(scene.cast.willy, LIST)


# --- the form


def test_due_time_and_route_stand_on_the_form_before_it_is_saved(scene: Scene) -> None:
    page = text(scene.cast.vera, NEW)
    assert "Due Wed 2 Dec 14:00. Next session Tue 1 Dec 13:00. Can wait for the session." in page
    shown = text(scene.cast.vera, f"{NEW}preview/?blocked_team=data&side=team:cloud")
    assert "Due Wed 2 Dec 14:00." in shown
    assert not Blocker.objects.exists()


def test_without_a_script_a_button_shows_it_and_keeps_what_was_typed(scene: Scene) -> None:
    page = text(scene.cast.vera, f"{NEW}?title=No+key&blocked_team=data&side=team:cloud&text=A+key")
    assert 'value="No key"' in page
    assert "A key</textarea>" in page
    assert '<option value="team:cloud" selected>' in page


def test_the_form_begins_with_the_team_and_the_bet_that_the_address_names(scene: Scene) -> None:
    page = text(scene.cast.ines, f"{NEW}?team=cloud&bet={scene.cast.b.pk}")
    assert '<option value="cloud" selected>' in page
    assert f'<option value="{scene.cast.b.pk}" selected>' in page


def test_a_vp_raises(scene: Scene) -> None:
    where = sent(scene.cast.vera, NEW, title="No key", blocked_team="data", side="team:cloud", bet=str(scene.cast.a.pk))
    blocker = Blocker.objects.get()
    assert where == f"/blockers/{blocker.pk}/"
    assert (blocker.blocking_team, blocker.bet, blocker.raised_by) == (scene.cloud, scene.cast.a, scene.cast.vera)


def test_a_viewer_flags_for_their_own_team(scene: Scene) -> None:
    page = text(scene.cast.willy, NEW)
    assert "Flag what blocks us" in page
    assert "Vera is asked. Untouched until Mon 30 Nov 14:00, it becomes a blocker by itself" in page
    assert '<option value="cloud">' not in page.split("id_side")[0], "only their own team"
    where = sent(scene.cast.willy, NEW, title="No key", blocked_team="data", side="unknown")
    assert where == f"/flags/{Flag.objects.get().pk}/"
    assert "Vera is asked" in text(scene.cast.willy, where)


def test_the_bets_of_an_order_that_is_not_published_are_no_choice_for_a_viewer(scene: Scene) -> None:
    assert "Alpha" in text(scene.cast.vera, NEW)
    assert "Alpha" not in text(scene.cast.willy, NEW)


def test_who_is_on_no_team_is_told_so(scene: Scene) -> None:
    scene.data.places.all().delete()
    assert "You are on no team of North yet" in text(scene.cast.willy, NEW)


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"title": "a\0b"}, {"title": "x" * 141}, {"blocked_team": "nowhere"}, {"blocked_team": "\0"},
     {"side": "team:data"}, {"side": "team:nowhere"}, {"side": ""}, {"bet": "9" * 30}, {"bet": "x"},
     {"text": "x" * 5001}, {"text": "a\0"}],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_at_its_field(scene: Scene, wrong: dict[str, str]) -> None:
    fields = {"title": "No key", "blocked_team": "data", "side": "team:cloud"} | wrong
    page = sent(scene.cast.vera, NEW, 422, **fields)
    assert "errorlist" in page
    assert not Blocker.objects.exists()


@pytest.mark.parametrize("query", ["?follows=99999999999999999999", "?follows=9999999999999999999", "?follows=x"])
def test_a_form_that_would_follow_a_blocker_which_there_is_not_is_no_form(scene: Scene, query: str) -> None:
    """It would be raised without the link that its address promised."""
    text(scene.cast.vera, NEW + query, 404)


@pytest.mark.parametrize("query", ["?bet=%00", "?team=%00&side=%00"])
def test_an_address_that_means_nothing_is_a_plain_form(scene: Scene, query: str) -> None:
    text(scene.cast.vera, NEW + query)
    text(scene.cast.vera, f"{NEW}preview/{query}")
    text(scene.cast.vera, LIST + query)


# --- one blocker


def flagged_and_taken_up(scene: Scene) -> Blocker:
    blocker = take_up(flag=scene.flagged(text="What is known"), by=scene.cast.vera, now=at("2026-11-27 12:00"))
    remark(blocker=blocker, text="The discussion", by=scene.cast.victor, now=MONDAY)
    return blocker


def test_those_of_the_room_read_all_of_it(scene: Scene) -> None:
    page = text(scene.cast.victor, f"/blockers/{flagged_and_taken_up(scene).pk}/")
    for words in ("Data is blocked: No signing key", "The discussion", "What is known", "Willy flagged it.",
                  "Vera made it a blocker, due Tue 1 Dec 13:00, NOW."):  # fmt: skip
        assert words in page


def test_who_flagged_it_reads_due_route_outcome_owner_and_date_and_not_the_discussion(scene: Scene) -> None:
    blocker = flagged_and_taken_up(scene)
    Blocker.objects.update(decided_at=MONDAY, owner=scene.cast.victor)
    OutcomeFactory(
        blocker=blocker, text="A key of its own.", owner=scene.cast.victor, decider=scene.cast.ines,
        by_when=at("2026-12-01 17:00"), entered_at=MONDAY, reason="The reason behind", next_step="The step behind",
    )  # fmt: skip
    page = text(scene.cast.willy, f"/blockers/{blocker.pk}/")
    for words in ("1 December, 13:00", "NOW", "A key of its own.", "Victor does it by Tue 1 Dec 17:00"):
        assert words in page
    for words in ("The discussion", "The reason behind", "The step behind", "A remark"):
        assert words not in page


def test_a_viewer_of_another_team_reads_none_of_it(scene: Scene) -> None:
    other = TeamFactory(board=scene.cast.board, name="Sales")
    blocker = scene.raised(blocked_team=other)
    text(scene.cast.willy, f"/blockers/{blocker.pk}/", 403)


def test_the_blocked_side_is_asked_and_confirms(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor, MONDAY)
    url = f"/blockers/{blocker.pk}/"
    asks = "Victor says that Data can work again"
    assert asks in text(scene.cast.vera, url)
    assert asks not in text(scene.cast.victor, url)
    sent(scene.cast.victor, f"{url}confirmation/", 403)
    sent(scene.cast.vera, f"{url}confirmation/")
    page = text(scene.cast.vera, url)
    assert "in time, after 9:00 working hours" in page
    sent(scene.cast.vera, f"{url}confirmation/", 409)


def test_or_rejects_with_a_reason(scene: Scene) -> None:
    blocker = said(scene.raised(), scene.cast.victor, MONDAY)
    url = f"/blockers/{blocker.pk}/"
    assert "Say why" in sent(scene.cast.vera, f"{url}rejection/", 422)
    sent(scene.cast.vera, f"{url}rejection/", reason="Not yet.")
    assert Blocker.objects.get().is_open
    assert "Vera said: still blocked." in text(scene.cast.vera, url)


def test_a_remark_is_read_where_it_was_said(scene: Scene) -> None:
    url = f"/blockers/{scene.raised().pk}/"
    where = sent(scene.cast.victor, f"{url}remarks/", text="<b>I look</b>")
    assert where == f"{url}#remark-{Remark.objects.get().pk}"
    assert "&lt;b&gt;I look&lt;/b&gt;" in text(scene.cast.ines, url)
    sent(scene.cast.willy, f"{url}remarks/", 403, text="Me too")
    assert "Write something" in sent(scene.cast.victor, f"{url}remarks/", 422, text=" ")


def test_it_is_handed_over_withdrawn_and_opened_again(scene: Scene) -> None:
    blocker = scene.raised()
    url = f"/blockers/{blocker.pk}/"
    sent(scene.cast.ines, f"{url}owner/", owner=str(scene.cast.otto.pk))
    assert "Ines asked Otto to see to it." in text(scene.cast.vera, url)
    sent(scene.cast.ines, f"{url}owner/", 404, owner=str(scene.cast.olga.pk))
    sent(scene.cast.ines, f"{url}owner/", 422, owner="x")
    said(blocker, scene.cast.vera, MONDAY)
    sent(scene.cast.vera, f"{url}reopening/", reason="Broken again.")
    sent(scene.cast.vera, f"{url}withdrawal/", reason="We found it.")
    assert "Vera withdrew it." in text(scene.cast.vera, url)


def test_its_page_costs_the_same_for_any_history(scene: Scene) -> None:
    blocker = scene.raised()

    def cost() -> int:
        with statements() as found:
            text(scene.cast.vera, f"/blockers/{blocker.pk}/")
        return len(found)

    remark(blocker=blocker, text="One", by=scene.cast.vera, now=MONDAY)
    cost()  # the first page of a process reads more
    before = cost()
    for number in range(5):
        remark(blocker=blocker, text=f"{number}", by=scene.cast.victor, now=MONDAY)
        OutcomeFactory(blocker=blocker, owner=scene.cast.victor, decider=scene.cast.ines)
    assert cost() == before


# --- flags


def test_a_vp_decides_the_flags_of_their_team(scene: Scene) -> None:
    first, second = scene.flagged(MONDAY), scene.flagged(MONDAY, title="No price")
    page = text(scene.cast.vera, "/boards/north/flags/")
    assert "2 flags wait for you." in page
    assert "Due Wed 2 Dec 14:00." in page
    where = sent(scene.cast.vera, f"/flags/{first.pk}/blocker/", side="team:cloud")
    assert where == f"/blockers/{Blocker.objects.get().pk}/"
    assert "Say why" in sent(scene.cast.vera, f"/flags/{second.pk}/rejection/", 422)
    sent(scene.cast.vera, f"/flags/{second.pk}/rejection/", reason="It is on the list.")
    assert "No flag waits for you." in text(scene.cast.vera, "/boards/north/flags/")
    assert "“It is on the list.”" in text(scene.cast.willy, f"/flags/{second.pk}/")
    assert sent(scene.cast.willy, f"/flags/{first.pk}/blocker/", 403)
    assert signed_in(scene.cast.willy).get(f"/flags/{first.pk}/")["Location"] == where


def test_the_flags_cost_the_same_for_any_number(scene: Scene) -> None:
    """One calendar, one timetable and one list of what waits are read for all of them."""

    def cost() -> int:
        with statements() as found:
            assert "Due Wed 2 Dec 14:00." in text(scene.cast.vera, "/boards/north/flags/")
        return len(found)

    scene.flagged(MONDAY)
    scene.raised(title="One")
    cost()  # the first page of a process reads more
    before = cost()
    other = TeamFactory(board=scene.cast.board, slug="voice", name="Voice", vp=scene.cast.vera)
    for number in range(6):
        flag = scene.flagged(MONDAY, title=f"{number}", blocking="team", blocking_team=scene.cloud, bet=scene.cast.a)
        Flag.objects.filter(pk=flag.pk).update(team=other if number % 2 else scene.data)
        scene.raised(title=f"Of another {number}")
    assert cost() == before


@pytest.mark.parametrize("side", ["team:nowhere", "nobody", "team:data"])
def test_a_side_that_is_none_is_refused(scene: Scene, side: str) -> None:
    page = sent(scene.cast.vera, f"/flags/{scene.flagged(MONDAY).pk}/blocker/", 422, side=side)
    assert 'class="error"' in page
    assert not Blocker.objects.exists()


def test_no_room_yet_is_said(scene: Scene) -> None:
    scene.room.delete()
    assert "has no weekly room yet" in text(scene.cast.vera, NEW)
    sent(scene.cast.vera, NEW, 409, title="No key", blocked_team="data", side="unknown")
    assert Blocker.objects.count() == 0


# --- elsewhere


def test_a_funded_bet_shows_its_blockers_on_the_board(scene: Scene) -> None:
    cast = scene.cast
    blocker = scene.raised(bet=cast.a)
    scene.raised(title="Of a bet that waits", bet=cast.d)
    page = text(cast.vera, f"/cycles/{cast.cycle.pk}/")
    assert f'<b>Blocked:</b> <a href="/blockers/{blocker.pk}/">No signing key, due Tue 1 Dec 13:00</a>' in page
    assert "Of a bet that waits" not in page
    assert "No signing key" not in text(cast.ines, f"/cycles/{cast.cycle.pk}/?revision=0")


def test_the_page_of_a_bet_and_of_a_team_list_theirs(scene: Scene) -> None:
    scene.raised(bet=scene.cast.a)
    for url in (f"/bets/{scene.cast.a.pk}/", "/boards/north/teams/data/", "/boards/north/teams/cloud/"):
        page = text(scene.cast.vera, url)
        assert "<b>Data is blocked by Cloud:</b> No signing key, due Tue 1 Dec 13:00" in page, url
    assert f"{NEW}?bet={scene.cast.a.pk}" in text(scene.cast.vera, f"/bets/{scene.cast.a.pk}/")
    assert "No signing key" not in text(scene.cast.ada, f"/bets/{scene.cast.a.pk}/")
    assert "Blocked" not in text(scene.cast.ada, f"/cycles/{scene.cast.cycle.pk}/")


def test_my_page_says_which_flags_wait_and_what_i_am_asked_to_confirm(scene: Scene) -> None:
    said(scene.raised(title="Is it so"), scene.cast.victor, MONDAY)
    scene.flagged(MONDAY)
    page = text(scene.cast.vera, "/boards/north/mine/")
    assert "Willy flags what blocks Data: “No signing key”. Decide." in page
    assert "Victor says that Data can work again: “Is it so”. Is that so?" in page
    assert "Is it so" not in text(scene.cast.victor, "/boards/north/mine/")


def test_a_rejected_flag_stays_with_its_reason(scene: Scene) -> None:
    said_by = scene.flagged(MONDAY)
    reject_flag(flag=said_by, reason="Known.", by=scene.cast.vera, now=MONDAY)
    assert "Not made a blocker: “Known.”" in text(scene.cast.willy, "/boards/north/flags/")


def test_what_cannot_wait_is_ended_outside_the_room_or_in_a_huddle(scene: Scene) -> None:
    now, room = scene.raised(), scene.raised(at("2026-11-27 12:00"), title="Later")
    ends, huddle = f'href="/blockers/{now.pk}/outcomes/"', f'action="/blockers/{now.pk}/huddle/"'
    for member in (scene.cast.vera, scene.cast.victor, scene.cast.ines):
        page = text(member, f"/blockers/{now.pk}/")
        assert ends in page
        assert huddle in page
    page = text(scene.cast.stina, f"/blockers/{now.pk}/")
    assert f'href="/blockers/{now.pk}/outcomes/typed/"' in page
    assert huddle in page
    assert "/huddle/" not in text(scene.cast.vera, f"/blockers/{room.pk}/")
    assert "/outcomes/" not in text(scene.cast.willy, f"/blockers/{now.pk}/")
