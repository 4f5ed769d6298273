"""A spreadsheet runs nothing of ours, and no text is changed by that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bets.exchange.guard import guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''=1"])
def test_a_text_that_would_be_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'", "'quoted'", "plain", "1-1", " =1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@settings(derandomize=True, max_examples=500)
@given(st.text(alphabet="'=+-@a \t\r"))
def test_taking_the_guard_off_gives_every_text_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
