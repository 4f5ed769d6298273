"""What people write, as HTML: Markdown goes in, a short list of harmless tags comes out.

Two guards, each enough by itself: the parser knows no raw HTML and no address but web, mail and our own pages; nh3 then
reads what was made of it as a browser would, and keeps what is listed here. Names and looks are never the writer's.
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from nh3 import Cleaner

from org.markdown_parser import PARSER, TooMuch, tokens, words

_IN_A_LINE = {"a", "br", "code", "em", "s", "strong"}
_BLOCKS = {"blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_CLEANER = Cleaner(
    tags=_IN_A_LINE | _BLOCKS | _TABLES,
    attributes={"*": set(), "a": {"href", "title"}, "ol": {"start"}},  # left unsaid, all may have title and lang
    tag_attribute_values={cell: {"align": {"left", "center", "right"}} for cell in ("td", "th")},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_TURNS_OF_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def html(text: str) -> SafeString:
    """`text` as HTML, for a block of class `prose`: headings from h3 on, line breaks kept, pictures as links.

    What is too much to be set (see org.markdown_parser) is shown as it was typed.
    """
    try:
        made: str = PARSER.renderer.render(tokens(text), PARSER.options, {})
    except TooMuch:
        made = f"<pre>{escape(text)}</pre>"
    return cleaned(made)


def cleaned(foreign: str) -> SafeString:
    """What may stay of HTML from anywhere."""
    return mark_safe(_CLEANER.clean(_encodable(foreign)))


def plain(text: str) -> str:
    """`text` in one line and without its marks, for lists and titles; yet to be escaped.

    Marks that turn the direction of writing are dropped, for they would turn what stands beside it.
    """
    text = _encodable(text)
    try:
        line = " ".join(words(block.children or [block]) for block in tokens(text))
    except TooMuch:
        line = text
    return " ".join(_TURNS_OF_DIRECTION.sub("", line).split())


def _encodable(text: str) -> str:
    """JSON may carry half a character, and no answer can be sent with one."""
    return _LONE_SURROGATES.sub("\ufffd", text)
