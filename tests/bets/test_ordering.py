"""Orders, targets and logs of acts, as plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bets.ordering import Act, After, Before, NoSuchPlace, Target, ToRank, TornLog, destination, neighbours, replay

BETS = st.integers(1, 60)
ORDERS = st.lists(BETS, unique=True, max_size=30)


@st.composite
def placings(draw: st.DrawFn) -> tuple[list[int], int, Target]:
    """An order, a bet in it or out of it, and a target that exists for that bet."""
    order = draw(st.lists(BETS, unique=True, min_size=1, max_size=30))
    bet = draw(BETS)
    others = [other for other in order if other != bet]
    targets: list[st.SearchStrategy[Target]] = [
        st.just(After(None)),
        st.builds(ToRank, st.integers(1, len(others) + 1)),
    ]
    if others:
        targets += [st.builds(After, st.sampled_from(others)), st.builds(Before, st.sampled_from(others))]
    return order, bet, draw(st.one_of(targets))


def act_to(order: list[int], bet: int, target: Target) -> Act:
    start = order.index(bet) + 1 if bet in order else None
    return Act(bet=bet, start=start, to=destination(order, bet, target))


def inverse(act: Act) -> Act:
    return Act(act.bet, act.to, act.start)


@st.composite
def logs(draw: st.DrawFn) -> list[Act]:
    """Acts of every kind, each possible when its turn comes."""
    order: list[int] = []
    acts = []
    for kind in draw(st.lists(st.sampled_from("mmmmtw"), max_size=25)):
        if kind == "w":
            act = Act(order=tuple(draw(st.permutations(order)) if order else draw(ORDERS)))
        elif kind == "t" and order:
            bet = draw(st.sampled_from(order))
            act = Act(bet, order.index(bet) + 1, None)
        else:
            bet = draw(BETS)
            act = act_to(order, bet, ToRank(draw(st.integers(1, len(set(order) - {bet}) + 1))))
        order = act.apply(order)
        acts.append(act)
    return acts


@given(placings())
def test_the_bet_lands_where_the_target_says(given_: tuple[list[int], int, Target]) -> None:
    order, bet, target = given_
    after = act_to(order, bet, target).apply(order)
    place = after.index(bet)
    match target:
        case After(None):
            assert place == 0
        case After(neighbour):
            assert after[place - 1] == neighbour
        case Before(neighbour):
            assert after[place + 1] == neighbour
        case ToRank(rank):
            assert place + 1 == rank


@given(placings())
def test_nobody_else_changes_places_with_anybody(given_: tuple[list[int], int, Target]) -> None:
    order, bet, target = given_
    after = act_to(order, bet, target).apply(order)
    assert [other for other in after if other != bet] == [other for other in order if other != bet]
    assert sorted(after) == sorted({*order, bet})


@given(placings())
def test_only_the_ranks_between_start_and_destination_change(given_: tuple[list[int], int, Target]) -> None:
    order, bet, target = given_
    act = act_to(order, bet, target)
    if act.start is None or act.to is None:
        return
    low, high = sorted((act.start, act.to))
    after = act.apply(order)
    assert (after[: low - 1], after[high:]) == (order[: low - 1], order[high:])


@given(placings())
def test_the_inverse_brings_the_order_back(given_: tuple[list[int], int, Target]) -> None:
    order, bet, target = given_
    act = act_to(order, bet, target)
    assert inverse(act).apply(act.apply(order)) == order


@given(placings())
def test_the_same_target_again_changes_nothing(given_: tuple[list[int], int, Target]) -> None:
    order, bet, target = given_
    after = act_to(order, bet, target).apply(order)
    again = act_to(after, bet, target)
    assert again.start == again.to


@given(logs())
def test_replaying_a_log_leads_where_the_acts_led(acts: list[Act]) -> None:
    order: list[int] = []
    for act in acts:
        order = act.apply(order)
    assert replay(acts) == order
    assert len(set(order)) == len(order)


@given(logs(), st.data())
def test_a_log_is_replayed_from_any_order_on_its_way(acts: list[Act], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(acts)))
    assert replay(acts[cut:], replay(acts[:cut])) == replay(acts)


@given(ORDERS, ORDERS)
def test_a_whole_order_needs_nothing_before_it(before: list[int], order: list[int]) -> None:
    assert Act(order=tuple(order)).apply(before) == order


@given(ORDERS, BETS, st.integers(-2, 33))
def test_ranks_are_those_of_the_others_and_one_more(order: list[int], bet: int, rank: int) -> None:
    others = len(set(order) - {bet})
    if 1 <= rank <= others + 1:
        assert destination(order, bet, ToRank(rank)) == rank
    else:
        with pytest.raises(NoSuchPlace, match=f"ranks 1 to {others + 1}"):
            destination(order, bet, ToRank(rank))


@pytest.mark.parametrize("target", [After(9), Before(9), After(2), Before(2)])
def test_a_neighbour_must_have_a_rank_and_be_another_bet(target: Target) -> None:
    with pytest.raises(NoSuchPlace, match="neighbour"):
        destination([1, 2, 3], 2, target)


@pytest.mark.parametrize(
    "act",
    [
        Act(1, 2, 3),  # it stands elsewhere
        Act(9, 1, 2),  # another stands there
        Act(1, 0, 2),
        Act(1, 4, 2),
        Act(2, None, 1),  # it has a rank already
        Act(9, None, 5),
        Act(9, None, 0),
        Act(1, 1, 4),  # three have three ranks
    ],
)
def test_an_act_that_does_not_belong_to_the_order_tears_the_log(act: Act) -> None:
    with pytest.raises(TornLog):
        act.apply([1, 2, 3])


def test_an_act_leaves_the_order_that_it_is_given_alone() -> None:
    order = [1, 2, 3]
    Act(1, 1, 3).apply(order)
    assert order == [1, 2, 3]


@pytest.mark.parametrize(
    ("target", "bets"), [(After(7), {7}), (Before(7), {7}), (After(None), set()), (ToRank(7), set())]
)
def test_a_relative_target_relies_on_its_neighbour(target: Target, bets: set[int]) -> None:
    assert neighbours(target) == bets


def test_an_act_touches_its_bet_and_a_whole_order_touches_all() -> None:
    assert Act(1, 2, 3).touches({1, 9})
    assert not Act(1, 2, 3).touches({2, 3})
    assert Act(order=(1, 2)).touches({9})
