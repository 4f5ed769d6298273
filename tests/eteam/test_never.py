"""What nobody can do in the weekly room, whatever their roles: be there for another, or move a due time.

No rule of `eteam.permissions` can grant either (tests/authz/test_permissions.py); here: no act takes what it would
need, no form has the field, and the database refuses the row.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.db import IntegrityError, transaction

import eteam
import eteam.actions
from eteam.models import Presence
from tests.authz.doors import routes
from tests.cast import Cast
from tests.eteam.rows import PresenceFactory, SessionFactory
from tests.factories import NOW

CLOCK = {"due_at", "first_due_at", "target", "raised_at", "deadline", "extension"}
PROXY = {"recorded_by", "attendee", "on_behalf_of", "delegate", "proxy", "as_member", "reported_by", "vp", "acting"}


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    """All public functions of the actions that somebody does, by their full name."""
    for found in pkgutil.iter_modules(eteam.actions.__path__, "eteam.actions."):
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == found.name and not name.startswith("_")
            if is_own and "by" in inspect.signature(function).parameters:
                yield f"{found.name}.{name}", function


def fields() -> Iterator[tuple[str, set[str]]]:
    """The fields of every form of the package."""
    for found in pkgutil.walk_packages(eteam.__path__, "eteam."):
        if ".migrations" in found.name:
            continue
        for name, form in inspect.getmembers(import_module(found.name), inspect.isclass):
            if issubclass(form, forms.BaseForm) and form.__module__ == found.name:
                yield f"{found.name}.{name}", set(form.base_fields)


def test_no_act_takes_a_due_time() -> None:
    assert [name for name, act in acts() if CLOCK & set(inspect.signature(act).parameters)] == []


def test_no_act_takes_somebody_for_whom_it_would_be_done() -> None:
    assert [name for name, act in acts() if PROXY & set(inspect.signature(act).parameters)] == []


def test_no_form_has_such_a_field() -> None:
    """`target` is a field of the room's own rules: it counts for what is raised afterwards."""
    found = {name: both for name, names in fields() if (both := names & (CLOCK | PROXY) - {"target"})}
    assert found == {}


def test_no_address_is_of_a_due_time_or_of_somebody_elses_presence() -> None:
    words = {word for route in routes().values() for word in route.split("/")}
    assert not words & {"due", "due-at", "deadline", "extension", "attendances", "proxy", "delegation"}


def test_a_presence_is_of_whoever_recorded_it(cast: Cast) -> None:
    """By raw SQL too; and a session takes each of its members once."""
    session = SessionFactory(board=cast.board)
    mine = PresenceFactory(session=session, member=cast.vera)
    for spoilt in ({"member": cast.victor}, {"recorded_by": cast.stina}):
        with pytest.raises(IntegrityError, match="presence_recorded_by_oneself"), transaction.atomic():
            Presence.objects.filter(pk=mine.pk).update(**spoilt)
    with pytest.raises(IntegrityError, match="presence_recorded_by_oneself"), transaction.atomic():
        Presence.objects.create(
            board=cast.board, session=session, member=cast.ines, recorded_by=cast.vera, since=NOW, seen_at=NOW
        )
