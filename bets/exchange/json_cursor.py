"""Walks the outer parts of a JSON text, so that what is wrong inside can be told by line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError
from typing import NoReturn

from bets.exchange.problems import Refused, shown

_BLANK = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: no rounding, no infinity, no NaN."""

    text: str


def _without_doubles(members: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in members:
        if name in found:
            raise Refused(f"“{shown(name)}” is there twice in one object: keep one.")
        found[name] = value
    return found


_DECODER = json.JSONDecoder(
    object_pairs_hook=_without_doubles, parse_float=Number, parse_int=Number, parse_constant=Number
)


class Cursor:
    """A place in a JSON text. Raises JSONDecodeError where the text is not JSON."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._line = 1
        self._counted = 0
        self._skip()

    @property
    def line(self) -> int:
        """The physical line at the cursor, from 1."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    @property
    def next(self) -> str:
        """The character at the cursor; empty at the end."""
        return self.text[self.at : self.at + 1]

    def value(self) -> object:
        """Read one whole value: dict, list, str, bool, None or Number. Refused for a doubled name."""
        value, self.at = _DECODER.raw_decode(self.text, self.at)
        self._skip()
        return value

    def members(self) -> Iterator[str]:
        """The names of the object at the cursor, each with the cursor at its value, which must be read."""
        seen: set[str] = set()
        for _ in self._items("{", "}"):
            if self.next != '"':
                self._fail("Expecting a name in double quotes")
            name = str(self.value())
            if name in seen:
                raise Refused(f"“{shown(name)}” is there twice in one object: keep one.")
            seen.add(name)
            self._pass(":")
            yield name

    def elements(self) -> Iterator[int]:
        """The indexes of the array at the cursor, each with the cursor at its value, which must be read."""
        return self._items("[", "]")

    def end(self) -> None:
        if self.next:
            self._fail("Extra text after the end")

    def _items(self, opening: str, closing: str) -> Iterator[int]:
        self._pass(opening)
        index = 0
        while self.next != closing:
            if index:
                self._pass(",")
            yield index
            index += 1
        self._pass(closing)

    def _pass(self, sign: str) -> None:
        if self.next != sign:
            self._fail(f"Expecting '{sign}'")
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        if blank := _BLANK.match(self.text, self.at):
            self.at = blank.end()

    def _fail(self, message: str) -> NoReturn:
        raise JSONDecodeError(message, self.text, self.at)
