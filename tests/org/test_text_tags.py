"""Filters for what stands in a page."""

import pytest

from org.templatetags.text import dotted


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("bets.ranking.changed", "bets.<wbr>ranking.<wbr>changed"),
        ("bets", "bets"),
        ("<b>.x", "&lt;b&gt;.<wbr>x"),
    ],
)
def test_a_name_may_be_broken_behind_a_dot_and_is_no_markup(name: str, shown: str) -> None:
    assert dotted(name) == shown
