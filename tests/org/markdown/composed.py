"""Hostile texts by the thousand: marks, dangerous words, payloads and chance, in any order."""

from hypothesis import settings
from hypothesis import strategies as st

from tests.org.markdown.payloads import PAYLOADS

MARKS = (
    *("[", "]", "(", ")", "![", "](", "]: ", "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?"),
    *('"', "'", "`", "```", "~~~", "*", "**", "_", "~~", "\\", "&", ":", "=", "|", "\n|-|-|\n", "{", "}"),
    *("\n", "\n\n", "> ", "- ", "1. ", "    ", "\t", "# ", "===\n", "---\n", " "),
)
WORDS = (
    *("script", "img", "svg", "style", "iframe", "a", "table", "math", "mtext", "template", "noscript"),
    *("onerror=", "onload=", "href=", "src=x ", "style=", "id=", "alert(1)", "https://a.example/", "//a.example"),
    *("javascript:", "java&#9;script:", "JaVaScRiPt&colon;", "data:text/html,", "vbscript:"),
    *("\0", "\ud800", "\u202e", "\u2028", "\u0130", "&#0;", "&lt;", "&quot;", "&NewLine;", "&#x3c;"),
)
pieces = st.one_of(st.sampled_from(MARKS), st.sampled_from(WORDS), st.sampled_from(PAYLOADS), st.text(max_size=8))
texts = st.lists(pieces, max_size=12).map("".join)


def trials(count: int) -> settings:
    """So many examples, and the same ones in each run."""
    return settings(max_examples=count, derandomize=True, database=None, deadline=None)
