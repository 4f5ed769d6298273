"""What is typed into a pitch, as it is kept."""

from typing import Any

import pytest
from django.forms import ValidationError

from bets.pitch.fields import Line, Percent, Prose, Weeks


@pytest.mark.parametrize(
    ("typed", "kept"), [("6.5", 65), ("6,5", 65), ("6", 60), (" 0.1 ", 1), ("10000", 100_000), ("", None)]
)
def test_weeks_are_kept_as_tenths(typed: str, kept: int | None) -> None:
    assert Weeks(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["0", "0.0", "0.05", "1.23", "-1", "1e3", "1e400", "NaN", "ten", "1.", ".5", "10000.1", "٦", "9" * 400]
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Weeks(required=False).clean(typed)
    assert refused.value.messages[0].startswith("Write ")


@pytest.mark.parametrize(("typed", "kept"), [("60", 60), ("60 %", 60), ("0%", 0), ("100", 100), ("", None), (60, 60)])
def test_a_percentage_may_carry_its_sign(typed: Any, kept: int | None) -> None:
    assert Percent(required=False).clean(typed) == kept


@pytest.mark.parametrize("typed", ["101", "-1", "50.5", "1e400", "high", "٦٠", "1000"])
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="whole percentage"):
        Percent(required=False).clean(typed)


def test_a_line_stays_one_line() -> None:
    assert Line("Thesis", 140).clean(" one\r\n two\n") == "one  two"


def test_line_ends_of_a_browser_are_kept_in_one_way() -> None:
    assert Prose("Problem").clean("one\r\ntwo\rthree") == "one\ntwo\nthree"


def test_the_length_is_counted_in_characters_whatever_their_bytes() -> None:
    thesis = Line("Thesis", 140)
    assert thesis.clean("😀" * 140)
    with pytest.raises(ValidationError, match="141 characters; at most 140 are kept"):
        thesis.clean("😀" * 141)


def test_a_part_has_a_limit() -> None:
    with pytest.raises(ValidationError, match="20001 characters; at most 20000 are kept"):
        Prose("Problem").clean("a" * 20_001)
