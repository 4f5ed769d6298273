"""Every broken file is refused with the line, the column, and a sentence that says what to do."""

import pytest

from bets.exchange import ExchangeError, read_bets, read_capacity
from tests.bets.exchange import broken_csv, broken_json, broken_xlsx
from tests.bets.exchange.broken import Broken

FILES = [*broken_csv.FILES, *broken_json.FILES, *broken_xlsx.FILES]


def check(broken: Broken, error: ExchangeError) -> None:
    """The mistake is told at its place, and nothing is told that does not follow from it."""
    told = [problem for problem in error.problems if broken.words in problem.message]
    assert told, str(error)
    assert (told[0].line, told[0].column, told[0].sheet) == (broken.line, broken.column, broken.sheet)
    assert error.count == 1 + broken.also, str(error)
    assert str(error).isprintable() or "\n" in str(error)


@pytest.mark.parametrize("broken", FILES, ids=lambda broken: broken.name)
def test_a_broken_file_is_refused_at_the_line_and_column(broken: Broken) -> None:
    with pytest.raises(ExchangeError) as refused:
        read_bets(broken.name, broken.data, first_setup=True)
    check(broken, refused.value)


@pytest.mark.parametrize("broken", broken_csv.CAPACITIES, ids=lambda broken: broken.name)
def test_a_broken_capacity_file_is_refused_at_the_line_and_column(broken: Broken) -> None:
    with pytest.raises(ExchangeError) as refused:
        read_capacity(broken.data)
    check(broken, refused.value)


def test_every_broken_file_has_a_name_of_its_own() -> None:
    names = [broken.name for broken in FILES]
    assert len(names) == len(set(names)) >= 40
