"""How problems are told."""

import pytest

from bets.exchange import ExchangeError, Problem, read_bets
from tests.bets.exchange.broken import HEADER, bet, bets, lines


def refused(data: bytes) -> ExchangeError:
    with pytest.raises(ExchangeError) as refusal:
        read_bets("bets.csv", data)
    return refusal.value


def test_a_problem_prints_where_it_is_and_what_to_do() -> None:
    assert str(Problem(7, "rank", "Write it.")) == "line 7, column rank: Write it."
    assert str(Problem(7, "", "Write it.")) == "line 7: Write it."
    assert str(Problem(0, "", "Write it.")) == "Write it."
    assert str(Problem(7, "rank", "Write it.", "bets")) == 'sheet "bets", line 7, column rank: Write it.'


def test_all_cells_that_are_wrong_are_told_in_the_order_of_the_lines() -> None:
    error = refused(bets(bet(title="", core="x"), bet(id="3", owner="", rank="0"), bet(id="1", rank="3")))
    assert [(problem.line, problem.column) for problem in error.problems] == [
        (3, "title"),
        (3, "demand:core"),
        (4, "rank"),
        (4, "owner"),
        (5, "external_id"),
    ]


def test_a_short_row_is_told_with_the_others() -> None:
    error = refused(bets("tracker,2", bet(owner="", rank="tray")))
    assert [(problem.line, problem.column) for problem in error.problems] == [(3, ""), (4, "owner")]


def test_a_rank_that_cannot_be_read_is_not_told_as_missing() -> None:
    error = refused(bets(bet(rank="two"), bet(id="3", rank="3")))
    assert [(problem.line, problem.column) for problem in error.problems] == [(3, "rank")]


def test_a_long_ring_is_shortened() -> None:
    rows = [f"t,{at},{at},Bet,a@b.cd,{at % 50 + 1}" for at in range(1, 51)]
    error = refused(lines("external_source,external_id,rank,title,owner,needs", *rows))
    assert "1 -> 2 -> 3 -> 4 -> 5 -> 6 -> 7 -> 8 -> 9 -> ... -> 1:" in str(error)


def test_a_broken_quote_after_blank_lines_is_told_by_the_heading() -> None:
    error = refused(lines(" ", ",,", HEADER, bet(title='"Fewer')))
    assert [(problem.line, problem.column) for problem in error.problems] == [(4, "title")]


def test_of_many_problems_the_first_ones_are_listed_and_all_are_counted() -> None:
    error = refused(lines(HEADER, *(bet(id=str(at), rank="", title="") for at in range(1000))))
    *listed, last = error.sentences()
    assert error.count == 1000
    assert len(listed) == len(error.problems) == 200
    assert last == "... and 800 more."


def test_a_message_cannot_steer_a_terminal() -> None:
    error = refused(bets(bet(owner="\x1b[2J" + "x" * 1000)))
    assert "\x1b" not in str(error)
    assert len(str(error)) < 200
