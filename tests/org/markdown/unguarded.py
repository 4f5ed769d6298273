"""Markdown as it would be without any guard: what shows that the judge and the browser see what they must see."""

from markdown_it import MarkdownIt


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return True


_PARSER = _Parser("commonmark", {"html": True}).enable(["table", "strikethrough"])


def html(text: str) -> str:
    """Raw HTML, any address, nothing cleaned. Never for a page."""
    made: str = _PARSER.render(text)
    return made
