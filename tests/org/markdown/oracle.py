"""A judge of HTML that knows nothing of how it was made: Python's own parser, and a list of its own."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

PLAIN = {"p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "s", "code", "pre", "blockquote", "ul", "li"}
ALLOWED = {tag: set[str]() for tag in PLAIN | {"table", "thead", "tbody", "tr"}} | {
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
VOID = {"br", "hr"}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer nofollow"
DEEPEST = 40

Attributes = Mapping[str, str | None]


def violations(html: str) -> list[str]:
    """What `html` has that it must not have: a foreign tag, attribute or address, a torn or too deep nesting."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    return judge.verdict(html)


def faults_of(tag: str, attributes: Attributes) -> list[str]:
    """What is wrong with one tag."""
    if tag not in ALLOWED:
        return [f"tag {tag}"]
    faults = [f"attribute {tag} {name}" for name in attributes if name not in ALLOWED[tag]]
    if "href" in attributes and scheme(attributes["href"] or "") not in SCHEMES | {None}:
        faults.append(f"address {attributes['href']}")
    if "href" in attributes and attributes.get("rel") != REL:
        faults.append(f"rel {attributes.get('rel')}")
    if "start" in attributes and not (attributes["start"] or "").isdecimal():
        faults.append(f"start {attributes['start']}")
    if attributes.get("align", "left") not in ("left", "center", "right"):
        faults.append(f"align {attributes['align']}")
    return faults


def scheme(address: str) -> str | None:
    """As browsers read it: blanks and control characters before it, and tabs and line ends in it, do not count."""
    address = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33)))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return found[1].lower() if found else None


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []
        self.tags = 0

    def verdict(self, html: str) -> list[str]:
        loose = html.count("<") - self.tags
        return (
            self.found
            + [f"not closed: {tag}" for tag in self.open]
            + ([f"{loose} loose <"] if loose else [])
            + (["NUL"] if "\0" in html else [])
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        self.found += faults_of(tag, dict(attrs))
        self.found += [f"twice the same attribute: {attrs}"] * (len(dict(attrs)) < len(attrs))
        if tag not in VOID:
            self.open.append(tag)
            self.found += ["too deep"] * (len(self.open) > DEEPEST)

    def handle_endtag(self, tag: str) -> None:
        self.tags += 1
        if not self.open or self.open.pop() != tag:
            self.found.append(f"closed, but not opened last: {tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"section {data}")
