"""What changed between two versions of a text: by words, or by lines where that takes too long; always exactly."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bets.differences import Part, differences

tried = settings(max_examples=300, derandomize=True, database=None, deadline=None)
letters = st.text(max_size=40)
words = st.lists(st.sampled_from(["bet", "5.1", "weeks", ".", ",", "**", " ", "  ", "\n", "\n\n", "- "])).map("".join)
texts = st.one_of(letters, words)


def told(before: str, after: str) -> str:
    """The parts in one line: what was [-removed-] and {+added+}."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[part.kind].format(part.text) for part in differences(before, after))


def without(kind: str, parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts if part.kind != kind)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We bet on voice.", "We bet on voice.", "We bet on voice."),
        ("We bet on voice.", "We bet on sound.", "We bet on [-voice-]{+sound+}."),
        ("We bet on voice and video.", "We bet on video.", "We bet on[- voice and-] video."),
        ("We bet.", "We bet on voice.", "We bet{+ on voice+}."),
        ("We bet on voice.", "We bet.", "We bet[- on voice-]."),
        ("One path on every phone.", "One path on most phones.", "One path on [-every phone-]{+most phones+}."),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("needs 5.0 weeks.", "needs 5.1 weeks!", "needs [-5.0-]{+5.1+} weeks[-.-]{+!+}"),
        ("- one\n- two\n", "- one\n- half\n- two\n", "- one\n{+- half\n+}- two\n"),
        ("a\n\nb", "a\nb", "a\n[-\n-]b"),
        ("a loud word", "a **loud** word", "a {+**+}loud{+**+} word"),
        ("größer als gestern", "größer als heute", "größer als [-gestern-]{+heute+}"),
    ],
)
def test_a_change_is_told_by_words(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


def test_two_empty_texts_have_no_parts() -> None:
    assert differences("", "") == ()


@tried
@given(texts, texts)
def test_without_what_was_added_it_is_the_text_before(before: str, after: str) -> None:
    assert without("added", differences(before, after)) == before


@tried
@given(texts, texts)
def test_without_what_was_removed_it_is_the_text_after(before: str, after: str) -> None:
    assert without("removed", differences(before, after)) == after


@tried
@given(texts, texts)
def test_parts_are_never_empty_and_the_removed_stands_before_the_added(before: str, after: str) -> None:
    parts = differences(before, after)
    assert all(part.text for part in parts)
    turns = {(one.kind, other.kind) for one, other in pairwise(parts)}
    assert not {("added", "removed"), ("same", "same"), ("added", "added"), ("removed", "removed")} & turns


@tried
@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ((Part("same", text),) if text else ())


def test_a_text_too_large_for_words_is_told_by_lines() -> None:
    line = "the team " * 400
    before, after = f"first\n{line}waits\nlast\n", f"first\n{line}works\nlast\n"
    assert told(before, after) == f"first\n[-{line}waits\n-]{{+{line}works\n+}}last\n"


def test_a_text_too_large_for_lines_is_told_as_a_whole() -> None:
    before, after = "a\n" * 9_000, "b\n" + "a\n" * 8_000
    assert differences(before, after) == (Part("removed", before), Part("added", after))


def test_a_long_text_with_few_changes_is_still_told_by_words() -> None:
    before = "".join(f"Line {number} of a long text says something of its own.\n" for number in range(300))
    after = before.replace("Line 150 of a long", "Line 150 of a very long")
    assert [part for part in differences(before, after) if part.kind != "same"] == [Part("added", "very ")]


@pytest.fixture(scope="module")
def floor() -> float:
    """The largest comparison that is still done by words, in seconds."""
    return seconds("a " * 250, "b " + "a " * 245)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 50_000, "b " + "a " * 49_000),
        ("a\n" * 50_000, "b\n" + "a\n" * 49_000),
        (" " * 100_000, " " * 99_000),
        ("." * 100_000, "." * 50_000 + "a" + "." * 49_000),
        ("a" * 100_000, "b" * 100_000),
        ("a. " * 30_000, "b. " * 30_000),
        ("a b " * 25_000, "b c " * 25_000),
        (("a " * 150 + "\n") * 300, ("b " + "a " * 149 + "\n") * 300),
    ],
    ids=["words", "lines", "blanks", "signs", "one word", "full stops", "two words", "many lines"],
)
def test_a_text_made_to_be_slow_is_compared_in_bounded_time(before: str, after: str, floor: float) -> None:
    """Without a bound these would take hours."""
    assert seconds(before, after) < 5 * floor


def seconds(before: str, after: str) -> float:
    """Of this thread's own work: a busy machine does not count."""
    begun = time.thread_time()
    differences(before, after)
    return time.thread_time() - begun
