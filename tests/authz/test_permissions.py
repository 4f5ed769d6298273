"""The rules in code are the cells of the table, and each of them is asked for by something."""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import PermissionDenied

import bets.permissions
import org.permissions
from bets.access import authorise
from bets.models import Cycle
from journal.refusals import WrongState
from org.access import demand
from org.models import Membership
from org.permissions import Circumstances, Rule, Verdict
from tests.authz.matrix import ROLES, STATES, VISIBILITIES, Case, Row, read

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("org", "bets", "config")
VERDICTS = {"ok": Verdict.OK, "own": Verdict.OWN, "L": Verdict.PUBLISHED, "V": Verdict.VISIBLE}

ROWS = read()
KINDS = tuple(ROWS[0].cells)
BETS, ORG = bets.permissions.RULES, org.permissions.RULES
# Decided by the table, and asked for by no page yet. Whoever builds the page takes the name out of here.
WAITING = {"export"}
BOTH = [pytest.param(module, name, id=name) for module in (bets.permissions, org.permissions) for name in module.RULES]


def test_every_row_has_its_permission() -> None:
    assert {row.permission for row in ROWS} == {*BETS, *ORG}


@pytest.mark.parametrize("row", [row for row in ROWS if row.is_whole], ids=lambda row: row.action)
def test_the_rule_is_the_row_cell_by_cell(row: Row) -> None:
    for rules in (BETS, ORG):
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
        else:
            demand(member, ORG[row.permission], row.permission, Circumstances(own=case.own))
    except PermissionDenied:
        proposes = row.action == "member.grant_leader" and "admin" in case.roles
        return "202" if proposes else "403"
    except WrongState:
        return "409"
    return "ok"


@pytest.mark.parametrize(("module", "name"), BOTH)
def test_every_permission_is_asked_for_somewhere(module: ModuleType, name: str) -> None:
    assert (name in ASKED) is (name not in WAITING), f"{name} of {module.__name__}: asked for, or waiting?"


def strings() -> Iterator[str]:
    """All that stands in quotation marks in the code, but for the two modules that define permissions."""
    for package in PACKAGES:
        for path in (CHECKOUT / package).rglob("*.py"):
            if path.name == "permissions.py" or "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


ASKED = frozenset(strings())
