"""Questions in words."""

import pytest

from bets.asking import words
from bets.names import Names
from bets.ordering import After, Before
from bets.questions import Count, Question
from bets.what_if import Difference

NAMES = Names(ranks={14: 14, 15: 15}, teams={})


def question(*, against: int = 2, of: int = 5, weight: int = 1176, raises: bool = True) -> Question:
    change = Difference(enters=(15,), leaves=(14,), taken={}, freed={"data": weight}, funded_before=9, funded_after=9)
    return Question(
        upper=14, lower=15, bet=15 if raises else 14, target=Before(14) if raises else After(15), change=change,
        against=against, of=of,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (3, 5, "3 questions can still change what is funded; 5 if any one team loses 10 %."),
        (1, 1, "1 question can still change what is funded; 1 if any one team loses 10 %."),
        (0, 2, "No question can change what is funded today; 2 could if any one team loses 10 %."),
        (0, 0, "No question can change what is funded any more."),
    ],
)
def test_the_counter_counts_down_to_nothing(now: int, then: int, said: str) -> None:
    assert words.counted(Count(now, then)) == said


def test_the_act_says_who_goes_where() -> None:
    assert words.act(question(), NAMES) == "#15 goes directly above #14"
    assert words.act(question(raises=False), NAMES) == "#14 goes directly below #15"


def test_the_chance_names_the_leaders_against_the_order() -> None:
    assert words.chance(question(), NAMES) == "2 of 5 leaders put #15 above #14."


@pytest.mark.parametrize(
    ("against", "said"),
    [(1, "It can flip with 2 more voices"), (2, "It can flip with one more voice"), (3, "More leaders are against")],
)
def test_how_near_it_is(against: int, said: str) -> None:
    assert words.why_first(question(against=against), []).startswith(said)


def test_why_it_is_first_tells_what_hangs_on_the_next_three() -> None:
    behind = [question(weight=weight) for weight in (1025, 550, 20, 10)]
    assert words.why_first(question(), []).endswith("117.6 person-weeks hang on it.")
    assert words.why_first(question(), behind[:1]).endswith("hang on it; 102.5 on the next one.")
    assert words.why_first(question(), behind[:2]).endswith("hang on it; 102.5 and 55.0 on the next two.")
    assert words.why_first(question(), behind).endswith("102.5, 55.0 and 2.0 on the next three.")
