"""The week, drawn to scale in working time."""

from datetime import UTC, datetime

from eteam.planning.week_picture import picture
from org.working_time import Calendar, usual

ZONE = "Europe/Stockholm"
TUESDAY, FRIDAY, NEXT = (datetime(2026, 12, day, hour, tzinfo=UTC) for day, hour in ((1, 12), (4, 8), (8, 12)))


def test_half_of_a_week_with_one_session_is_too_late() -> None:
    drawn = picture([TUESDAY, NEXT], usual(ZONE), 1200, ZONE)
    assert drawn
    assert [(late.x, late.width) for late in drawn.too_late] == [(0.0, 50.0)]
    assert [(mark.x, mark.name, mark.anchor) for mark in drawn.points] == [
        (0.0, "Tue 13:00", "start"), (100.0, "Tue 13:00", "end"),
    ]  # fmt: skip
    assert [(day.name, day.width) for day in drawn.days] == [
        ("Tue", 10.0), ("Wed", 20.0), ("Thu", 20.0), ("Fri", 20.0), ("Mon", 20.0), ("Tue", 10.0),
    ]  # fmt: skip


def test_a_checkpoint_stands_in_the_middle_and_nothing_is_too_late() -> None:
    drawn = picture([TUESDAY, FRIDAY, NEXT], usual(ZONE), 1200, ZONE)
    assert drawn
    assert drawn.too_late == ()
    assert [(mark.x, mark.anchor) for mark in drawn.points] == [(0.0, "start"), (50.0, "middle"), (100.0, "end")]


def test_without_working_time_there_is_nothing_to_draw() -> None:
    assert picture([TUESDAY, NEXT], Calendar(ZONE, {}), 1200, ZONE) is None
