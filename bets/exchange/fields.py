"""One rule per field: the text of a cell, stripped, to its value; `Refused` with a sentence otherwise."""

import re
from collections import Counter
from urllib.parse import urlsplit

from bets.exchange.limits import (
    MAX_CELL,
    MAX_EMAIL,
    MAX_EXTERNAL_ID,
    MAX_LINK,
    MAX_SOURCE,
    MAX_TEAM,
    MAX_THESIS,
    MAX_TITLE,
)
from bets.exchange.problems import Refused, shown
from bets.exchange.rows import BetKey

_BROKEN = re.compile("[\ud800-\udfff]")  # how bytes that are not UTF-8 arrive, and halves of a character
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_SOURCE = re.compile("[A-Za-z0-9][A-Za-z0-9._-]*")
_TEAM = re.compile("[A-Za-z0-9][A-Za-z0-9_-]*")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
_YES = {"": False, "no": False, "yes": True}


def source(text: str) -> str:
    """The name of the other tool; without a colon, so that `source:id` can be taken apart."""
    if not text:
        raise Refused("The source is missing: write the name of the tool that the id comes from.")
    if len(text) > MAX_SOURCE or not _SOURCE.fullmatch(text):
        raise Refused(f"“{shown(text)}” is not a source: write at most {MAX_SOURCE} letters, digits, dots and dashes.")
    return text


def external_id(text: str) -> str:
    """The id in the other tool; without spaces, so that ids can be listed."""
    if not _one_line(text, MAX_EXTERNAL_ID):
        raise Refused("The id is missing: write the one that the other tool has for this bet.")
    if len(text.split()) > 1:
        raise Refused(f"“{shown(text)}” has a space: an id is written without.")
    return text


def title(text: str) -> str:
    if not text:
        raise Refused("The title is missing: write one.")
    return _one_line(text, MAX_TITLE)


def thesis(text: str) -> str:
    return _one_line(text, MAX_THESIS)


def owner(text: str) -> str:
    """An e-mail address, in small letters."""
    if not text:
        raise Refused("The owner is missing: write an e-mail address.")
    # A Kelvin sign becomes a small k, and with it one address another: only ASCII may be folded.
    address = text.lower() if text.isascii() else ""
    if len(text) > MAX_EMAIL or not _EMAIL.fullmatch(address):
        raise Refused(f"“{shown(text)}” is not an e-mail address: write one like ann@example.com.")
    return address


def link(text: str) -> str:
    """A web address, or nothing."""
    if _one_line(text, MAX_LINK) and not _is_web_address(text):
        raise Refused(f"“{shown(text)}” is not a web address: write one that begins with https:// or http://.")
    return text


def yes(text: str) -> bool:
    answer = _YES.get(text.lower())
    if answer is None:
        raise Refused(f"“{shown(text)}” is not an answer: write yes, or leave it empty.")
    return answer


def team(text: str) -> str:
    """The slug of a team."""
    if len(text) > MAX_TEAM or not _TEAM.fullmatch(text):
        raise Refused(
            f"“{shown(text)}” is not the short name of a team: "
            f"write at most {MAX_TEAM} letters (a to z), digits and dashes."
        )
    return text


def references(text: str, own_source: str) -> tuple[BetKey, ...]:
    """Ids separated by spaces; a bet of another source, or an id that has a colon, as `source:id`."""
    keys = tuple(_reference(word, own_source) for word in _one_line(text, MAX_CELL).split())
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise Refused(f"{shown(reference(twice[0], own_source))} is named twice: write it once.")
    return keys


def reference(key: BetKey, own_source: str) -> str:
    """How `references` is told of a bet, by a bet of own_source."""
    short = key.external_source == own_source and ":" not in key.external_id
    return key.external_id if short else ":".join(key)


def _reference(word: str, own_source: str) -> BetKey:
    if ":" not in word:
        return BetKey(own_source, word)
    other_source, _, other_id = word.partition(":")
    if not _SOURCE.fullmatch(other_source) or not other_id:
        raise Refused(f"“{shown(word)}” names no bet: write its id, or source:id if the source is another.")
    return BetKey(other_source, other_id)


def _one_line(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(f"This has {len(text):,} characters: shorten it to {most:,}.")
    if _BROKEN.search(text):
        raise Refused("This is not UTF-8 text: save the file as UTF-8 (“CSV UTF-8” in a spreadsheet).")
    if _LINE_BREAK.search(text):
        raise Refused("There is a line break in this text: write it on one line, and look for an open quote.")
    if control := _CONTROL.search(text):
        raise Refused(f"There is a control character (U+{ord(control[0]):04X}) in this text: delete it.")
    return text


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
        return address.scheme in ("http", "https") and bool(address.hostname) and len(text.split()) == 1
    except ValueError:  # such as a bracket that opens an IPv6 address and is not closed
        return False
