"""The rules in code are the cells of the table, and each of them is asked for by something."""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import PermissionDenied

import bets.permissions
import eteam.access
import eteam.permissions
import org.permissions
from bets.access import authorise
from bets.models import Cycle
from journal.refusals import WrongState
from org.access import demand
from org.models import Membership
from org.permissions import Circumstances, Rule, Verdict
from tests.authz.matrix import NOBODY, ROLES, STATES, VISIBILITIES, Case, Row, read

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("org", "bets", "eteam", "api", "config")
VERDICTS = {"ok": Verdict.OK, "own": Verdict.OWN, "L": Verdict.PUBLISHED, "V": Verdict.VISIBLE}

ROWS = [row for row in read() if row.action not in NOBODY]
KINDS = tuple(ROWS[0].cells)
BETS, ETEAM, ORG = bets.permissions.RULES, eteam.permissions.RULES, org.permissions.RULES
# Decided by the table, and asked for by no page yet. Whoever builds the page takes the name out of here.
WAITING: set[str] = set()
MODULES = (bets.permissions, eteam.permissions, org.permissions)
ALL = [pytest.param(module, name, id=name) for module in MODULES for name in module.RULES]
# A refusal that its door tells as an absence: a secret address that is not of any feed.
TOLD_AS_ABSENT = {"ical.own_feed"}


def test_every_row_has_its_permission() -> None:
    assert {row.permission for row in ROWS} == {*BETS, *ETEAM, *ORG}


@pytest.mark.parametrize("row", [row for row in read() if row.action in NOBODY], ids=lambda row: row.action)
def test_what_nobody_may_no_rule_can_grant(row: Row) -> None:
    assert set(row.cells.values()) == {"403"}
    assert row.permission not in {*BETS, *ETEAM, *ORG}


@pytest.mark.parametrize("row", [row for row in ROWS if row.is_whole], ids=lambda row: row.action)
def test_the_rule_is_the_row_cell_by_cell(row: Row) -> None:
    for rules in (BETS, ETEAM, ORG):
        if row.permission in rules:
            assert cells(rules[row.permission]) == {kind: VERDICTS.get(row.cells[kind]) for kind in KINDS}
            assert rules[row.permission].states == row.states


def cells(rule: Rule) -> dict[str, Verdict | None]:
    return {kind: getattr(rule, kind) for kind in KINDS}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: "+".join(roles) or "viewer")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.action)
def test_access_is_what_the_row_says(row: Row, roles: tuple[str, ...], state: str) -> None:
    for own, visibility in product((False, True), VISIBILITIES):
        case = Case(roles, state, own, visibility)
        if row.speaks_of(case):
            assert answer(row, case) == row.expected(case), case


def answer(row: Row, case: Case) -> str:
    """`ok`, or the status of the refusal. 202 is a refusal with another right beside it."""
    member = Membership(pk=1, board_id=1, roles=list(case.roles))
    cycle = Cycle(pk=1, board_id=1, name="2027H1", state=STATES[case.state], visibility=case.visibility)
    try:
        if row.permission in BETS:
            authorise(member, cycle, row.permission, own=case.own)
        elif row.permission in ETEAM:
            eteam.access.authorise(member, row.permission, own=case.own)
        else:
            demand(member, ORG[row.permission], row.permission, Circumstances(own=case.own))
    except PermissionDenied:
        proposes = row.action == "member.grant_leader" and "admin" in case.roles
        return "202" if proposes else "404" if row.action in TOLD_AS_ABSENT else "403"
    except WrongState:
        return "409"
    return "ok"


@pytest.mark.parametrize(("module", "name"), ALL)
def test_every_permission_is_asked_for_somewhere(module: ModuleType, name: str) -> None:
    assert (name in ASKED) is (name not in WAITING), f"{name} of {module.__name__}: asked for, or waiting?"


def strings() -> Iterator[str]:
    """All that stands in quotation marks in the code, but for the modules that define permissions."""
    for package in PACKAGES:
        for path in (CHECKOUT / package).rglob("*.py"):
            if path.name in ("permissions.py", "scopes.py") or "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


ASKED = frozenset(strings())
