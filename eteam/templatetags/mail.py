"""{% load mail %}: plain text as a mail shows it."""

import textwrap

from django import template

register = template.Library()

WIDTH = 72


@register.filter
def wrapped(text: str) -> str:
    """In lines of at most 72 characters; a longer word, as an address, stays whole."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.splitlines()
    )


@register.filter
def padded(text: str, width: int) -> str:
    return text.ljust(width)
