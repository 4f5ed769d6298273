"""How the rank of one bet came about, and the small picture of it."""

from hypothesis import given
from hypothesis import strategies as st

from bets.course import Station, course, picture
from bets.ordering import Act, replay


def test_others_that_pass_it_move_it_too() -> None:
    acts = [(1, Act(order=(10, 20, 30))), (2, Act(bet=30, start=3, to=1)), (3, Act(bet=10, start=2, to=3))]
    assert list(course(acts, 20)) == [Station(1, 2), Station(2, 3), Station(3, 2)]


def test_what_moves_below_it_or_far_above_is_no_change() -> None:
    acts = [(1, Act(order=(10, 20, 30, 40, 50))), (2, Act(bet=50, start=5, to=4)), (3, Act(bet=20, start=2, to=1))]
    assert list(course(acts, 30)) == [Station(1, 3)]


def test_it_may_come_from_the_tray_and_go_back() -> None:
    acts = [(1, Act(bet=10, to=1)), (2, Act(bet=20, to=1)), (3, Act(bet=10, start=2)), (4, Act(bet=20, start=1))]
    assert list(course(acts, 10)) == [Station(1, 1), Station(2, 2), Station(3, None)]


@given(st.data())
def test_its_place_is_that_of_the_whole_order_at_every_revision(data: st.DataObject) -> None:
    order: list[int] = []
    acts: list[Act] = []
    for _ in range(data.draw(st.integers(1, 12))):
        bet = data.draw(st.integers(1, 5))
        start = order.index(bet) + 1 if bet in order else None
        stays = len(order) - (start is not None)
        to = data.draw(st.integers(1, stays + 1) if start is None else st.none() | st.integers(1, stays + 1))
        acts.append(Act(bet=bet, start=start, to=to))
        order = acts[-1].apply(order)
    for bet in range(1, 6):
        stations = {station.revision: station.rank for station in course(enumerate(acts, start=1), bet)}
        rank = None
        for revision in range(1, len(acts) + 1):
            rank = stations.get(revision, rank)
            whole = replay(acts[:revision])
            assert rank == (whole.index(bet) + 1 if bet in whole else None)


def test_the_best_rank_is_at_the_top_and_now_at_the_right() -> None:
    drawn = picture([Station(1, 4), Station(3, 2)], revision=5)
    assert drawn is not None
    assert [(stroke.x1, stroke.y1, stroke.x2, stroke.y2) for stroke in drawn.strokes] == [
        ("0%", "100%", "50%", "100%"),
        ("50%", "100%", "50%", "0%"),
        ("50%", "0%", "100%", "0%"),
    ]
    assert (drawn.best, drawn.worst, drawn.now) == (2, 4, "0%")


def test_a_rank_that_never_changed_is_a_level_line_in_the_middle() -> None:
    drawn = picture([Station(7, 3)], revision=7)
    assert drawn is not None
    assert [(stroke.x1, stroke.y1, stroke.x2, stroke.y2) for stroke in drawn.strokes] == [("0%", "50%", "100%", "50%")]


def test_while_it_was_in_the_tray_nothing_is_drawn() -> None:
    drawn = picture([Station(1, 1), Station(2, None), Station(4, 3)], revision=5)
    assert drawn is not None
    assert [(stroke.x1, stroke.x2) for stroke in drawn.strokes] == [("0%", "25%"), ("75%", "100%")]


def test_a_bet_without_any_rank_has_no_picture() -> None:
    assert picture([], revision=3) is None
