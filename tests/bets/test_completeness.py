"""What a pitch lacks: counted in sixteen parts, named field by field."""

from typing import Any

import pytest

from bets.completeness import DEMAND, completeness

FIELDS = (
    "title", "thesis", "problem", "belief", "proposal", "disproof", "alignment", "value", "confidence", "metric",
    "baseline", "target", "risks", "kill_metric", "kill_threshold", "kill_decider", "gives_up", "margin_effect",
    "debt_effect",
)  # fmt: skip


def whole(**but: Any) -> dict[str, Any]:
    return dict.fromkeys(FIELDS, "said") | {"confidence": 0, "needs_no_team": False, "link": ""} | but


def test_a_whole_pitch_has_sixteen_parts() -> None:
    found = completeness(whole(), teams=2)
    assert (found.done, found.parts, found.gaps) == (16, 16, ())


def test_an_empty_one_lacks_every_part() -> None:
    found = completeness(dict.fromkeys(FIELDS, ""), teams=0)
    assert (found.done, found.parts) == (0, 16)
    assert {gap.field for gap in found.gaps} == {*FIELDS, DEMAND}


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "confidence"])
def test_each_field_is_missed_by_its_name(field: str) -> None:
    found = completeness(whole(**{field: ""}), teams=1)
    assert ([gap.field for gap in found.gaps], found.done) == ([field], 15)
    assert all(gap.sentence.endswith(".") for gap in found.gaps)


def test_no_confidence_at_all_is_missed_and_none_in_percent_is_not() -> None:
    assert [gap.field for gap in completeness(whole(confidence=None), teams=1).gaps] == ["confidence"]
    assert not completeness(whole(confidence=0), teams=1).gaps


def test_three_fields_of_one_part_are_one_part_and_three_gaps() -> None:
    found = completeness(whole(metric="", baseline="", target=""), teams=1)
    assert (found.done, len(found.gaps)) == (15, 3)


def test_no_estimate_is_not_the_statement_that_no_team_is_needed() -> None:
    assert [gap.field for gap in completeness(whole(), teams=0).gaps] == [DEMAND]
    stated = completeness(whole(needs_no_team=True), teams=0)
    assert (stated.gaps, stated.rows[-1].said) == ((), "no team")


@pytest.mark.parametrize(("teams", "said"), [(1, "1 team"), (3, "3 teams")])
def test_the_demand_is_counted_in_teams(teams: int, said: str) -> None:
    assert completeness(whole(), teams=teams).rows[-1].said == said


def test_a_gap_is_called_by_a_word_where_its_line_has_several() -> None:
    found = completeness(whole(kill_decider="", debt_effect=""), teams=1)
    assert [gap.word for gap in found.gaps] == ["who decides?", "missing"]
