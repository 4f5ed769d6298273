"""Stories of blockers in Stockholm, Monday to Friday 9 to 17; the week is 2026-W48, from 23 to 29 November."""

from datetime import UTC, datetime, timedelta
from typing import Any

from eteam.figures import Figures, Story, Told, Week, figures
from org.working_time import due, usual

ZONE = "Europe/Stockholm"
CALENDAR = usual(ZONE)
WEEK = Week.of("2026-W48", ZONE)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Of that week, 9:00 on the wall."""
DATA = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
"""The Monday after, 7:00."""


def after(minutes: int, start: datetime = MONDAY) -> datetime:
    """So many working minutes later."""
    return due(start, minutes, CALENDAR)


def story(id: int = 1, raised_at: datetime = MONDAY, target: int = 1200, **given: Any) -> Story:
    """Raised on Monday morning, due on Wednesday at 13:00. `blocked_for`: unblocked after so many working minutes."""
    if (minutes := given.pop("blocked_for", None)) is not None:
        given["unblocked_at"] = given["entered_at"] = given["confirmed_at"] = after(minutes, raised_at)
    plain: dict[str, Any] = {
        "title": f"Blocker {id}", "blocked": "Panel", "blocking": "Fleet", "owner": "Vera", "calendar": CALENDAR,
        "known_at": raised_at, "first_due_at": due(raised_at, target, CALENDAR), "first_route": "room",
        "route": "room", "routed_at": raised_at,
    }  # fmt: skip
    return Story(id=id, raised_at=raised_at, **(plain | given))


def told(*stories: Story, at: datetime = DATA, week: Week = WEEK) -> Figures:
    return figures(stories, week, at, Told())[0]


def withdrawn(id: int, after_minutes: int = 60, **given: Any) -> Story:
    return story(id, withdrawn_at=after(after_minutes), **given)


HOUR = timedelta(hours=1)
