"""All that is reminded of, by the name that rows have for it."""

from eteam.reminders.about import ladder, sessions

ALL = (sessions.ABOUT, ladder.ABOUT)

SUBJECTS = {each.name: each for each in ALL}
