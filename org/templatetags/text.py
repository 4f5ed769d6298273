"""{% load text %}: what people write, in a page."""

from django import template

from org import markdown

register = template.Library()
register.filter("markdown", markdown.html)
register.filter("plain", markdown.plain)
