"""Public holidays of a country and a year, for a person to tick those that the board keeps. Suggestions only."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

import holidays
from holidays.registry import COUNTRIES

LONGEST_NAME: Final = 80

_KINDS = ("public", "bank", "de_facto")
_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = re.compile(r"\b(And|Of|The)\b")

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose holidays: a country's code, as `DE`, a part of it, as `BY` or empty, and a year."""

    country: str
    part: str
    year: int


@dataclass(frozen=True, slots=True)
class Holiday:
    day: date
    name: str


def countries() -> Choices:
    """Codes and names, by name."""
    named = [(code, _name(name)) for name, code, *_ in COUNTRIES.values()]
    return sorted(named, key=lambda choice: choice[1])


def parts(country: str) -> Choices:
    """Codes and names of the parts of a country that have holidays of their own, by name; [] for an unknown one."""
    if country not in dict(countries()):
        return []
    known = holidays.country_holidays(country)
    names = {code: aliases[0] for code, aliases in known.get_subdivision_aliases().items() if aliases}
    return sorted(((code, names.get(code, code)) for code in known.subdivisions), key=lambda choice: choice[1])


def suggestions(place: Place) -> list[Holiday]:
    """In order of the year, named in English where the source has it. [] for a place that is not known."""
    if place.country not in dict(countries()) or (place.part and place.part not in dict(parts(place.country))):
        return []
    supported = holidays.country_holidays(place.country).supported_categories
    found = holidays.country_holidays(
        place.country,
        subdiv=place.part or None,
        years=place.year,
        language="en_US",
        categories=[kind for kind in _KINDS if kind in supported] or None,
    )
    return [Holiday(day, name[:LONGEST_NAME]) for day, name in sorted(found.items()) if day.year == place.year]


def _name(camel: str) -> str:
    """`BosniaAndHerzegovina` as people write it."""
    return _SMALL.sub(lambda word: word.group().lower(), _INNER.sub(" ", camel))
