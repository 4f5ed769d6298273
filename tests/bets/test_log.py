"""The log of the order: what it says, reasons given afterwards, and the way back with a preview."""

from typing import Any

import pytest

from bets.actions.explaining import explain
from bets.actions.orders import adopt, restore, undo
from bets.actions.ranking import StaleMove, move
from bets.history import NoSuchRevision
from bets.log.page import PAGE, log
from bets.log.restoration import restoration
from bets.models import Cycle, Rank
from bets.ordering import ToRank
from journal.models import Event
from journal.refusals import Invalid
from tests.bets.the_board import signed_in
from tests.bets.the_pages import get, html, post
from tests.cast import Cast
from tests.factories import NOW
from tests.logged import log_order


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Revision 1 is the first order, 2 brings D to the top, 3 takes that back, 4 brings C to #2."""
    log_order(cast)
    move(cycle=cast.cycle, bet=cast.d.pk, target=ToRank(1), by=cast.ines, now=NOW)
    undo(cycle=cast.cycle, revision=2, by=cast.otto, now=NOW)
    move(cycle=cast.cycle, bet=cast.c.pk, target=ToRank(2), by=cast.otto, now=NOW, reason="value")
    cast.cycle.refresh_from_db()
    return cast


def sentences(cast: Cast, **asked: Any) -> list[str]:
    return [str(line.telling) for line in log(cast.cycle, cast.ines, **asked).lines]


def say(cast: Cast, revision: int, reason: str, name: str = "ines") -> None:
    explain(cycle=cast.cycle, revision=revision, reason=reason, by=getattr(cast, name), now=NOW)


# --- what it says


def test_the_newest_change_comes_first_with_its_reason(told: Cast) -> None:
    assert sentences(told)[0] == "Otto moved Charlie from #3 to #2, for value."
    assert [line.telling.revision for line in log(told.cycle, told.ines).lines] == [4, 3, 2, 1]


def test_what_was_taken_back_says_by_what(told: Cast) -> None:
    assert {line.telling.revision: line.undone_by for line in log(told.cycle, told.ines).lines} == {
        4: None, 3: None, 2: 3, 1: None,
    }  # fmt: skip


def test_only_the_newest_that_stands_can_be_undone_and_only_by_leaders(told: Cast) -> None:
    assert [line.telling.revision for line in log(told.cycle, told.ines).lines if line.can_undo] == [4]
    assert not any(line.can_undo or line.can_explain or line.can_restore for line in log(told.cycle, told.stina).lines)


def test_the_changes_of_one_bet_alone(told: Cast) -> None:
    page = log(told.cycle, told.ines, bet=told.d.pk)
    assert page.bet == told.d.title
    assert [line.telling.revision for line in page.lines] == [3, 2]


def test_a_page_ends_after_fifty_and_leads_to_the_older_ones(told: Cast) -> None:
    for turn in range(PAGE):
        move(cycle=told.cycle, bet=told.a.pk, target=ToRank(1 + (turn + 1) % 2), by=told.ines, now=NOW)
    told.cycle.refresh_from_db()
    newest = log(told.cycle, told.ines)
    assert (len(newest.lines), newest.older) == (PAGE, "before=5")
    oldest = log(told.cycle, told.ines, before=5)
    assert [line.telling.revision for line in oldest.lines] == [4, 3, 2, 1]
    assert oldest.older == ""


@pytest.mark.parametrize("query", ["before=0", "before=x", f"before={2**70}", "bet=-1", "bet=%00"])
def test_an_address_that_means_nothing_is_refused_by_name(told: Cast, query: str) -> None:
    answer = signed_in(told.ines).get(f"/cycles/{told.cycle.pk}/log/?{query}")
    assert answer.status_code == 422


def test_an_order_that_never_changed_says_so(cast: Cast) -> None:
    assert "The order has not changed yet." in html(cast, "log")


def test_the_page_costs_the_same_however_much_happened(told: Cast, django_assert_num_queries: Any) -> None:
    client = signed_in(told.ines)
    for _ in range(2):
        with django_assert_num_queries(3 + 4 + 1):
            assert client.get(f"/cycles/{told.cycle.pk}/log/").status_code == 200
        move(cycle=told.cycle, bet=told.b.pk, target=ToRank(1), by=told.ines, now=NOW, reason="capacity")
        move(cycle=told.cycle, bet=told.b.pk, target=ToRank(3), by=told.ines, now=NOW)


# --- a reason given afterwards


def test_a_reason_given_afterwards_is_told_with_the_change(told: Cast) -> None:
    say(told, 2, "alignment")
    assert sentences(told)[2] == "Ines moved Delta from #4 to #1, for alignment."


def test_the_reason_of_another_carries_their_name(told: Cast) -> None:
    say(told, 2, "The partner insists.", name="otto")
    assert sentences(told)[2] == "Ines moved Delta from #4 to #1; Otto says why: “The partner insists.”"


def test_the_last_reason_counts_and_the_event_stays_as_it_was(told: Cast) -> None:
    say(told, 4, "alignment", name="otto")
    say(told, 4, "capacity", name="otto")
    assert sentences(told)[0] == "Otto moved Charlie from #3 to #2, for capacity."
    assert Event.objects.get(topic=told.cycle.topic, revision=4).data["reason"] == "value"


def test_the_board_says_it_at_once(told: Cast) -> None:
    client = signed_in(told.vera)
    address = f"/cycles/{told.cycle.pk}/order/"
    before = client.get(address)
    say(told, 4, "alignment", name="otto")
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "for alignment" in after.content.decode()


def test_blanks_are_no_reason_and_what_was_typed_stays_at_the_field(told: Cast) -> None:
    with pytest.raises(Invalid, match="Say why"):
        say(told, 2, "  ")
    answer = post(told, "log/2/reason", sentence="  ")
    assert answer.status_code == 422
    assert "Say why, in a sentence." in answer.content.decode()


def test_a_sentence_is_not_lost_to_a_tap_that_comes_with_it(told: Cast) -> None:
    answer = post(told, "log/2/reason", sentence="The shops wait.", reason="value")
    assert answer.status_code == 302
    assert "“The shops wait.”" in get(told, "log").content.decode()


@pytest.mark.parametrize("revision", [5, 2**31 - 1])
def test_a_revision_that_nothing_made_has_no_reason(told: Cast, revision: int) -> None:
    with pytest.raises(NoSuchRevision):
        say(told, revision, "value")
    assert get(told, f"log/{revision}/reason").status_code == 404
    assert post(told, f"log/{revision}/reason", reason="value").status_code == 404


def test_a_tap_from_the_board_is_answered_as_json(told: Cast) -> None:
    answer = signed_in(told.ines).post(
        f"/cycles/{told.cycle.pk}/log/2/reason/", {"reason": "capacity"}, content_type="application/json",
        headers={"Idempotency-Key": "tap-1"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()) == (201, {"revision": 2, "reason": "capacity"})


def test_a_repeated_tap_is_told_once(told: Cast) -> None:
    client = signed_in(told.ines)
    for _ in range(2):
        client.post(
            f"/cycles/{told.cycle.pk}/log/2/reason/", {"reason": "capacity"}, content_type="application/json",
            headers={"Idempotency-Key": "tap-2"},
        )  # fmt: skip
    assert Event.objects.filter(kind="bets.ranking.explained").count() == 1


# --- the way back


def test_the_preview_names_every_bet_that_would_stand_elsewhere(told: Cast) -> None:
    page = restoration(told.cycle, 1)
    assert [(step.bet, step.now, step.then) for step in page.steps] == [(told.b.pk, 3, 2), (told.c.pk, 2, 3)]
    assert page.base == 4


def test_the_preview_of_todays_order_offers_nothing(told: Cast) -> None:
    assert "It is the order of today." in html(told, "log/4/restoration")


def test_what_was_shown_is_what_comes_back(told: Cast) -> None:
    assert post(told, "log/1/restoration", base_revision="4").status_code == 302
    assert Rank.objects.order(told.cycle) == told.ids("ABCD")


def test_an_order_that_changed_since_the_preview_is_shown_again(told: Cast) -> None:
    move(cycle=told.cycle, bet=told.a.pk, target=ToRank(4), by=told.otto, now=NOW)
    answer = post(told, "log/1/restoration", base_revision="4")
    assert answer.status_code == 422
    assert "Otto changed the order meanwhile" in answer.content.decode()
    assert Cycle.objects.get(pk=told.cycle.pk).revision == 5


def test_a_reason_is_asked_for_where_one_is_needed(told: Cast) -> None:
    adopt(cycle=told.cycle, order=told.ids("DCBA"), by=told.ines, now=NOW)
    page = restoration(Cycle.objects.select_related("board").get(pk=told.cycle.pk), 1)
    answer = post(told, "log/1/restoration", base_revision="5")
    assert answer.status_code == (422 if page.needs_reason else 302)


def test_a_stale_restoration_is_refused_by_the_action(told: Cast) -> None:
    with pytest.raises(StaleMove):
        restore(cycle=told.cycle, revision=1, by=told.ines, now=NOW, base_revision=2)
