"""What is heard in any order comes out by number, without gaps and once."""

from hypothesis import given
from hypothesis import strategies as st

from journal.live.change import Change
from journal.live.sequence import Sequence


def change(number: int) -> Change:
    return Change(3, number, "cycle:7")


def numbers(sequence: Sequence) -> list[int]:
    return [each.number for each in sequence.take()]


@given(st.permutations(range(6, 14)), st.lists(st.integers(1, 13)))
def test_any_order_with_repetitions_comes_out_as_1_2_3(heard: list[int], again: list[int]) -> None:
    sequence = Sequence(5)
    out: list[int] = []
    for number in [*heard, *again]:
        sequence.hear(change(number))
        out += numbers(sequence)
    assert out == list(range(6, 14))
    assert not sequence.has_hole


def test_what_comes_after_a_hole_is_kept_back_until_it_is_filled() -> None:
    sequence = Sequence(5)
    sequence.hear(change(7))
    assert numbers(sequence) == []
    assert sequence.has_hole
    sequence.hear(change(6))
    assert numbers(sequence) == [6, 7]


def test_whoever_starts_over_goes_on_with_what_is_newer() -> None:
    sequence = Sequence(5)
    sequence.hear(change(7))
    sequence.hear(change(10))
    sequence.forget(9)
    assert numbers(sequence) == [10]
    sequence.forget(3)
    assert sequence.reached == 10
