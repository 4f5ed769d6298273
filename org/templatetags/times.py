"""Instants in templates: on the board's clocks, named where the reader's differ, and from now."""

from datetime import datetime

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from org import moments

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime, relative: bool = False, zone: str = "") -> SafeString:
    """`24 November, 13:00`, and with `relative` also `, in 2 days`. `zone`: where the context has no board."""
    now = timezone.now()
    zone, own = zone or _board_zone(context), _own_zone(context)
    text = moments.wall(at, zone, year=now.year)
    if own and not moments.same_hour(at, zone, own):
        text = f"{text} in {moments.place(zone)}"
    if not relative:
        return _time(at, _title(at, zone, own), text)
    live = format_html("{}, <span data-relative>{}</span>", text, moments.relative(at, now))
    return _time(at, _title(at, zone, own), live)


@register.simple_tag(takes_context=True)
def ago(context: Context, at: datetime, zone: str = "") -> SafeString:
    """`5 minutes ago`, `in 2 days 3 hours`; when exactly stands in the title."""
    zone, own = zone or _board_zone(context), _own_zone(context)
    live = format_html("<span data-relative>{}</span>", moments.relative(at, timezone.now()))
    return _time(at, _title(at, zone, own), live)


def _time(at: datetime, title: str, text: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', moments.utc(at), title, text)


def _title(at: datetime, zone: str, own: str) -> str:
    """`Tuesday 24 November 2026, 13:00 in Stockholm; for you 24 November 2026, 12:00 in London`"""
    there = f"{moments.weekday(at, zone)} {moments.wall(at, zone)} in {moments.place(zone)}"
    if not own or moments.same_hour(at, zone, own):
        return there
    return f"{there}; for you {moments.wall(at, own)} in {moments.place(own)}"


def _board_zone(context: Context) -> str:
    return getattr(context.get("board"), "zone", "") or "UTC"


def _own_zone(context: Context) -> str:
    return getattr(context.get("user"), "zone", "")
