"""No text takes more time or space than its length deserves. Measured against ordinary prose of the same length."""

import time
import tracemalloc
from collections.abc import Callable

import pytest

from org import markdown, markdown_parser
from org.markdown_parser import LONGEST
from tests.org.markdown import unguarded
from tests.org.markdown.oracle import violations

PROSE = (
    "Who returns a **rival** speaker names the [microphone](https://a.example) and _nothing_ else.\n\n- one\n- two\n\n"
)
TIMES_PROSE = 100  # twenty at worst when it was measured; what is not bounded goes past a thousand
TIMES_LENGTH = 20
MEGABYTES = 64

ONE_SIGN = [*"[]()!*_~`<>#&\\|-=+:\"'@ \t\n\0😀", "> ", "- ", "1. ", "\ud800"]
REPEATED = (
    *("![", "![](", "[a](", "[a](<b", "[a][", "[a]: b\n", "[a\n", "[]()", "[[a](b)", "](", "<a:", "<a@a", "<!--"),
    *("*a ", "a**b", "*a **a ", "***a ", "*_", "a**b_c* ", "~~a", "`a``", "*[", "[*", "[<", "[`", "&#"),
    *(
        "- a\n",
        "- a\n\n",
        "-\n",
        "a|b\n",
        "|\n-|\n",
        "a\n=\n",
        "a  \n",
        "a\\\n",
        "&amp;",
        "&#",
        "https://a.a(",
        "```\n",
    ),
)


def filled(sign: str, length: int = LONGEST) -> str:
    return (sign * length)[:length]


def table(columns: int, rows: int) -> str:
    """Rows of one cell under a wide head: the others are filled up."""
    return f"{'|a' * columns}|\n{'|-' * columns}|\n" + "a\n" * rows + "\n"


MADE: dict[str, str] = {
    "brackets in brackets": "[" * (LONGEST // 2) + "]" * (LONGEST // 2),
    "links in links": "[" * 4_000 + "a" + "](b)" * 4_000,
    "pictures in pictures": "![" * 2_500 + "a" + "](b)" * 2_500,
    "emphasis in emphasis": "**x " * 2_500 + " x**" * 2_500,
    "quotes as deep as can be": filled(">" * 15 + "a\n" + "b\n" * LONGEST),
    "quotes too deep": filled(">" * 100 + "a\n" + "b\n" * LONGEST),
    "growing quotes": filled("".join(">" * depth + "\n" for depth in range(200))),
    "lists as deep as can be": filled("".join("  " * depth + "- a\n" for depth in range(7)) + "b\n" * LONGEST),
    "growing lists": filled("".join("  " * depth + "- a\n" for depth in range(200))),
    "growing code": filled("".join("`" * length + " " for length in range(200))),
    "one wide table": table(250, 250),
    "many wide tables": filled(table(100, 100) * 100),
    "one long address, often": "[a]: https://a.example/" + "u" * 10_000 + "\n\n" + "[a]" * 3_000,
    "one long title, often": "[a]: b '" + "u" * 10_000 + "'\n\n" + "[a]" * 3_000,
    "brackets after a reference": "[a]: b\n\n" + "[" * 6_000 + "a" + "]" * 6_000,
    "a reference that never ends": "[" + "a" * (LONGEST - 1),
    "a title that never ends": '[a](b "' + '"' * (LONGEST - 7),
    "an address full of brackets": "[a](" + "(" * (LONGEST - 4),
}


def seconds(work: Callable[[], object]) -> float:
    """Of this thread's own work: a busy machine does not count."""
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


@pytest.fixture(scope="module")
def prose() -> float:
    """What ordinary prose of the greatest length takes, in seconds."""
    return min(seconds(lambda: markdown.html(filled(PROSE))) for _ in range(3))


@pytest.mark.parametrize("sign", [*ONE_SIGN, *REPEATED], ids=repr)
def test_a_sign_repeated_is_set_in_bounded_time(sign: str, prose: float) -> None:
    assert_bounded(filled(sign), prose)


@pytest.mark.parametrize("sign", ONE_SIGN, ids=repr)
def test_a_hundred_thousand_of_one_sign_are_shown_in_bounded_time(sign: str, prose: float) -> None:
    assert_bounded(filled(sign, 100_000), prose)


@pytest.mark.parametrize("name", MADE)
def test_a_text_made_to_be_slow_is_set_in_bounded_time(name: str, prose: float) -> None:
    assert_bounded(MADE[name], prose)


def assert_bounded(text: str, prose: float) -> None:
    made: list[str] = []
    assert seconds(lambda: made.append(markdown.html(text))) < TIMES_PROSE * prose
    assert len(made[0]) < TIMES_LENGTH * len(text)
    assert violations(made[0]) == []


def test_without_bounds_a_table_goes_past_them(prose: float) -> None:
    """The control: the same measure, and the parser as it comes."""
    text = MADE["one wide table"]
    assert seconds(lambda: unguarded.html(text)) > TIMES_PROSE * prose * len(text) / LONGEST


def test_without_bounds_an_address_goes_past_them() -> None:
    text = MADE["one long address, often"]
    assert len(unguarded.html(text)) > 20 * TIMES_LENGTH * len(text)


@pytest.mark.parametrize("name", ["many wide tables", "one long address, often", "brackets in brackets"])
def test_a_text_made_to_be_large_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    markdown.html(MADE[name])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTES * 2**20


@pytest.mark.parametrize(
    "text",
    [
        filled("word ", LONGEST + 1),
        "- " * 8 + "inner\n\nafter",
        "> " * 16 + "inner\n\nafter",
        "*a **" * 9 + "inner" + "** a*" * 9,
        table(50, 100),
        MADE["one long address, often"],
    ],
    ids=["long", "list", "quote", "emphasis", "table", "address"],
)
def test_what_is_too_much_is_shown_as_it_was_typed(text: str) -> None:
    """The library would leave out what stands too deep, and what follows it."""
    assert markdown.html(text) == f"<pre>{text.replace('>', '&gt;')}</pre>"
    assert markdown.plain(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        filled(PROSE),
        "- " * 7 + "inner\n\nafter",
        "> " * 14 + "inner\n\nafter",
        table(20, 150),
    ],
    ids=["long", "list", "quote", "table"],
)
def test_what_is_just_not_too_much_is_set(text: str) -> None:
    assert not markdown.html(text).startswith("<pre>")


def test_the_rules_are_sorted_before_the_first_text() -> None:
    """The library sorts them at their first use, and a second thread would find them half sorted."""
    parser = markdown_parser.new_parser()
    rulers = [parser.core.ruler, parser.block.ruler, parser.inline.ruler, parser.inline.ruler2]
    assert [ruler.__cache__ for ruler in rulers if not ruler.__cache__] == []
