"""Net capacity is the same in the database as in the pure rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from bets.net_capacity import net_capacity
from tests.factories import CapacityFactory

VECTORS = json.loads((Path(__file__).parent / "vectors" / "allocation.json").read_text())["net_capacity"]


@pytest.mark.django_db
@pytest.mark.parametrize("case", VECTORS, ids=str)
def test_database_and_rule_agree_on_the_net(case: dict[str, Any]) -> None:
    row = CapacityFactory(
        raw_tenths=case["raw"], reserve_permille=case["reserve_permille"], carry_over_tenths=case["carry_over"]
    )
    rule = net_capacity(raw=case["raw"], reserve_permille=case["reserve_permille"], carry_over=case["carry_over"])
    assert row.net_tenths == rule == case["net"]
