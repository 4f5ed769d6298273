"""What a push has to do: the plan of it, without any tool."""

import random

from hypothesis import given
from hypothesis import strategies as st

from bets.roadmap.pushing import Block, Pushed, blocks, home, todo

KEYS = [f"P-{number}" for number in range(1, 131)]


def bet(number: int, **more: object) -> Pushed:
    return Pushed(number, number, f"Bet {number}", "Why.", f"https://bets.example/{number}", f"m-{number}", **more)  # type: ignore[arg-type]


def ranked(wanted: list[str], now: list[str]) -> list[str]:
    """What a tool makes of the blocks; what `now` lacks stands at its end."""
    order = now + [key for key in wanted if key not in now]
    for block in blocks(wanted, now):
        order = [key for key in order if key not in block.keys]
        anchor = block.after or block.before
        assert anchor is not None
        place = order.index(anchor) + (block.after is not None)
        order[place:place] = block.keys
    return order


def shuffled(seed: int) -> list[str]:
    return random.Random(seed).sample(KEYS, len(KEYS))


@given(st.integers(), st.integers())
def test_blocks_make_any_order_into_any_other(wanted: int, now: int) -> None:
    assert ranked(shuffled(wanted), shuffled(now)) == shuffled(wanted)


@given(st.permutations(KEYS[:7]), st.permutations(KEYS[:7]), st.integers(0, 7))
def test_also_with_some_that_were_made_a_moment_ago(wanted: list[str], now: list[str], known: int) -> None:
    assert ranked(list(wanted), list(now)[:known]) == list(wanted)


@given(st.integers(), st.integers())
def test_no_block_holds_more_than_the_tool_takes_at_once(wanted: int, now: int) -> None:
    assert all(0 < len(block.keys) <= 50 for block in blocks(shuffled(wanted), shuffled(now)))


def test_an_order_that_is_right_needs_no_block() -> None:
    assert list(blocks(KEYS, KEYS)) == []
    assert list(blocks([], [])) == []


def test_the_beginning_that_is_right_is_left_alone() -> None:
    assert list(blocks(["A", "B", "D", "C"], ["A", "B", "C", "D"])) == [Block(("D", "C"), after="B")]


def test_a_first_one_that_is_wrong_goes_where_our_first_stands() -> None:
    assert list(blocks(["B", "A"], ["A", "B"])) == [Block(("B",), before="A"), Block(("A",), after="B")]


def test_what_has_no_epic_is_made_in_the_project_of_its_team() -> None:
    found = todo([bet(1, project="DAT"), bet(2), bet(3, key="DAT-3")])
    assert [each.bet for each in found.make] == [1]
    assert [each.bet for each in found.homeless] == [2]
    assert [each.bet for each in found.order] == [3]


def test_only_what_we_made_and_what_says_something_else_is_edited() -> None:
    same = bet(1, key="P-1", is_ours=True)
    same = bet(1, key="P-1", is_ours=True, pushed=same.digest)
    found = todo([same, bet(2, key="P-2", is_ours=True, pushed="old"), bet(3, key="P-3")])
    assert [each.bet for each in found.edit] == [2]


def test_an_epic_is_at_home_where_most_is_asked_among_teams_with_a_project() -> None:
    assert home({"data": 10, "fleet": 30, "web": 50}, {"data": "DAT", "fleet": "FLE"}) == "FLE"
    assert home({"fleet": 30, "data": 30}, {"data": "DAT", "fleet": "FLE"}) == "DAT"
    assert home({"web": 50}, {"data": "DAT"}) == ""
