"""One leader sorts alone: by hand, by forced choice, in two windows."""

import pytest
from django.db import IntegrityError, transaction

from bets.actions import leaving, private_orders, rounds
from bets.actions.private_orders import OrderIsReady, StaleOrder
from bets.actions.rounds import RoundIsOver
from bets.forced_choice import sorting
from bets.models import Cycle, PrivateOrder, Round
from bets.ordering import After, Before, Target, ToRank
from journal.models import Event
from journal.refusals import Invalid
from tests.bets.round.the_round import letters, opened, order_of, ready_as, revealed, sorted_as
from tests.cast import Cast
from tests.factories import NOW, BetFactory, CycleFactory, RankFactory


@pytest.fixture
def round(cast: Cast) -> Round:
    return opened(cast)


def begin(cast: Cast, round: Round, start: str = "today", version: int | None = None) -> PrivateOrder:
    return private_orders.begin(round=round, start=start, by=cast.otto, now=NOW, version=version)


def place(cast: Cast, round: Round, letter: str, target: Target, version: int = 1) -> str:
    (bet,) = cast.ids(letter)
    placed = private_orders.place(round=round, bet=bet, target=target, version=version, by=cast.otto, now=NOW)
    return letters(cast, placed.order)


# --- where it starts


def test_it_starts_from_the_current_order(cast: Cast, round: Round) -> None:
    mine = begin(cast, round)
    assert (letters(cast, mine.order), mine.version, mine.queue) == ("ABCD", 1, [])
    started = Event.objects.get(kind="bets.private_order.started")
    assert (started.actor_name, started.data) == ("Otto", {"round": round.pk})


def test_a_second_click_finds_what_the_first_one_made(cast: Cast, round: Round) -> None:
    begin(cast, round)
    place(cast, round, "D", After(None))
    assert letters(cast, begin(cast, round, "forced").order) == "DABC"
    assert PrivateOrder.objects.count() == Event.objects.filter(kind="bets.private_order.started").count() == 1


def test_it_starts_from_last_cycles_order_with_the_rest_behind(cast: Cast) -> None:
    for year, order in ((2025, "AD"), (2026, "DB")):
        earlier = CycleFactory(board=cast.board, starts_on=f"{year}-07-01", ends_on=f"{year}-12-31")
        for letter in order:
            source = RankFactory(bet=BetFactory(cycle=earlier, owner=cast.vera)).bet
            bet = getattr(cast, letter.lower())
            bet.copied_from = source
            bet.save()
    assert letters(cast, begin(cast, opened(cast), "last").order) == "DBAC", "not as in the cycle before the last"


def test_it_starts_by_forced_choice_with_the_current_order_to_be_asked_through(cast: Cast, round: Round) -> None:
    mine = begin(cast, round, "forced")
    assert letters(cast, mine.queue) == letters(cast, mine.order) == "ABCD"
    assert mine.answers == []


def test_nothing_else_is_a_start(cast: Cast, round: Round) -> None:
    with pytest.raises(Invalid, match="Say how to start"):
        begin(cast, round, "random")


def test_it_can_be_started_anew(cast: Cast, round: Round) -> None:
    begin(cast, round)
    place(cast, round, "D", After(None))
    mine = begin(cast, round, "today", version=2)
    assert (letters(cast, mine.order), mine.version) == ("ABCD", 3)


def test_forced_choice_begun_later_asks_through_what_is_there(cast: Cast, round: Round) -> None:
    begin(cast, round)
    place(cast, round, "D", After(None))
    assert letters(cast, begin(cast, round, "forced", version=2).queue) == "DABC"


# --- by hand


@pytest.mark.parametrize(
    ("letter", "target", "after"),
    [("D", After(None), "DABC"), ("A", ToRank(4), "BCDA"), ("C", ToRank(1), "CABD"), ("A", ToRank(1), "ABCD")],
)
def test_a_bet_goes_where_it_is_put(cast: Cast, round: Round, letter: str, target: Target, after: str) -> None:
    begin(cast, round)
    assert place(cast, round, letter, target) == after
    assert (letters(cast, order_of(round, cast.otto).order), order_of(round, cast.otto).version) == (after, 2)


def test_beside_another(cast: Cast, round: Round) -> None:
    begin(cast, round)
    assert place(cast, round, "D", Before(cast.b.pk)) == "ADBC"
    assert place(cast, round, "A", After(cast.b.pk), version=2) == "DBAC"


def test_what_it_returns_leads_back(cast: Cast, round: Round) -> None:
    begin(cast, round)
    placed = private_orders.place(round=round, bet=cast.a.pk, target=ToRank(3), version=1, by=cast.otto, now=NOW)
    assert (placed.start, placed.to) == (1, 3)
    assert place(cast, round, "A", ToRank(placed.start), version=placed.version) == "ABCD"


@pytest.mark.parametrize("target", [ToRank(0), ToRank(5), After(2**40), Before(2**40)])
def test_a_place_that_there_is_not_is_refused(cast: Cast, round: Round, target: Target) -> None:
    begin(cast, round)
    with pytest.raises(Invalid):
        place(cast, round, "A", target)
    assert order_of(round, cast.otto).version == 1


def test_a_bet_that_came_since_is_not_in_the_round(cast: Cast, round: Round) -> None:
    begin(cast, round)
    late = BetFactory(cycle=cast.cycle, owner=cast.vera)
    with pytest.raises(Invalid, match="not in the round"):
        private_orders.place(round=round, bet=late.pk, target=ToRank(1), version=1, by=cast.otto, now=NOW)


def test_ranks_count_the_bets_that_have_not_gone(cast: Cast, round: Round) -> None:
    begin(cast, round)
    leaving.decline(bet=cast.a, reason="Not this year.", by=cast.ines, now=NOW)
    assert place(cast, round, "D", ToRank(2)) == "BDC"
    assert letters(cast, order_of(round, cast.otto).order) == "ABDC", "if it comes back, it stands where it stood"


def test_sorting_is_told_to_nobody(cast: Cast, round: Round) -> None:
    begin(cast, round)
    before = Event.objects.count()
    place(cast, round, "D", After(None))
    assert Event.objects.count() == before


# --- two windows


def test_a_window_that_has_not_seen_the_newest_is_refused_and_nothing_is_lost(cast: Cast, round: Round) -> None:
    begin(cast, round)
    place(cast, round, "D", After(None))
    with pytest.raises(StaleOrder, match="changed in another window") as refused:
        place(cast, round, "A", ToRank(4))
    assert (refused.value.status, refused.value.code) == (409, "stale_order")
    assert refused.value.extra == {"version": 2, "order": cast.ids("DABC")}
    assert letters(cast, order_of(round, cast.otto).order) == "DABC"


def test_nor_does_it_start_anew_answer_or_say_ready(cast: Cast, round: Round) -> None:
    begin(cast, round, "forced")
    PrivateOrder.objects.update(version=7)
    with pytest.raises(StaleOrder):
        begin(cast, round, "today", version=6)
    with pytest.raises(StaleOrder):
        private_orders.kill(round=round, bet=cast.a.pk, version=6, by=cast.otto, now=NOW)
    with pytest.raises(StaleOrder):
        private_orders.take_back(round=round, version=6, by=cast.otto, now=NOW)


def test_who_has_not_started_has_nothing_to_sort(cast: Cast, round: Round) -> None:
    with pytest.raises(Invalid, match="have not started"):
        place(cast, round, "A", ToRank(2))


# --- by forced choice


def test_answers_lead_to_the_order_that_one_has_in_mind(cast: Cast, round: Round) -> None:
    wanted = cast.ids("CADB")
    mine = begin(cast, round, "forced")
    for _ in range(20):
        asked = sorting(mine.queue, mine.answers)
        if asked.left is None or asked.right is None:
            break
        worse = max(asked.left, asked.right, key=wanted.index)
        mine = private_orders.kill(round=round, bet=worse, version=mine.version, by=cast.otto, now=NOW)
    assert mine.order == wanted
    assert order_of(round, cast.otto).order == wanted


def test_leaving_it_keeps_what_is_sorted_with_the_rest_behind(cast: Cast, round: Round) -> None:
    mine = begin(cast, round, "forced")
    asked = sorting(mine.queue, mine.answers)
    assert {asked.left, asked.right} == set(cast.ids("AB"))
    private_orders.kill(round=round, bet=cast.a.pk, version=1, by=cast.otto, now=NOW)
    assert letters(cast, order_of(round, cast.otto).order) == "BACD"


def test_an_answer_is_taken_back(cast: Cast, round: Round) -> None:
    begin(cast, round, "forced")
    private_orders.kill(round=round, bet=cast.a.pk, version=1, by=cast.otto, now=NOW)
    mine = private_orders.take_back(round=round, version=2, by=cast.otto, now=NOW)
    assert (letters(cast, mine.order), mine.answers, mine.version) == ("ABCD", [], 3)
    with pytest.raises(Invalid, match="no answer"):
        private_orders.take_back(round=round, version=3, by=cast.otto, now=NOW)


def test_a_bet_that_is_not_asked_about_cannot_be_killed(cast: Cast, round: Round) -> None:
    begin(cast, round, "forced")
    with pytest.raises(Invalid, match="not one of the two"):
        private_orders.kill(round=round, bet=cast.d.pk, version=1, by=cast.otto, now=NOW)


def test_a_move_by_hand_ends_it(cast: Cast, round: Round) -> None:
    begin(cast, round, "forced")
    private_orders.kill(round=round, bet=cast.a.pk, version=1, by=cast.otto, now=NOW)
    assert place(cast, round, "D", After(None), version=2) == "DBAC"
    mine = order_of(round, cast.otto)
    assert (mine.queue, mine.answers) == ([], [])


# --- what stays


def test_what_is_ready_is_not_sorted(cast: Cast, round: Round) -> None:
    ready_as(cast, round, cast.otto, "DABC")
    mine = order_of(round, cast.otto)
    with pytest.raises(OrderIsReady, match="take it back"):
        place(cast, round, "A", ToRank(1), version=mine.version)
    with pytest.raises(OrderIsReady):
        begin(cast, round, "today", version=mine.version)


def test_after_the_reveal_nothing_is_sorted(cast: Cast) -> None:
    round = revealed(cast)
    with pytest.raises(RoundIsOver):
        place(cast, round, "A", ToRank(4), version=9)
    with pytest.raises(IntegrityError, match="is closed"), transaction.atomic():
        PrivateOrder.objects.update(version=99)


def test_after_a_calling_off_neither(cast: Cast, round: Round) -> None:
    sorted_as(cast, round, cast.otto, "DABC")
    rounds.call_off(round=round, by=cast.ines, now=NOW)
    with pytest.raises(RoundIsOver):
        begin(cast, round)


def test_a_round_of_another_cycle_is_none_of_this_one(cast: Cast, round: Round) -> None:
    other = CycleFactory(board=cast.board)
    round.cycle = Cycle.objects.get(pk=other.pk)
    with pytest.raises(Round.DoesNotExist):
        begin(cast, round)
