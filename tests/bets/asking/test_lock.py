"""An open question keeps the plan from being locked, unless a leader says why it may stay open."""

from typing import Any

import pytest

from bets.actions.locking import NotReady, lock
from bets.actions.waiving import NotMissing, take_back, waive
from bets.missing import Missing
from bets.models import Cycle, Waiver
from bets.readiness import missing, readiness
from journal.models import Event
from org.models import Notice
from tests.bets.asking.the_room import pair, reveal, say
from tests.bets.the_board import signed_in, statements
from tests.cast import Cast
from tests.factories import NOW


def lacks(cast: Cast) -> list[Missing]:
    """The questions that are missing, of a cycle read anew."""
    cycle = Cycle.objects.select_related("board").get(pk=cast.cycle.pk)
    return [item for item in missing(cycle) if item.code == "question"]


def answer_for(cast: Cast, item: Missing, **changed: Any) -> Waiver:
    about = {"code": item.code, "bet": item.bet, "other": item.other, "fact": item.fact} | changed
    return waive(cycle=cast.cycle, by=cast.ines, now=NOW, reason="We decide it in March.", **about)


def test_it_names_both_bets_and_leads_to_the_question(room: Cast) -> None:
    (item,) = lacks(room)
    assert (item.bet, item.other) == (room.b.pk, room.c.pk)
    assert item.sentence == (
        "#2 Bravo or #3 Charlie: 1 of 2 leaders put the second first, and 2.0 person-weeks hang on it."
    )
    assert item.url == "/cycles/{}/questions/{}/{}/".format(room.cycle.pk, *pair(room, "BC"))
    assert item.can_be_waived
    with pytest.raises(NotReady) as refused:
        lock(cycle=room.cycle, by=room.ines, now=NOW)
    assert "question" in [each["code"] for each in refused.value.extra["missing"]]


def test_settled_it_is_missing_no_longer(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    say(room, room.otto, "BC", "B")
    assert lacks(room) == []


def test_a_leader_s_sentence_does_for_one_question_alone(room: Cast) -> None:
    reveal(room, "ABCD", "ACDB")
    items = lacks(room)
    assert {item.other for item in items} == {room.c.pk, room.d.pk}
    for item in items:
        answer_for(room, item)
    assert lacks(room) == []
    assert Waiver.objects.filter(code="question", bet=room.b).count() == 2
    take_back(waiver=Waiver.objects.get(other=room.d), by=room.ines, now=NOW)
    assert [item.other for item in lacks(room)] == [room.d.pk]


def test_the_sentence_holds_for_what_would_come_in_and_go_out_and_no_longer(room: Cast) -> None:
    (item,) = lacks(room)
    assert item.fact == f"{room.c.pk} before {room.b.pk}: in {room.c.pk}; out {room.b.pk}"
    answer_for(room, item)
    Waiver.objects.update(fact="other figures")
    assert len(lacks(room)) == 1
    with pytest.raises(NotMissing):
        answer_for(room, item, fact="other figures")


def test_the_owners_of_both_are_told_and_the_event_names_both(room: Cast) -> None:
    (item,) = lacks(room)
    answer_for(room, item)
    assert Notice.objects.get().member == room.vera
    event = Event.objects.order_by("number").reverse()[0]
    assert (event.data["bet"], event.data["other"]) == (room.b.pk, room.c.pk)


@pytest.mark.parametrize("place", ["running/", "lock/"])
def test_both_pages_show_it_with_its_link_and_take_the_sentence(room: Cast, place: str) -> None:
    (item,), client = lacks(room), signed_in(room.ines)
    address = f"/cycles/{room.cycle.pk}/{place}"
    html = client.get(address).content.decode()
    assert f'<input type="hidden" name="other" value="{room.c.pk}">' in html
    assert item.url in html
    sent = {"code": item.code, "bet": item.bet, "other": item.other, "fact": item.fact, "reason": "In March."}
    assert client.post(f"/cycles/{room.cycle.pk}/waivers/", sent).status_code == 302
    assert lacks(room) == []
    assert "In March." in client.get(address).content.decode()


def test_it_costs_one_statement_more_and_two_where_leaders_disagree(room: Cast) -> None:
    with statements() as before:
        readiness(room.cycle)
    assert len(before) == 13, "nothing was settled yet"
    say(room, room.ines, "BC", "B")
    say(room, room.otto, "BC", "B")
    with statements() as after:
        readiness(room.cycle)
    assert len(after) == 14
