"""{% load text %}: what people write, in a page."""

from django import template

from org import markdown

register = template.Library()
register.filter("markdown", markdown.html)
register.filter("plain", markdown.plain)


@register.filter
def number(of: int | str) -> str:
    """`4,000`. What is no whole number, such as a value that is missing, stays as it is."""
    return f"{of:,}" if isinstance(of, int) else str(of)
