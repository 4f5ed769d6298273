"""How Markdown is read here: CommonMark with tables and strikethrough, fitted to our pages, within bounds.

A text that asks for more than its length deserves raises TooMuch. The bounds were found by timing hostile texts.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import getLine, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LONGEST = 20_000
"""Characters of a text that is set: about seven printed pages."""

_DEEPEST = 16  # tags within tags; a list in a list takes two, so seven lists deep
_CELLS = 4_000  # of all tables together: short rows are filled up, and two kilobytes could ask for 65,000 cells
_ADDRESSES = 12 * LONGEST  # characters; one typed becomes at most twelve, so past this one address is used many times

_ALLOWED_ADDRESS = re.compile(r"https?:|mailto:|[^:]*(?:[/?#]|\Z)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"\bhttps?://(?=\w)(?:[^\s<>\"()]|\([^\s<>\"()]*\))+")
_ENDS_A_SENTENCE = ".,;:!?'*_~"


class TooMuch(Exception):
    """The text is too long, too deep or too wide to be set in reasonable time and space."""


def tokens(text: str) -> list[Token]:
    """The parsed `text`. Raises TooMuch."""
    if len(text) > LONGEST:
        raise TooMuch
    return PARSER.parse(text)


def words(line: Sequence[Token]) -> str:
    """What is to be read of tokens that stand in one line."""
    return "".join(" " if token.type.endswith("break") else token.content for token in line)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return _ALLOWED_ADDRESS.match(url) is not None


def new_parser() -> MarkdownIt:
    """The parser, ready for many threads."""
    never = _DEEPEST + 1  # at this depth the library would swallow what follows; we refuse before
    parser = _Parser("commonmark", {"html": False, "breaks": True, "maxNesting": never})
    parser.block.ruler.before("table", "depth", _depth)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.push("settle", _settle)
    parser.enable(["table", "strikethrough"])
    parser.parse("The library sorts its rules when they are first used, which two threads must not do at once.")
    return parser


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """No block of its own: it is asked before each. Raises TooMuch."""
    if state.level >= _DEEPEST:
        raise TooMuch
    return False


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's tables, ended before they grow too large. Raises TooMuch."""
    columns = getLine(state, start).count("|") + 1
    cells = state.env.get("cells", 0)
    found = table(state, start, min(end, start + 2 + (_CELLS - cells) // columns), silent)
    if found and not silent:
        state.env["cells"] = cells + columns * (state.line - start)
        if state.env["cells"] > _CELLS:
            raise TooMuch
    return found


def _settle(state: StateCore) -> None:
    """Fits what was parsed to our pages. Raises TooMuch."""
    _settle_headings(state.tokens)
    for block in state.tokens:
        if style := block.attrs.pop("style", ""):  # of a cell; the content policy knows no styles
            block.attrs["align"] = str(style).removeprefix("text-align:")
        if block.children:
            block.children = list(_with_our_links(block.children, state.md))
    inline = [token for block in state.tokens for token in block.children or ()]
    if any(token.level >= _DEEPEST for token in inline):
        raise TooMuch
    if sum(len(str(value)) for token in inline for value in token.attrs.values()) > _ADDRESSES:
        raise TooMuch


def _settle_headings(blocks: Sequence[Token]) -> None:
    """The first kind of heading that the text uses becomes h3, the next h4: h1 and h2 are the page's."""
    used = sorted({block.tag for block in blocks if block.type == "heading_open"})
    for block in blocks:
        if block.type in ("heading_open", "heading_close"):
            block.tag = f"h{min(3 + used.index(block.tag), 6)}"


def _with_our_links(inline: Sequence[Token], parser: MarkdownIt) -> Iterator[Token]:
    """Pictures as links, for a page loads nothing from elsewhere; and bare addresses as links."""
    linked = False
    for token in inline:
        linked = token.type == "link_open" or (linked and token.type != "link_close")
        if token.type == "image":
            address, shown = str(token.attrs["src"]), words(token.children or [])
            yield from [_text(shown)] if linked else _link(address, shown or address)
        elif token.type == "text" and not linked:
            yield from _with_bare_addresses(token.content, parser)
        else:
            yield token


def _with_bare_addresses(text: str, parser: MarkdownIt) -> Iterator[Token]:
    done = 0
    for found in _BARE_ADDRESS.finditer(text):
        shown = found.group().rstrip(_ENDS_A_SENTENCE)
        yield _text(text[done : found.start()])
        yield from _link(parser.normalizeLink(shown), shown)
        done = found.start() + len(shown)
    yield _text(text[done:])


def _link(address: str, shown: str) -> list[Token]:
    return [Token("link_open", "a", 1, {"href": address}), _text(shown), Token("link_close", "a", -1)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


PARSER = new_parser()
