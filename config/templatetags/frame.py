"""The head of a page, as far as it depends on who reads it."""

from django import template
from django.template import Context

from config.frame import Frame
from config.frame import frame as frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """Of the context's `user`, `board` and `cycle`. Empty for who is not signed in, and where nobody is known."""
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return Frame()
    return frame_of(user, context.get("board"), context.get("cycle"))
