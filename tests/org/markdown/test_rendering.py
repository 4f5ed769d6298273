"""Markdown of the ordinary kind, as people expect it."""

import re

import pytest
from django.template import Context, Template

from org.markdown import html, plain

REL = 'rel="noopener noreferrer nofollow"'


def squeezed(text: str) -> str:
    """The HTML without line ends beside tags."""
    return re.sub(r">\n|\n(?=<[^/])", lambda found: found.group().strip(), html(text))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("plain words", "<p>plain words</p>"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("*soft*, _soft_, **loud**", "<p><em>soft</em>, <em>soft</em>, <strong>loud</strong></p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("```python\nif a < b:\n    pass\n```", "<pre><code>if a &lt; b:\n    pass\n</code></pre>"),
        ("> said\n\nso", "<blockquote><p>said</p></blockquote><p>so</p>"),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("above\n\n---\n\nbelow", "<p>above</p><hr><p>below</p>"),
        (r"\*as typed\*", "<p>*as typed*</p>"),
        ("R&D, 5 < 6 &copy;", "<p>R&amp;D, 5 &lt; 6 ©</p>"),
        ("", ""),
    ],
)
def test_marks_become_tags(typed: str, expected: str) -> None:
    assert squeezed(typed) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "  \n", "\\\n"])
def test_a_line_break_is_a_line_break(end: str) -> None:
    assert squeezed(f"one{end}two") == "<p>one<br>two</p>"


def test_a_table_keeps_its_rows_and_its_alignment() -> None:
    assert squeezed("| team | weeks |\n|:-:|--:|\n| Data | 5.1 |\n| Apps |") == (
        '<table><thead><tr><th align="center">team</th><th align="right">weeks</th></tr></thead>'
        '<tbody><tr><td align="center">Data</td><td align="right">5.1</td></tr>'
        '<tr><td align="center">Apps</td><td align="right"></td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("# a", "<h3>a</h3>"),
        ("### a\n\n##### b\n\n### c", "<h3>a</h3><h4>b</h4><h3>c</h3>"),
        ("a\n===\n\nb\n---", "<h3>a</h3><h4>b</h4>"),
        ("\n".join("#" * level + " a" for level in range(1, 7)), "<h3>a</h3><h4>a</h4><h5>a</h5>" + "<h6>a</h6>" * 3),
    ],
)
def test_headings_stand_below_the_pages_own_without_a_gap(typed: str, expected: str) -> None:
    assert squeezed(typed) == expected


@pytest.mark.parametrize(
    ("typed", "address", "shown"),
    [
        ("[our case](https://a.example/x?a=1&b=2)", "https://a.example/x?a=1&amp;b=2", "our case"),
        ("[it][1]\n\n[1]: http://a.example", "http://a.example", "it"),
        ("<https://a.example>", "https://a.example", "https://a.example"),
        ("[write](mailto:nora@a.example)", "mailto:nora@a.example", "write"),
        ("<nora@a.example>", "mailto:nora@a.example", "nora@a.example"),
        ("[ours](/bets/12/)", "/bets/12/", "ours"),
        ("[below](#risks)", "#risks", "below"),
        ("[größer](https://bücher.example/ä)", "https://xn--bcher-kva.example/%C3%A4", "größer"),
    ],
)
def test_a_link_leads_where_it_says_and_tells_nobody_whence(typed: str, address: str, shown: str) -> None:
    assert squeezed(typed) == f'<p><a href="{address}" {REL}>{shown}</a></p>'


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("see https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x), or", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("**https://a.example/a_b_c?d=e#f!**", "https://a.example/a_b_c?d=e#f"),
        ('"http://a.example"', "http://a.example"),
    ],
)
def test_a_bare_address_is_a_link_without_the_signs_around_it(typed: str, address: str) -> None:
    assert f'<a href="{address}" {REL}>{address}</a>' in html(typed)


@pytest.mark.parametrize("typed", ["`https://a.example`", "xhttps://a.example", "https://", "www.a.example", "a: b"])
def test_other_words_are_no_links(typed: str) -> None:
    assert "<a" not in html(typed)


def test_a_link_in_a_link_is_words() -> None:
    assert html("[to https://b.example](https://a.example)").count("<a") == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("![the sketch](https://a.example/x.png)", f'<a href="https://a.example/x.png" {REL}>the sketch</a>'),
        ("![](/x.png)", f'<a href="/x.png" {REL}>/x.png</a>'),
        ("[![built](https://b.example/x.svg)](https://a.example)", f'<a href="https://a.example" {REL}>built</a>'),
    ],
)
def test_a_picture_is_a_link(typed: str, expected: str) -> None:
    assert squeezed(typed) == f"<p>{expected}</p>"


@pytest.mark.parametrize("typed", ["[press](javascript:x)", "![a](data:image/png;base64,x)", "<b>bold</b>", "<br>"])
def test_what_is_not_allowed_is_shown_as_typed(typed: str) -> None:
    assert squeezed(typed) == "<p>" + typed.replace("<", "&lt;").replace(">", "&gt;") + "</p>"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("# Head\n\n**loud** and\nsoft `code`\n\n- one\n- two", "Head loud and soft code one two"),
        ("un*break*able [link](https://a.example) ![picture](/x.png)", "unbreakable link picture"),
        ("```\na\n  b\n```", "a b"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("<b> & co", "<b> & co"),
        ("\u202edrow", "drow"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_one_line_has_the_words_without_the_marks(typed: str, expected: str) -> None:
    assert plain(typed) == expected


def test_a_page_shows_both() -> None:
    page = Template("{% load text %}{{ pitch|markdown }}{{ pitch|plain }}")
    assert page.render(Context({"pitch": "**R**&D"})) == "<p><strong>R</strong>&amp;D</p>\nR&amp;D"
