"""Sorting and placing by "which of these two": few questions, and the order that one had in mind."""

from collections.abc import Sequence
from math import ceil, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bets.forced_choice import Placing, Sorting, placing, sorting
from tests.bets.consensus.elections import near

seeded = settings(max_examples=150, derandomize=True, database=None, deadline=None)
orders = st.lists(st.integers(1, 200), unique=True, max_size=50)


def sorted_by(hidden: Sequence[int], queue: Sequence[int]) -> list[Sorting]:
    """Every step up to the end, answered by somebody who has `hidden` in mind."""
    answers: list[bool] = []
    steps = [sorting(queue, answers)]
    while (left := steps[-1].left) is not None and (right := steps[-1].right) is not None:
        answers.append(hidden.index(left) < hidden.index(right))
        steps.append(sorting(queue, answers))
    return steps


def placed_by(hidden: Sequence[int], bet: int) -> list[Placing]:
    order = [other for other in hidden if other != bet]
    answers: list[bool] = []
    steps = [placing(order, answers)]
    while (against := steps[-1].against) is not None:
        answers.append(hidden.index(bet) < hidden.index(against))
        steps.append(placing(order, answers))
    return steps


@given(orders, st.randoms(use_true_random=False))
@seeded
def test_any_order_that_one_has_in_mind_is_found(hidden, random):
    steps = sorted_by(hidden, random.sample(hidden, len(hidden)))

    assert steps[-1] == Sorting(tuple(hidden), None, None, (), 0)


@given(orders, st.randoms(use_true_random=False))
@seeded
def test_at_every_step_all_are_there_and_two_of_them_in_question(hidden, random):
    for step in sorted_by(hidden, random.sample(hidden, len(hidden)))[:-1]:
        assert sorted(step.order) == sorted(hidden)
        assert step.left == step.rest[0]
        assert step.right in step.sorted
        assert step.more >= 1


@given(orders, st.randoms(use_true_random=False))
@seeded
def test_no_bet_takes_more_than_twice_the_halvings(hidden, random):
    asked: dict[int, int] = {}
    for step in sorted_by(hidden, random.sample(hidden, len(hidden)))[:-1]:
        assert step.left is not None
        asked[step.left] = asked.get(step.left, 0) + 1
        assert asked[step.left] <= 2 * ceil(log2(len(step.sorted) + 1))


def test_a_queue_in_order_takes_one_question_a_bet():
    hidden = list(range(50))

    assert len(sorted_by(hidden, hidden)) - 1 == 49


def test_one_bet_out_of_place_takes_a_few_more():
    hidden = list(range(50))
    queue = [*range(1, 50), 0]

    assert len(sorted_by(hidden, queue)) - 1 <= 49 + 11


def test_a_queue_nearly_in_order_takes_little_more_than_a_question_a_bet():
    hidden = list(range(50))
    queue = list(hidden)
    for place in range(0, 49, 3):  # neighbours changed places, a third of them
        queue[place], queue[place + 1] = queue[place + 1], queue[place]

    assert len(sorted_by(hidden, queue)) - 1 <= 49 + 2 * 17


def test_the_new_one_is_asked_against_the_last_and_then_upwards_by_1_2_4():
    queue = list(range(1, 40))
    ups = [True, True, True, True]

    against = [sorting(queue, [False] * 31 + ups[:count]).right for count in range(5)]

    assert against == [32, 31, 29, 25, 17]


def test_after_the_gallop_the_gap_is_halved():
    queue = list(range(1, 40))

    against = [sorting(queue, [False] * 31 + answers).right for answers in gallop_then_halve()]

    assert against == [25, 27, 28]


def gallop_then_halve() -> list[list[bool]]:
    """It is above #32, #31, #29; not above #25; then above or not of what lies between."""
    return [[True] * 3, [True, True, True, False], [True, True, True, False, False]]


def test_taking_the_last_answer_back_asks_the_same_question_again():
    queue = [3, 1, 4, 2, 5]
    steps = sorted_by([1, 2, 3, 4, 5], queue)
    answers: list[bool] = []
    for step in steps[:-1]:
        assert sorting(queue, answers) == step
        answers.append(step.left < step.right)  # type: ignore[operator]
    assert sorting(queue, answers[:-1]) == steps[-2]


def test_how_much_is_left_is_told_about_right():
    hidden = list(range(1, 51))
    for seed in range(10):
        steps = sorted_by(hidden, near_to(hidden, seed))
        for number, step in enumerate(steps):
            left = len(steps) - 1 - number
            assert abs(step.more - left) <= max(12, left)


def near_to(hidden: Sequence[int], seed: int) -> list[int]:
    drawn = near(50, 2, 0.7, seed)
    name = dict(zip(drawn[0], hidden, strict=True))
    return [name[bet] for bet in drawn[1]]


def test_more_answers_than_questions_are_refused():
    with pytest.raises(ValueError, match="more answers"):
        sorting([1, 2], [True, False])
    with pytest.raises(ValueError, match="more answers"):
        sorting([], [True])
    with pytest.raises(ValueError, match="more answers"):
        placing([1], [True, False])


def test_a_bet_twice_in_the_queue_is_refused():
    with pytest.raises(ValueError, match="twice"):
        sorting([1, 2, 1], [])


def test_nothing_and_one_bet_need_no_question():
    assert sorting([], []) == Sorting((), None, None, (), 0)
    assert sorting([7], []) == Sorting((7,), None, None, (), 0)
    assert placing([], []) == Placing(None, None, 0)


@given(orders.filter(bool), st.data())
@seeded
def test_a_new_bet_finds_its_place_with_as_few_questions_as_can_be(hidden, data):
    bet = data.draw(st.sampled_from(hidden))

    steps = placed_by(hidden, bet)

    place = hidden.index(bet)
    assert steps[-1] == Placing(None, hidden[place - 1] if place else None, 0)
    assert len(steps) - 1 <= ceil(log2(len(hidden)))
    for number, step in enumerate(steps):
        assert len(steps) - 1 - number <= step.most


def test_fifty_bets_take_at_most_six_questions():
    hidden = list(range(51))

    assert max(len(placed_by(hidden, bet)) - 1 for bet in hidden) == placing(hidden[1:], []).most == 6
