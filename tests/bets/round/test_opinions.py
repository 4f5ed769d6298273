"""Who puts which of two bets first."""

from bets.consensus.pairs import disputed
from bets.round.opinions import Sides, contradicted, sides

ORDERS = [("Ines", (1, 2, 3)), ("Otto", (2, 1, 3)), ("Lena", (2, 3, 1))]
PAIRS = disputed([order for _, order in ORDERS])


def test_each_side_has_its_names() -> None:
    assert sides(PAIRS, (2, 1, 3), ORDERS) == (
        Sides(2, 1, agree=("Otto", "Lena"), against=("Ines",)),
        Sides(1, 3, agree=("Ines", "Otto"), against=("Lena",)),
    )


def test_the_pair_that_most_are_against_comes_first() -> None:
    first = sides(PAIRS, (1, 2, 3), ORDERS)[0]
    assert (first.upper, first.lower, first.against) == (1, 2, ("Otto", "Lena"))


def test_a_pair_of_which_one_is_gone_is_left_out() -> None:
    assert [(pair.upper, pair.lower) for pair in sides(PAIRS, (2, 1), ORDERS)] == [(2, 1)]


def test_two_of_the_same_name_are_two() -> None:
    orders = [("Ines", (1, 2)), ("Ines", (2, 1))]
    (pair,) = sides(disputed([order for _, order in orders]), (1, 2), orders)
    assert (pair.agree, pair.against) == (("Ines",), ("Ines",))


def test_what_an_order_contradicts_is_counted_by_opinions() -> None:
    assert contradicted((2, 1, 3), PAIRS) == 2
    assert contradicted((1, 2, 3), PAIRS) == 3
