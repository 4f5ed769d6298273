"""A supposition in an address: read, written again, and told where it cannot be understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bets.allocation import Policy
from bets.ordering import After, Before, ToRank
from bets.supposing.reading import MOST_MOVES, read
from bets.supposing.supposed import Placing, Supposed

ids = st.integers(1, 2**31 - 1)
slugs = st.from_regex(r"\A[a-z][-a-z0-9_]{0,20}\Z")
tenths = st.integers(0, 100_000)
targets = st.one_of(
    st.builds(After, st.one_of(st.none(), ids)), st.builds(Before, ids), st.builds(ToRank, st.integers(1, 10_000))
)
suppositions = st.builds(
    Supposed,
    policy=st.one_of(st.none(), st.sampled_from(list(Policy))),
    capacity=st.dictionaries(slugs, tenths, max_size=5),
    sizes=st.dictionaries(st.tuples(ids, slugs), tenths, max_size=5),
    moves=st.lists(st.builds(Placing, ids, targets), max_size=8).map(tuple),
)


def of(**query: str) -> tuple[Supposed, dict[str, str]]:
    return read({name.replace("__", "."): [value] for name, value in query.items()})


@given(suppositions)
def test_what_is_written_is_read_again(supposed: Supposed) -> None:
    assert read(supposed.lists) == (supposed, {})


def test_every_part_has_its_name_in_the_address() -> None:
    supposed = Supposed(Policy.FILL, {"data": 410}, {(81, "data"): 50}, (Placing(81, After(23)), Placing(7, ToRank(1))))
    assert supposed.query == "?policy=fill&capacity.data=41.0&demand.81.data=5.0&move=81:after:23&move=7:to:1"


def test_nothing_is_supposed_by_an_empty_form() -> None:
    supposed, errors = of(policy="", capacity__data=" ", bet="", rank="", sized="", of="", weeks="")
    assert not supposed
    assert errors == {}


def test_the_form_adds_a_move_after_the_others() -> None:
    supposed, _ = read({"move": ["1:to:3"], "bet": ["2"], "rank": ["5"]})
    assert supposed.moves == (Placing(1, ToRank(3)), Placing(2, ToRank(5)))


def test_of_two_moves_of_a_bet_in_a_row_the_last_counts() -> None:
    once = Supposed().placed(1, Before(9)).placed(1, Before(8))
    assert once.moves == (Placing(1, Before(8)),)
    assert len(once.placed(2, ToRank(1)).placed(1, ToRank(1)).moves) == 3


def test_the_form_adds_a_size() -> None:
    supposed, errors = of(sized="81", of="data", weeks="5")
    assert (supposed.sizes, errors) == ({(81, "data"): 50}, {})


def test_parts_can_be_dropped_one_by_one() -> None:
    supposed = Supposed(Policy.FILL, {"data": 1, "care": 2}, {(1, "data"): 1}, (Placing(1, ToRank(1)),))
    assert supposed.without_capacity("data").capacity == {"care": 2}
    assert supposed.without_size(1, "data").sizes == {}
    assert supposed.without_move(0).moves == ()


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"capacity.data": "41,5"}, "capacity.data", "has a comma"),
        ({"capacity.data": "-1"}, "capacity.data", "is negative"),
        ({"capacity.data": "1e400"}, "capacity.data", "is not a number"),
        ({"capacity.data": "99999999"}, "capacity.data", "is too large"),
        ({"capacity": "1"}, "capacity", "No such field"),
        ({"demand.81": "5"}, "demand.81", "No such field"),
        ({"demand.x.data": "5"}, "demand.x.data", "No such field"),
        ({"demand.81.data": "many"}, "demand.81.data", "is not a number"),
        ({"policy": "fair"}, "policy", "team, strict, fill"),
        ({"move": "81"}, "move", "A move is a bet and a place"),
        ({"move": "81:below:23"}, "move", "A move is a bet and a place"),
        ({"move": "81:to:0"}, "move", "A move is a bet and a place"),
        ({"move": "٣:to:1"}, "move", "A move is a bet and a place"),
        ({"bet": "81"}, "rank", "Say which rank"),
        ({"rank": "3"}, "bet", "Say which bet"),
        ({"bet": "81", "rank": "first"}, "rank", "whole number"),
        ({"bet": "9" * 40, "rank": "1"}, "bet", "whole number"),
        ({"weeks": "5"}, "sized", "Say which bet"),
        ({"weeks": "5", "sized": "81"}, "of", "Say of which team"),
        ({"sized": "81", "of": "data"}, "weeks", "how many person-weeks"),
        ({"weeks": "5.55", "sized": "81", "of": "data"}, "weeks", "more than one decimal"),
    ],
)
def test_what_cannot_be_understood_is_told_at_its_field(query: dict[str, str], field: str, said: str) -> None:
    supposed, errors = read({name: [value] for name, value in query.items()})
    assert list(errors) == [field]
    assert said in errors[field]
    assert not supposed


def test_there_is_an_end_to_moves() -> None:
    supposed, errors = read({"move": ["1:to:1"] * (MOST_MOVES + 1)})
    assert len(supposed.moves) == MOST_MOVES
    assert "At most" in errors["move"]


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=3), max_size=6))
def test_no_address_makes_it_fail(query: dict[str, list[str]]) -> None:
    read(query)
