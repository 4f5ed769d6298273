"""Whatever is written, only harmless HTML comes out. 500 composed texts in an ordinary run, 5,000 by `make faults`."""

from collections.abc import Callable

import pytest
from hypothesis import find, given

from org import markdown
from tests.org.markdown import unguarded
from tests.org.markdown.composed import texts, trials
from tests.org.markdown.oracle import violations
from tests.org.markdown.payloads import FAMILIES, PAYLOADS


def through(made: Callable[[str], str], family: str) -> dict[str, list[str]]:
    """The payloads of a family that come out of `made` with something they must not have."""
    found = {payload: violations(made(payload)) for payload in FAMILIES[family]}
    return {payload: faults for payload, faults in found.items() if faults}


def test_there_are_more_than_three_hundred_payloads_and_no_two_alike() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 300


@pytest.mark.parametrize("family", FAMILIES)
def test_no_payload_gets_through(family: str) -> None:
    assert through(markdown.html, family) == {}


@pytest.mark.parametrize("family", FAMILIES)
def test_no_payload_gets_through_the_cleaner_alone(family: str) -> None:
    """Should the parser let everything through one day, the second guard holds without it."""
    assert through(lambda payload: markdown.cleaned(unguarded.html(payload)), family) == {}


@trials(500)
@given(texts)
def test_nothing_composed_gets_through(text: str) -> None:
    assert violations(markdown.html(text)) == []


@pytest.mark.faults
@trials(5_000)
@given(texts)
def test_nothing_composed_gets_through_in_many_trials(text: str) -> None:
    assert violations(markdown.html(text)) == []
    assert violations(markdown.cleaned(unguarded.html(text))) == []


@trials(500)
@given(texts)
def test_one_line_is_one_line_that_can_be_sent(text: str) -> None:
    assert len(markdown.plain(text).encode().splitlines()) <= 1


@pytest.mark.parametrize("family", FAMILIES)
def test_without_a_guard_the_judge_sees_something_in_every_family(family: str) -> None:
    assert through(unguarded.html, family)


def test_without_a_guard_the_judge_sees_most_payloads() -> None:
    assert sum(bool(violations(unguarded.html(payload))) for payload in PAYLOADS) > 300


def test_without_a_guard_something_composed_gets_through() -> None:
    found = find(texts, lambda text: bool(violations(unguarded.html(text))), settings=trials(500))
    assert violations(markdown.html(found)) == []
