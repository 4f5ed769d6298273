"""The lock and the way back: what is missing, the one button, and two leaders within a day."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from bets.models import Bet, Cycle, Plan, UnlockVote
from org.models import Membership
from tests.bets.the_board import signed_in
from tests.bets.the_pages import WHY, get, html, post, state
from tests.cast import Cast
from tests.factories import BetFactory, PrototypeFactory
from tests.locked import SENTENCE, locked_plan, make_ready

# --- the lock


def test_the_lock_page_lists_what_is_missing_with_a_way_to_mend_each(cast: Cast) -> None:
    tango = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Tango")
    page = html(cast, "lock")
    assert "4 things keep 2027H1 from being locked." in page
    assert f'<a href="/cycles/{cast.cycle.pk}/#bet-{tango.pk}"' in page
    assert page.count("Put it right") == 4
    assert page.count("<summary>Or answer for it</summary>") == 3, "the tray has to be emptied"
    assert "Lock the plan" not in page


def test_a_sentence_is_given_on_the_spot(cast: Cast) -> None:
    for bet in (cast.a, cast.b):
        PrototypeFactory(bet=bet)
    page = html(cast, "lock")
    for hidden in ('name="code" value="idle"', 'name="team" value="data"', 'name="fact" value="5/25"'):
        assert hidden in page
    sent = {"code": "idle", "team": "data", "fact": "5/25", "reason": SENTENCE, "back": "lock"}
    assert post(cast, "waivers", **sent)["Location"] == f"/cycles/{cast.cycle.pk}/lock/#missing"
    assert "Nothing is missing: 2027H1 can be locked." in html(cast, "lock")


def test_the_plan_is_shown_before_it_is_locked(cast: Cast) -> None:
    make_ready(cast)
    page = html(cast, "lock")
    assert page.index("Lock the plan") < page.index("Alpha") < page.index("Delta")
    assert "20.0" not in page
    assert "2.0 person-weeks funded" in page
    assert f"“{SENTENCE}”" in page


def test_one_button_locks_what_was_shown(cast: Cast) -> None:
    make_ready(cast)
    seen = html(cast, "lock").partition('name="seen" value="')[2][:64]
    response = post(cast, "lock", seen=seen)
    assert response["Location"] == f"/cycles/{cast.cycle.pk}/plan/"
    assert Plan.objects.get().digest == seen


def test_what_changed_meanwhile_is_looked_at_again(cast: Cast) -> None:
    make_ready(cast)
    seen = html(cast, "lock").partition('name="seen" value="')[2][:64]
    Bet.objects.filter(pk=cast.d.pk).update(title="Dalta")
    response = post(cast, "lock", seen=seen)
    assert response.status_code == 409
    assert "this would lock another plan" in response.content.decode()
    assert state(cast) == "ranking"


def test_a_lock_past_what_is_missing_is_refused_with_the_whole_list(cast: Cast) -> None:
    client, address = signed_in(cast.ines), f"/cycles/{cast.cycle.pk}/lock/"
    response = client.post(address, headers={"Accept": "text/html"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "3 things are missing before the plan can be locked." in page
    assert f'<a href="/bets/{cast.a.pk}/#prototypes">#1 Alpha has no prototype.</a>' in page


def test_nonsense_for_a_hash_is_refused_at_its_field(cast: Cast) -> None:
    assert post(cast, "lock", seen="x").status_code == 422


@pytest.mark.parametrize("method", [get, post])
@pytest.mark.parametrize(
    ("name", "status"),
    [("vera", 403), ("stina", 403), ("ada", 403), ("willy", 403), ("olga", 404), ("emil", 404)],
)
def test_only_leaders_come_to_the_lock(cast: Cast, method: Any, name: str, status: int) -> None:
    make_ready(cast)
    assert method(cast, "lock", name).status_code == status
    assert state(cast) == "ranking"


@pytest.mark.parametrize("other", ["pitching", "locked", "closed"])
def test_there_is_nothing_to_lock_in_another_phase(cast: Cast, other: str) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=other)
    assert get(cast, "lock").status_code == 409


# --- the way back


def test_the_first_leader_asks_and_sees_until_when_it_counts(cast: Cast) -> None:
    locked_plan(cast)
    assert "It takes two leaders within a day." in html(cast, "unlock")
    assert post(cast, "unlock", reason=WHY)["Location"] == f"/cycles/{cast.cycle.pk}/unlock/"
    page = html(cast, "unlock")
    assert "You have asked to unlock 2027H1." in page
    assert "in 23 hours 59 minutes" in page
    assert "<textarea" not in page


def test_the_second_leader_sees_who_asked_and_unlocks(cast: Cast) -> None:
    locked_plan(cast)
    post(cast, "unlock", reason=WHY)
    page = html(cast, "unlock", "otto")
    assert "Ines asks to unlock 2027H1." in page
    assert f"“{WHY}”" in page
    assert f"“{WHY}”" in html(cast, "plan", "willy"), "everybody sees that it is asked for"
    assert post(cast, "unlock", "otto", reason="So be it.")["Location"] == f"/cycles/{cast.cycle.pk}/"
    assert state(cast) == "ranking"


def test_a_wish_runs_out_after_a_day(cast: Cast) -> None:
    locked_plan(cast)
    with time_machine.travel(timezone.now() - timedelta(hours=24, minutes=1), tick=False):
        post(cast, "unlock", reason=WHY)
    assert "It takes two leaders within a day." in html(cast, "unlock", "otto")
    post(cast, "unlock", "otto", reason=WHY)
    assert state(cast) == "locked"


def test_the_only_leader_is_told_that_it_happens_at_once(cast: Cast) -> None:
    locked_plan(cast)
    Membership.objects.filter(pk=cast.otto.pk).update(roles=["vp"])
    assert "You are the only leader: it happens at once." in html(cast, "unlock")
    post(cast, "unlock", reason=WHY)
    assert state(cast) == "ranking"


def test_a_wish_without_a_reason_is_shown_again_with_a_sentence(cast: Cast) -> None:
    locked_plan(cast)
    response = post(cast, "unlock", reason=" ")
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    assert not UnlockVote.objects.exists()


@pytest.mark.parametrize("method", [get, post])
@pytest.mark.parametrize(
    ("name", "status"),
    [("vera", 403), ("stina", 403), ("ada", 403), ("willy", 403), ("olga", 404), ("emil", 404)],
)
def test_only_leaders_come_to_the_unlock(cast: Cast, method: Any, name: str, status: int) -> None:
    locked_plan(cast)
    assert method(cast, "unlock", name).status_code == status
    assert not UnlockVote.objects.exists()


def test_nobody_unlocks_what_is_not_locked(cast: Cast) -> None:
    assert get(cast, "unlock").status_code == 409
    assert post(cast, "unlock", reason=WHY).status_code == 409
