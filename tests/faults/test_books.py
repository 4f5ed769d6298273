"""The audit finds what is put in: a zero of the plays would prove nothing if it could not."""

from dataclasses import replace

import pytest

from tests.faults.books import NOTHING_WRONG, Audit, Event, compared
from tests.faults.diary import Diary, Look, Move
from tests.faults.rig import Table

TABLE = Table(cycle=7, bets=[1, 2, 3], sessions=[])
RANKS = (1, 2, 3)
FIRST: Event = (1, {"act": "import", "order": [1, 2, 3]})
TO_THE_TOP: Event = (2, {"act": "move", "bet": 3, "start": 3, "to": 1, "reason": "m"})
AND_BACK: Event = (3, {"act": "move", "bet": 3, "start": 1, "to": 3, "reason": "n"})
LOG = [FIRST, TO_THE_TOP, AND_BACK]
END = Look(3, RANKS, (1, 2, 3))


@pytest.fixture
def diary() -> Diary:
    moves = {"m": Move(2, (3, 1, 2), True, 0.1, 1.0), "n": Move(3, (1, 2, 3), True, 0.1, 2.0)}
    return Diary(moves=moves, looks=[Look(1, RANKS, (1, 2, 3)), Look(2, RANKS, (3, 1, 2))])


def audited(diary: Diary, log: list[Event] = LOG, end: Look = END) -> Audit:
    return compared(log, end, TABLE, diary)


def test_a_true_story_has_nothing_wrong(diary: Diary) -> None:
    assert audited(diary) == NOTHING_WRONG


def test_an_acknowledged_move_that_is_not_in_the_log_is_lost(diary: Diary) -> None:
    found = audited(diary, [FIRST, TO_THE_TOP], Look(2, RANKS, (3, 1, 2)))
    assert (found.lost, found.mistold) == (["n"], ["n"])


def test_an_event_that_is_taken_out_of_the_log_tears_it(diary: Diary) -> None:
    found = audited(diary, [FIRST, AND_BACK])
    assert (found.lost, found.log) == (["m"], ["it is torn: bet 3 does not stand at 1"])


def test_a_move_that_is_in_the_log_twice_is_double(diary: Diary) -> None:
    again = (4, {"act": "move", "bet": 2, "start": 2, "to": 1, "reason": "n"})
    assert audited(diary, [*LOG, again], Look(4, RANKS, (2, 1, 3))).double == ["n"]


def test_a_move_that_nobody_was_told_of_is_unasked(diary: Diary) -> None:
    del diary.moves["n"]
    assert audited(diary).unasked == ["n"]


def test_an_answer_that_is_not_the_order_of_its_revision_is_mistold(diary: Diary) -> None:
    diary.moves["m"] = replace(diary.moves["m"], order=(1, 3, 2))
    assert audited(diary).mistold == ["m"]


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(Look(2, (1, 1, 3), (3, 1, 2)), id="a tie"),
        pytest.param(Look(2, (1, 2, 4), (3, 1, 2)), id="a gap"),
        pytest.param(Look(2, (2, 3, 4), (3, 1, 2)), id="no first"),
        pytest.param(Look(2, (1, 2, 3), (3, 1, 1)), id="a bet twice"),
        pytest.param(Look(2, (1, 2), (3, 1)), id="a bet too few"),
        pytest.param(Look(2, (1, 2, 3, 4), (3, 1, 2, 4)), id="a bet too many"),
    ],
)
def test_a_read_with_a_tie_or_a_gap_is_torn(diary: Diary, look: Look) -> None:
    diary.looks.append(look)
    assert audited(diary).torn == [look]


def test_a_read_that_is_another_order_than_the_log_tells_is_untrue(diary: Diary) -> None:
    diary.looks.append(Look(2, RANKS, (1, 3, 2)))
    assert audited(diary).untrue == [2]


def test_an_order_at_the_end_that_the_log_does_not_lead_to_is_a_fault_of_the_log(diary: Diary) -> None:
    found = audited(diary, end=Look(3, RANKS, (2, 1, 3)))
    assert found.log == ["it leads to another order than the stored one"]


def test_what_nobody_may_be_answered_and_what_was_never_answered_is_kept(diary: Diary) -> None:
    diary.broken.append("500 broken")
    diary.given_up.append("x")
    found = audited(diary)
    assert (found.broken, found.given_up) == (["500 broken"], ["x"])
