"""A question is answered, and ends when all who are here say the same or yield."""

import pytest

from bets.actions.answering import StaleQuestion
from bets.actions.orders import undo
from bets.actions.ranking import move
from bets.actions.sessions import close_session
from bets.asking.reading import opinions, read
from bets.frozen import OrderIsFrozen
from bets.inputs import load
from bets.models import Attendance, Bet, Capacity, Cycle, Opinion, Settlement
from bets.ordering import After
from bets.session.current import NoSession
from bets.session.presence import presence
from journal.models import Event
from journal.refusals import Invalid
from tests.bets.asking.the_room import leave, pair, reveal, say
from tests.cast import Cast, make_member
from tests.factories import NOW, AttendanceFactory, RankingSessionFactory


def asked(cast: Cast) -> list[str]:
    """The open questions as letters, the upper one first."""
    names = dict(zip(cast.ids("ABCD"), "ABCD", strict=True))
    cycle = Cycle.objects.get(pk=cast.cycle.pk)
    return [names[each.upper] + names[each.lower] for each in read(cycle).open(load(cycle).allocation)]


def last() -> Event:
    return Event.objects.order_by("number").reverse()[0]


def test_the_first_answer_waits_for_the_other(room: Cast) -> None:
    done = say(room, room.ines, "BC", "B")
    assert (done.ended, done.waits_for, done.revision) == ("", ["Otto"], 1)
    assert last().kind == "bets.question.answered"
    assert last().data == {"pair": room.ids("BC"), "keeps": room.b.pk}
    assert asked(room) == ["BC"]


def test_two_answers_for_the_order_settle_it_and_move_nothing(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    done = say(room, room.otto, "BC", "B", reason="Data needs it first.")
    assert (done.ended, done.revision, room.order) == ("kept", 1, "ABCD")
    assert last().kind == "bets.question.settled"
    assert last().data == {
        "pair": room.ids("BC"), "keeps": room.b.pk, "leaders": ["Ines", "Otto"], "reason": "Data needs it first.",
    }  # fmt: skip
    settled = Settlement.objects.get()
    assert (settled.keeps, settled.revision) == (room.b, 1)
    assert asked(room) == []


def test_two_answers_against_the_order_perform_exactly_the_act_as_one_event(room: Cast) -> None:
    say(room, room.ines, "BC", "C")
    before = Event.objects.count()
    done = say(room, room.otto, "BC", "C")
    assert (done.ended, done.revision, room.order) == ("moved", 2, "ACBD")
    assert Event.objects.count() == before + 1
    event = last()
    assert (event.kind, event.revision, event.actor_name) == ("bets.ranking.changed", 2, "Otto")
    assert event.data["act"] == "move"
    assert event.data["pair"] == room.ids("BC")
    assert event.data["leaders"] == ["Ines", "Otto"]
    assert event.data["reason"] == "an answer to a question"
    assert Settlement.objects.get().revision == 2, "its own act is no move since"
    assert asked(room) == []


def test_a_sentence_of_whoever_ends_it_is_the_reason_of_the_act(room: Cast) -> None:
    say(room, room.ines, "BC", "C")
    say(room, room.otto, "BC", "C", reason="The factory waits.")
    assert last().data["reason"] == "The factory waits."


def test_it_stays_open_while_they_disagree_and_ends_when_one_yields(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    done = say(room, room.otto, "BC", "C")
    assert (done.ended, done.waits_for) == ("", [])
    assert say(room, room.ines, "BC", "").ended == "moved"
    assert room.order == "ACBD"


def test_a_yield_before_the_other_has_answered_ends_nothing(room: Cast) -> None:
    assert say(room, room.ines, "BC", "").ended == ""
    assert say(room, room.otto, "BC", "B").ended == "kept"


def test_when_all_yield_nobody_has_answered(room: Cast) -> None:
    say(room, room.ines, "BC", "")
    assert say(room, room.otto, "BC", "").ended == ""
    assert asked(room) == ["BC"]


def test_somebody_may_say_otherwise_until_it_ends(room: Cast) -> None:
    say(room, room.ines, "BC", "C")
    say(room, room.ines, "BC", "B")
    assert opinions(room.cycle, pair(room, "BC")) == {room.ines.pk: room.b.pk}
    assert Opinion.objects.count() == 1


def test_the_same_again_writes_no_event(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    before = Event.objects.count()
    say(room, room.ines, "BC", "B")
    assert Event.objects.count() == before


def test_whoever_answers_is_here(room: Cast) -> None:
    lena = make_member(room.board, "Lena", ["leader"])
    assert say(room, lena, "BC", "B").waits_for == ["Ines", "Otto"]
    assert Attendance.objects.here(NOW).filter(member=lena).exists()
    leave(lena)
    say(room, lena, "BC", "C")
    assert Attendance.objects.here(NOW).filter(member=lena).count() == 1


def test_who_was_waited_for_has_left_and_another_closes_it(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    leave(room.otto)
    assert asked(room) == ["BC"], "nobody has closed it"
    assert say(room, room.ines, "BC", "B").ended == "kept"
    assert last().data["leaders"] == ["Ines"]


def test_vps_in_the_room_are_not_waited_for_nor_leaders_who_ended(room: Cast) -> None:
    session = Attendance.objects.filter(member=room.ines).get().session
    AttendanceFactory(session=session, member=room.vera)
    AttendanceFactory(session=session, member=room.emil)
    say(room, room.ines, "BC", "B")
    assert say(room, room.otto, "BC", "B").ended == "kept"


def test_the_order_was_adopted_and_the_answer_is_its_reason(room: Cast) -> None:
    Cycle.objects.update(order_adopted=True)
    say(room, room.ines, "BC", "C")
    assert say(room, room.otto, "BC", "C").ended == "moved"


def test_undo_gives_the_order_back_and_the_question_with_nobody_s_answer(room: Cast) -> None:
    say(room, room.ines, "BC", "C")
    say(room, room.otto, "BC", "C")
    undo(cycle=room.cycle, revision=2, by=room.ines, now=NOW)
    assert room.order == "ABCD"
    assert asked(room) == ["BC"]
    assert opinions(room.cycle, pair(room, "BC")) == {}


def test_a_settled_question_returns_only_after_one_of_the_two_has_moved(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    say(room, room.otto, "BC", "B")
    move(cycle=room.cycle, bet=room.d.pk, target=After(None), by=room.ines, now=NOW)
    move(cycle=room.cycle, bet=room.d.pk, target=After(room.c.pk), by=room.ines, now=NOW)
    assert (room.order, asked(room)) == ("ABCD", [])
    move(cycle=room.cycle, bet=room.c.pk, target=After(room.d.pk), by=room.ines, now=NOW)
    move(cycle=room.cycle, bet=room.c.pk, target=After(room.b.pk), by=room.ines, now=NOW)
    assert (room.order, asked(room)) == ("ABCD", ["BC"])


def test_an_answer_counts_no_longer_once_one_of_the_two_has_moved(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    move(cycle=room.cycle, bet=room.c.pk, target=After(None), by=room.otto, now=NOW)
    move(cycle=room.cycle, bet=room.c.pk, target=After(room.b.pk), by=room.otto, now=NOW)
    assert say(room, room.otto, "BC", "B").waits_for == ["Ines"]


def test_without_an_open_session_nobody_answers(cast: Cast) -> None:
    reveal(cast, "ABCD", "ACBD")
    with pytest.raises(NoSession):
        say(cast, cast.ines, "BC", "B")
    RankingSessionFactory(cycle=cast.cycle, closed_at=NOW, closed_by=cast.ines)
    with pytest.raises(NoSession):
        say(cast, cast.ines, "BC", "B")


def test_a_frozen_order_takes_no_answer(room: Cast) -> None:
    Cycle.objects.update(frozen=True)
    with pytest.raises(OrderIsFrozen):
        say(room, room.ines, "BC", "B")


def test_only_one_of_the_two_can_be_kept(room: Cast) -> None:
    with pytest.raises(Invalid):
        say(room, room.ines, "BC", "A")


@pytest.mark.parametrize("letters", ["AB", "CD", "AD"])
def test_what_is_not_asked_is_not_answered(room: Cast, letters: str) -> None:
    with pytest.raises(StaleQuestion, match="closed"):
        say(room, room.ines, letters, letters[0])


def test_a_question_that_was_settled_meanwhile_is_closed(room: Cast) -> None:
    say(room, room.ines, "BC", "B")
    say(room, room.otto, "BC", "B")
    with pytest.raises(StaleQuestion, match="closed"):
        say(room, room.ines, "BC", "C", revision=1)


def test_a_question_that_matters_no_more_is_closed(room: Cast) -> None:
    Capacity.objects.update(raw_tenths=40)
    with pytest.raises(StaleQuestion, match="closed"):
        say(room, room.ines, "BC", "B", revision=1)


def test_a_page_of_before_one_of_the_two_moved_is_told_who_moved_it(room: Cast) -> None:
    move(cycle=room.cycle, bet=room.c.pk, target=After(None), by=room.otto, now=NOW)
    move(cycle=room.cycle, bet=room.c.pk, target=After(room.b.pk), by=room.otto, now=NOW)
    with pytest.raises(StaleQuestion, match="Otto moved one of the two") as refused:
        say(room, room.ines, "BC", "C", revision=1)
    assert refused.value.extra["revision"] == 3
    assert [change["bet"] for change in refused.value.extra["since"]] == [room.c.pk, room.c.pk]


def test_another_bet_s_move_makes_no_page_stale(room: Cast) -> None:
    move(cycle=room.cycle, bet=room.d.pk, target=After(None), by=room.otto, now=NOW)
    move(cycle=room.cycle, bet=room.d.pk, target=After(room.c.pk), by=room.otto, now=NOW)
    say(room, room.ines, "BC", "B", revision=1)


def test_an_act_that_is_not_the_one_shown_is_refused(room: Cast) -> None:
    question = read(room.cycle).about(load(room.cycle).allocation, pair(room, "BC"))
    assert question
    other = room.b if question.bet == room.c.pk else room.c
    with pytest.raises(StaleQuestion, match="not what you were shown"):
        say(room, room.ines, "BC", "C", moves=other.pk)
    say(room, room.ines, "BC", "C", moves=question.bet)


def test_who_raises_a_bet_of_their_own_is_shown_as_such(room: Cast) -> None:
    Bet.objects.update(owner=room.otto)
    say(room, room.ines, "BC", "C")
    say(room, room.otto, "BC", "C")
    assert last().data["own"] is True


def test_whoever_answers_is_there_at_once_and_the_close_names_them_although_no_event_says_that_they_came(
    room: Cast,
) -> None:
    """The answer's own event tells enough: pages fetch anew after it who is here."""
    Attendance.objects.all().delete()
    say(room, room.ines, "BC", "B")
    assert not Event.objects.filter(kind="bets.session.entered").exists()
    found = presence(room.cycle, room.ines, NOW)
    assert found is not None
    assert (found.here, found.missing, found.am_here) == (("Ines",), ("Otto",), True)
    close_session(cycle=room.cycle, by=room.stina, now=NOW)
    assert last().data["present"] == ["Ines"]
