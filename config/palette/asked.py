"""What somebody looks for. Pure."""

import re
from dataclasses import dataclass
from typing import Self

from journal.refusals import Invalid

LONGEST = 100

_RANK = re.compile(r"\A#?([1-9][0-9]{0,3})\Z")


@dataclass(frozen=True, slots=True)
class Asked:
    """`rank`: the number, where `text` is nothing but one, as `#12` or `12`."""

    text: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Raises Invalid for what no name can be: too long, or with a character that no database keeps."""
        text = text.strip()
        if len(text) > LONGEST:
            raise Invalid(f"At most {LONGEST} characters: a few letters of a name are enough.")
        if "\0" in text:
            raise Invalid("This has a character in it that no name has. Type it again.")
        return cls(" ".join(text.split()))

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.text.split())

    @property
    def rank(self) -> int | None:
        number = _RANK.match(self.text)
        return int(number[1]) if number else None

    def fits(self, name: str, words: str = "") -> bool:
        """Whether each word asked for begins one of `name` or of `words`."""
        known = f"{name} {words}".lower().split()
        return all(any(word.startswith(asked) for word in known) for asked in self.text.lower().split())
