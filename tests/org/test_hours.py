"""Opening hours as people write them."""

import pytest

from org.hours import NoHours, hours, read, show
from org.working_time import Window


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("9-17", "09:00–17:00"),
        ("9:00-17:00", "09:00–17:00"),
        (" 09.30 – 17:15 ", "09:30–17:15"),
        ("9 to 17", "09:00–17:00"),
        ("13-17, 9-12", "09:00–12:00, 13:00–17:00"),
        ("9-12; 13-17", "09:00–12:00, 13:00–17:00"),
        ("9-12 and 13—17", "09:00–12:00, 13:00–17:00"),
        ("0-24", "00:00–24:00"),
        ("", "closed"),
        ("Closed", "closed"),
        ("-", "closed"),
    ],
)
def test_what_people_write_is_understood(text: str, shown: str) -> None:
    assert show(read(text)) == shown
    assert read(shown) == read(text), "what is shown can be typed"


@pytest.mark.parametrize(
    "text", ["nine to five", "9", "9-", "9-12-17", "9-12,,13-17", "-1-5", "9:5-17", "<b>", "9-17x"]
)
def test_what_is_no_time_is_said(text: str) -> None:
    with pytest.raises(NoHours, match="not a time from and to"):
        read(text)


@pytest.mark.parametrize("text", ["9-25", "9:60-17", "24:01-24:02", "9-99:99"])
def test_what_is_not_on_the_clock_is_said(text: str) -> None:
    with pytest.raises(NoHours, match="not on the clock"):
        read(text)


def test_whether_it_closes_after_it_opens_is_not_its_question() -> None:
    assert read("17-9") == (Window(1020, 540),)


@pytest.mark.parametrize(
    ("minutes", "words"), [(2400, "40 hours"), (60, "1 hour"), (2250, "37 h 30 min"), (0, "0 hours")]
)
def test_minutes_are_told_in_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words
