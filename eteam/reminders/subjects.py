"""All that is reminded of, by the name that rows have for it."""

from eteam.reminders.about import (
    decisions,
    demands,
    fell,
    flags,
    ladder,
    left_open,
    pitches,
    plans,
    questions,
    ranking,
    reports,
    sessions,
    unblocked,
)
from eteam.reminders.about.subject import Subject

_MODULES = (
    sessions, left_open, ladder, flags, unblocked, decisions, reports, pitches, demands, ranking, questions, fell,
    plans,
)  # fmt: skip

ALL: tuple[Subject, ...] = tuple(module.ABOUT for module in _MODULES)

SUBJECTS = {each.name: each for each in ALL}
