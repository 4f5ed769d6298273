"""All that is reminded of, by the name that rows have for it."""

from collections.abc import Iterable, Mapping

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


def by_name(subjects: Iterable[Subject]) -> Mapping[str, Subject]:
    """Raises RuntimeError where two have one name: rows of the one would be sent with the words of the other."""
    found: dict[str, Subject] = {}
    for each in subjects:
        if each.name in found:
            raise RuntimeError(f"Two modules of reminders are about “{each.name}”: give one of them another name.")
        found[each.name] = each
    return found


SUBJECTS = by_name(ALL)
