"""What people type into bets and cycles is judged before it is kept, field by field."""

from datetime import date
from typing import Any

import pytest

from bets.actions import cycles, pitching
from bets.models import Bet, Cycle
from journal.refusals import Invalid
from tests.cast import Cast
from tests.factories import NOW, CycleFactory, DraftFactory, PitchFactory


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "  "),
        ("title", "t" * 201),
        ("title", "a\0b"),
        ("thesis", "t" * 141),
        ("link", "javascript:alert(1)"),
        ("link", "ftp://example.com/file"),
        ("link", "nowhere"),
        ("metric", "m" * 301),
        ("confidence", 101),
    ],
)
def test_a_bet_is_told_what_is_wrong_with_it(cast: Cast, field: str, value: Any) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    with pytest.raises(Invalid) as refused:
        pitching.edit(bet=draft, by=cast.vera, now=NOW, **{field: value})
    assert list(refused.value.extra["errors"]) == [field]
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    with pytest.raises(Invalid) as refused:
        pitching.draft(cycle=cast.cycle, by=cast.vera, now=NOW, **({"title": "Echo"} | {field: value}))
    assert list(refused.value.extra["errors"]) == [field]


def test_a_web_address_is_kept(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    pitching.edit(bet=draft, link=" https://example.com/plan ", by=cast.vera, now=NOW)
    assert Bet.objects.get(pk=draft.pk).link == "https://example.com/plan"


def test_a_submitted_bet_keeps_all_its_parts(cast: Cast) -> None:
    PitchFactory(bet=cast.a)
    for field, empty in (("thesis", ""), ("problem", " "), ("confidence", None)):
        with pytest.raises(Invalid) as refused:
            pitching.edit(bet=cast.a, by=cast.vera, now=NOW, **{field: empty})
        assert list(refused.value.extra["errors"]) == [field]
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    pitching.edit(bet=draft, thesis="", by=cast.vera, now=NOW)  # a draft may lack whatever it likes


WRONG = [
    ("name", ""),
    ("name", "n" * 61),
    ("name", "2028H1"),
    ("visibility", "everybody"),
    ("ends_on", date(2026, 1, 1)),
]


@pytest.mark.parametrize(("field", "value"), [*WRONG, ("policy", "greedy")])
def test_a_cycle_is_told_what_is_wrong_with_it(cast: Cast, field: str, value: Any) -> None:
    CycleFactory(board=cast.board, name="2028H1")
    with pytest.raises(Invalid) as refused:
        cycles.edit(cycle=cast.cycle, by=cast.ines, now=NOW, **{field: value})
    assert list(refused.value.extra["errors"]) == [field]


@pytest.mark.parametrize("name", ["", "n" * 61, "2027H1"])
def test_a_new_cycle_is_told_as_well(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        cycles.create(
            board=cast.board, name=name, starts_on=date(2027, 7, 1), ends_on=date(2027, 12, 31),
            pitches_close_at=NOW, by=cast.stina, now=NOW,
        )  # fmt: skip
    assert list(refused.value.extra["errors"]) == ["name"]


def test_a_cycle_may_keep_its_name(cast: Cast) -> None:
    assert cycles.edit(cycle=cast.cycle, name="2027H1", by=cast.stina, now=NOW).name == "2027H1"
