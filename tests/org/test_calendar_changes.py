"""What one version of a calendar changes in another, in words."""

from datetime import date

from org.calendar_changes import NamedCalendar, differences
from org.working_time import Calendar, Window, usual

EVE, FAIR = date(2026, 12, 24), date(2027, 5, 8)
BEFORE = NamedCalendar(usual("Europe/Stockholm"))


def test_the_same_calendar_differs_in_nothing() -> None:
    closed = Calendar("Europe/Stockholm", {**usual("").weekly, 6: ()})
    assert differences(BEFORE, BEFORE) == differences(BEFORE, NamedCalendar(closed)) == []


def test_every_change_is_told() -> None:
    weekly = {**usual("").weekly, 5: (Window.of("09:00", "15:00"),), 6: (Window.of("10:00", "12:00"),)}
    calendar = Calendar("Europe/Berlin", weekly, {EVE: (), FAIR: (Window.of("10:00", "16:00"),)})
    after = NamedCalendar(calendar, {EVE: "Christmas Eve", FAIR: "Fair"})
    assert differences(BEFORE, after) == [
        "time zone: Europe/Stockholm → Europe/Berlin",
        "Friday: 09:00–17:00 → 09:00–15:00",
        "Saturday: closed → 10:00–12:00",
        "24 December 2026 (Christmas Eve): closed",
        "8 May 2027 (Fair): 10:00–16:00",
    ]


def test_a_date_is_taken_out_changed_or_named() -> None:
    def dated(windows: tuple[Window, ...] | None, name: str = "") -> NamedCalendar:
        exceptions = {} if windows is None else {EVE: windows}
        return NamedCalendar(Calendar("Europe/Stockholm", usual("").weekly, exceptions), {EVE: name} if name else {})

    half = (Window.of("09:00", "12:00"),)
    assert differences(dated((), "Eve"), dated(None)) == ["24 December 2026 (Eve): taken out"]
    assert differences(dated((), "Eve"), dated(half, "Eve")) == ["24 December 2026 (Eve): closed → 09:00–12:00"]
    assert differences(dated(()), dated((), "Eve")) == ["24 December 2026 (Eve): closed"]
