"""{% load text %}: what people write, in a page."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from org import markdown

register = template.Library()
register.filter("markdown", markdown.html)
register.filter("plain", markdown.plain)


@register.filter
def number(of: int | str) -> str:
    """`4,000`. What is no whole number, such as a value that is missing, stays as it is."""
    return f"{of:,}" if isinstance(of, int) else str(of)


@register.filter
def dotted(name: str) -> SafeString:
    """`bets.ranking.changed`, which may be broken behind a dot and nowhere else."""
    return mark_safe(conditional_escape(name).replace(".", ".<wbr>"))
