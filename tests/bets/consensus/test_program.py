"""The solver's side, and what it would say without the cuts."""

import time

import numpy as np
import pytest
from highspy import HighsModelStatus

from bets.consensus.kemeny import prove
from bets.consensus.opinions import opinions
from bets.consensus.program import Program
from tests.bets.consensus.elections import diverse, repeated

RING = repeated((25, "ABC"), (40, "BCA"), (35, "CAB"))


def test_without_the_cuts_the_cheapest_answer_is_a_ring(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Program, "_cut", lambda program, above: False)

    with pytest.raises(ValueError, match="a ring is no order"):
        prove(RING, last=[])


def test_with_them_it_is_an_order_and_the_cheapest():
    assert prove(RING, last=[]).is_proved


def test_what_is_allowed_binds_the_next_aim():
    free, bound = (Program(3, time.monotonic() + 10) for _ in range(2))
    first = np.array([[0, 0, 0], [5, 0, 0], [5, 0, 0]], dtype=float)  # the first one above both others
    second = np.array([[0, 5, 5], [0, 0, 1], [0, 0, 0]], dtype=float)  # the first one last, the third above the second

    bound.allow(first, 0)

    assert free.least(second, (0, 1, 2)).order == (2, 1, 0)
    answer = bound.least(second, (0, 1, 2))
    assert (answer.order, answer.cost, answer.is_proved) == ((0, 2, 1), 10, True)


def test_when_the_time_is_up_the_start_is_the_answer_and_nothing_is_proved():
    costs = np.array([[0, 1], [0, 0]], dtype=float)

    answer = Program(2, deadline=time.monotonic() - 1).least(costs, (0, 1))

    assert (answer.order, answer.cost, answer.bound, answer.is_proved) == ((0, 1), 1, 0, False)


def test_no_pair_is_fixed_the_wrong_way_round(monkeypatch: pytest.MonkeyPatch):
    """Otherwise no order would be left for a later aim, and the answer among equals would be any."""
    answers, run = [], Program._run
    monkeypatch.setattr(Program, "_run", lambda program: answers.append(run(program)) or answers[-1])

    for seed in range(6):
        prove(diverse(20, 3 + seed, seed), last=range(20))

    assert len(answers) > 18
    assert all(answer == HighsModelStatus.kOptimal for answer in answers)


def test_the_time_that_earlier_runs_took_is_not_counted_again():
    costs = np.array(opinions(diverse(30, 5, seed=1), []).aims[0], dtype=float)
    program = Program(30, time.monotonic() + 60)
    best = program.least(costs, tuple(range(30)))
    for _ in range(20):
        program.highs.clearSolver()  # it forgets the answer, not the time
        assert program.least(costs, best.order).is_proved

    program.highs.clearSolver()
    program.deadline = time.monotonic() + program.highs.getRunTime() * 0.9

    assert program.least(costs, best.order).is_proved
