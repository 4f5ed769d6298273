"""Who is named in a text: `@` and the name of somebody, or as much as it takes of their e-mail address. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nameable:
    """Somebody who can be named: the id of their membership, their name, their e-mail address."""

    member: int
    name: str
    email: str

    @property
    def local(self) -> str:
        """What stands before the @ of the address."""
        return self.email.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Named:
    """`members` are those who are meant; `unclear` the handles that several people go by, as they were typed."""

    members: frozenset[int]
    unclear: tuple[str, ...]


def named(text: str, people: Iterable[Nameable]) -> Named:
    """Whom `text` names. The longest handle counts: `@Vera Ek` is not Vera. What is nobody's handle is only text."""
    handles = _handles(people)
    longest = max(map(len, handles), default=0)
    found = [handle for start in _starts(text) if (handle := _handle_at(text, start, handles, longest))]
    members = {member for handle in found for member in handles[handle] if len(handles[handle]) == 1}
    unclear = dict.fromkeys(handle for handle in found if len(handles[handle]) > 1)
    return Named(frozenset(members), tuple(unclear))


def handles(people: Sequence[Nameable]) -> Mapping[int, str]:
    """What to write behind `@` for each: the name, where it is nobody else's, or else as much of the address."""
    known = _handles(people)
    return {
        person.member: next(
            (handle for handle in (person.name, person.local) if known[handle] == {person.member}), person.email
        )
        for person in people
    }


def _handles(people: Iterable[Nameable]) -> Mapping[str, set[int]]:
    """Who goes by what. A name goes before the first part of an address that reads the same."""
    names: dict[str, set[int]] = {}
    addresses: dict[str, set[int]] = {}
    for person in people:
        names.setdefault(person.name, set()).add(person.member)
        for part in (person.local, person.email):
            addresses.setdefault(part, set()).add(person.member)
    return addresses | names


def _starts(text: str) -> Iterable[int]:
    """Where a handle may begin: behind an `@` that is not in the middle of a word, as in an address."""
    for at, sign in enumerate(text):
        if sign == "@" and not (at and (text[at - 1].isalnum() or text[at - 1] in "_@.")):
            yield at + 1


def _handle_at(text: str, start: int, handles: Mapping[str, set[int]], longest: int) -> str:
    for end in range(min(len(text), start + longest), start, -1):
        if text[start:end] in handles and not (end < len(text) and (text[end].isalnum() or text[end] == "_")):
            return text[start:end]
    return ""
