"""Rows know what they are about by a name: two subjects that share one are refused when they are loaded."""

import importlib

import pytest

from eteam.reminders import subjects
from eteam.reminders.about import flags, plans
from eteam.reminders.about.subject import Subject


def named(name: str) -> Subject:
    return Subject(name, plans.ABOUT.plan, plans.ABOUT.stop, plans.ABOUT.words)


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(RuntimeError, match="Two modules of reminders are about “flag”"):
        subjects.by_name([named("flag"), named("plan"), named("flag")])


def test_the_import_fails_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(vars(subjects))
    with monkeypatch.context() as patch:
        patch.setattr(plans, "ABOUT", named(flags.ABOUT.name))
        with pytest.raises(RuntimeError):
            importlib.reload(subjects)
    vars(subjects).update(before)  # the very objects that others hold


def test_each_there_is_has_its_own() -> None:
    assert list(subjects.SUBJECTS.values()) == list(subjects.ALL)
