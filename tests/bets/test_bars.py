"""The geometry of bars: percentages that never leave their width."""

from hypothesis import given
from hypothesis import strategies as some

from bets.bars import NET, Span, lanes, placed, rail

TENTHS = some.integers(0, 5_000)


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def ends_at(span: Span) -> float:
    return percent(span.x) + percent(span.width)


def test_a_demand_falls_behind_what_stands_before_it() -> None:
    assert placed(102, 120, 880) == Span("11.59%", "13.64%")


def test_a_demand_on_a_team_without_capacity_takes_the_whole_width() -> None:
    assert placed(0, 10, 0) == Span("0%", "100%")


@given(TENTHS, some.integers(1, 5_000), TENTHS)
def test_a_demand_stays_within_its_bar_and_can_be_seen(before: int, own: int, net: int) -> None:
    drawn = placed(before, own, net)
    assert percent(drawn.width) >= 2
    assert ends_at(drawn) <= 100.1


def test_the_rail_has_a_segment_per_funded_bet_and_ends_in_what_is_idle() -> None:
    drawn = rail([220, 40, 140], 0, 480)
    assert [part.x for part in drawn.used] == ["0%", "38.5%", "45.5%"]
    assert drawn.used[0].width == "38%", "less the gap"
    assert drawn.idle == Span("70%", "14%")
    assert drawn.over is None
    assert drawn.net == "84%"


def test_what_does_not_fit_is_drawn_past_the_mark_to_scale() -> None:
    drawn = rail([330], 51, 380)
    assert drawn.over
    assert drawn.idle is None
    assert ends_at(drawn.over) > NET


def test_a_team_that_gives_nothing_has_its_mark_at_the_beginning() -> None:
    drawn = rail([], 10, 0)
    assert drawn.net == "0%"
    assert drawn.over == Span("0%", "100%")


@given(some.lists(some.integers(1, 300), max_size=12), TENTHS, TENTHS)
def test_nothing_of_the_rail_leaves_it(used: list[int], over: int, spare: int) -> None:
    drawn = rail(used, over, sum(used) + spare)
    for part in (*drawn.used, drawn.over, drawn.idle):
        assert part is None or ends_at(part) <= 100.1


def test_neighbouring_lanes_are_one() -> None:
    assert lanes({1, 2, 4}, 4) == (Span("0%", "50%"), Span("75%", "25%"))
    assert lanes(set(), 4) == ()
