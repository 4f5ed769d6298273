"""Holidays that a person may tick."""

from datetime import date

import pytest

from org.holiday_suggestions import LONGEST_NAME, Place, countries, parts, suggestions


def test_countries_have_names_that_people_write() -> None:
    named = dict(countries())
    assert (named["SE"], named["BA"], named["GB"]) == ("Sweden", "Bosnia and Herzegovina", "United Kingdom")
    assert [name for _, name in countries()] == sorted(named.values())


def test_parts_have_names_too() -> None:
    assert ("BY", "Bayern") in parts("DE")
    assert parts("SE") == parts("XX") == parts("") == []


def test_holidays_are_those_of_the_country_the_part_and_the_year() -> None:
    found = {holiday.day: holiday.name for holiday in suggestions(Place("SE", "", 2027))}
    assert found[date(2027, 3, 26)] == "Good Friday"
    assert found[date(2027, 12, 24)] == "Christmas Eve", "what is kept without a law"
    assert list(found) == sorted(found)
    bavarian = {holiday.day for holiday in suggestions(Place("DE", "BY", 2027))}
    assert bavarian - {holiday.day for holiday in suggestions(Place("DE", "", 2027))} >= {date(2027, 1, 6)}


@pytest.mark.parametrize("place", [Place("XX", "", 2027), Place("", "", 2027), Place("SE", "BY", 2027)])
def test_an_unknown_place_has_none(place: Place) -> None:
    assert suggestions(place) == []


def test_every_country_can_be_asked() -> None:
    for code, _ in countries():
        for holiday in suggestions(Place(code, "", 2027)):
            assert holiday.day.year == 2027
            assert 0 < len(holiday.name) <= LONGEST_NAME
