"""The worked figures of the rules, and what each figure of the report counts."""

from datetime import UTC, datetime, timedelta

import pytest

from eteam.figures import Act, Week
from eteam.figures.flow import Flow
from eteam.figures.spread import Spread, spread
from eteam.figures.standing import OLDER
from eteam.figures.story import Change, Step, Stop
from tests.eteam.figures.told import DATA, HOUR, MONDAY, WEEK, ZONE, after, story, told, withdrawn

MINUTES = (120, 300, 480, 600, 960, 1200, 1205, 1500, 2100)


def test_nine_closed_blockers_have_the_worked_median_p90_and_mean() -> None:
    figures = told(*(story(number, blocked_for=minutes) for number, minutes in enumerate(MINUTES)))
    assert figures.blocked == Spread(9, (), median=960, p90=1620, mean=940.56, most=2100)


def test_of_fewer_than_five_the_values_are_listed() -> None:
    figures = told(*(story(minutes, blocked_for=minutes) for minutes in (600, 120, 480, 300)))
    assert figures.blocked == Spread(4, (120, 300, 480, 600), most=600)
    assert spread([]) == Spread(0)


def test_six_met_three_late_two_open_and_one_withdrawn_are_54_5_percent_and_closed_only_66_7() -> None:
    stories = [story(number, blocked_for=minutes) for number, minutes in enumerate(MINUTES)]
    promise = told(*stories, story(10), story(11), withdrawn(12)).promise
    kept = promise.unblocked
    assert (kept.met, kept.late, kept.open, kept.n, kept.percent) == (6, 3, 2, 11, 54.5)
    assert (promise.closed_only.met, promise.closed_only.n, promise.closed_only.percent) == (6, 9, 66.7)
    assert (promise.withdrawn, promise.withdrawn_late) == (1, 0)


def test_unblocked_at_the_very_instant_it_was_due_is_met_and_a_second_later_is_not() -> None:
    due = after(1200)
    on_time = story(1, unblocked_at=due, entered_at=due)
    late = story(2, unblocked_at=due + timedelta(seconds=1), entered_at=due + timedelta(seconds=1))
    promise = told(on_time, late).promise
    assert (promise.unblocked.met, promise.unblocked.late, promise.provisional) == (1, 1, 1)


def test_decided_in_time_and_unblocked_late_is_a_figure_of_its_own() -> None:
    promise = told(story(1, decided_at=after(600), blocked_for=1500), story(2, decided_at=after(1300))).promise
    assert (promise.unblocked.percent, promise.decided.percent) == (0.0, 50.0)
    assert (promise.decided.late, promise.decided_then_late) == (1, 1)


def test_unblocked_without_a_decision_counts_as_decided_then() -> None:
    promise = told(story(blocked_for=600)).promise
    assert (promise.decided.met, promise.decided_then_late) == (1, 0)


def test_withdrawn_past_its_due_time_is_told() -> None:
    promise = told(withdrawn(1, 1300)).promise
    assert (promise.unblocked.n, promise.unblocked.percent, promise.withdrawn_late) == (0, None, 1)


def test_what_is_due_in_another_week_is_in_none_of_it() -> None:
    friday = after(4 * 480)
    figures = told(story(raised_at=friday))
    assert (figures.promise.unblocked.n, figures.open, figures.flow.raised) == (0, 1, 1)


@pytest.mark.parametrize(
    ("minutes", "band"), [(240, 0), (241, 1), (480, 1), (481, 2), (1200, 2), (1201, 3), (2400, 3), (2401, 4)]
)
def test_the_upper_end_of_an_age_belongs_to_its_band(minutes: int, band: int) -> None:
    counts = [each.count for each in told(story(target=4800), at=after(minutes)).ages]
    assert counts == [int(place == band) for place in range(5)]


def test_ages_end_with_more_than_five_days() -> None:
    assert told().ages[-1].name == OLDER


def test_open_ones_are_told_by_route_and_those_decided_apart() -> None:
    found = told(story(1, route="now"), story(2), story(3, decided_at=after(60))).routes
    assert {each.name: each.count for each in found} == {"now": 1, "first": 0, "room": 1, "decided": 1}


def test_could_not_wait_is_of_the_raise_and_not_of_what_became_of_it() -> None:
    found = told(story(1, first_route="now"), story(2, route="now"), story(3)).could_not_wait
    assert (found.count, found.n, found.percent) == (1, 3, 33.3)


def test_resolved_in_the_room_is_what_the_room_decided() -> None:
    at = after(100)
    acts = [[Act("decided", at, session=True)], [Act("decided", at)], [Act("carried", at, session=True)], []]
    found = told(*(story(number, blocked_for=200, acts=each) for number, each in enumerate(acts))).out_of_session
    assert (found.count, found.n) == (3, 4)


def test_the_first_response_is_of_what_was_raised_in_the_week() -> None:
    figures = told(story(1, responded_at=after(30)), story(2))
    assert (figures.response.values, figures.without_response) == ((30,), 1)


def test_late_is_counted_past_the_due_time_and_goes_on_while_it_is_open() -> None:
    assert told(story(1, blocked_for=1500), story(2), story(3, blocked_for=100)).late.values == (300, 1200)


def test_carries_are_told_by_the_blocked_team_with_the_longest_chain() -> None:
    carries = [
        Act("carried", after(60, MONDAY - timedelta(days=7))),
        Act("carried", after(70)),
        Act("unheard", after(80)),
    ]
    figures = told(
        story(1, raised_at=MONDAY - timedelta(days=7), target=9600, acts=carries),
        story(2, blocked="Fleet", blocking="Panel", acts=[Act("carried", after(10), accepts_breach=True)]),
        story(3),
    )
    assert [(each.name, each.carries, each.longest, each.then_breached) for each in figures.carried] == [
        ("Fleet", 1, 1, 1),
        ("Panel", 2, 3, 0),
    ]
    assert (figures.carries, figures.accepted) == (3, 1)


def test_steps_of_the_ladder_are_counted_in_their_week() -> None:
    steps = [Step(0, MONDAY - HOUR * 24), Step(50, after(600)), Step(100, DATA - HOUR * 24 * 3)]
    assert [each.count for each in told(story(steps=steps)).escalations] == [0, 1, 0, 1]


def test_a_reopened_one_counts_again_and_the_time_between_does_not() -> None:
    stop = Stop(after(120), after(300), reopened=True)
    figures = told(story(stops=[stop], blocked_for=420))
    assert figures.flow == Flow(open_before=0, raised=1, reopened=1, closed=2, withdrawn=0, open_after=0)
    assert figures.blocked.values == (240,)


def test_a_clock_that_stands_still_falls_due_in_no_week_yet_and_its_time_is_told_apart() -> None:
    stands = story(stops=[Stop(after(60), None)])
    figures = told(stands)
    assert (figures.promise.unblocked.n, figures.open_late, figures.standing_still) == (0, 0, 1)
    assert (figures.blocked_total, figures.paused_total) == (60, 5 * 480 - 60)


def test_a_pause_that_ended_moved_the_due_time_by_a_row_and_that_counts() -> None:
    changes = [Change(after(300), after(1440))]
    found = told(story(stops=[Stop(after(60), after(300))], changes=changes, blocked_for=1400))
    assert (found.promise.unblocked.met, found.blocked.values) == (1, (1160,))


def test_blocked_hours_are_those_of_the_week_alone() -> None:
    long = story(1, raised_at=MONDAY - timedelta(days=7), target=9600)
    figures = told(long, story(2, blocked="Fleet", blocking="the leaders", blocked_for=90))
    assert [(each.name, each.minutes) for each in figures.by_blocked] == [("Panel", 2400), ("Fleet", 90)]
    assert [(each.name, each.minutes) for each in figures.by_blocking] == [("Fleet", 2400), ("the leaders", 90)]
    assert figures.blocked_total == 2490


def test_the_trend_ends_with_the_week_and_has_thirteen() -> None:
    before = story(1, raised_at=MONDAY - timedelta(days=7), blocked_for=1300)
    trend = told(before, story(2, blocked_for=100)).trend
    assert [point.week for point in trend][-2:] == ["2026-W47", "2026-W48"]
    assert [(point.kept.percent, point.median) for point in trend][-3:] == [(None, None), (0.0, None), (100.0, None)]
    assert len(trend) == 13


def test_a_week_has_its_monday_at_seven_on_the_clocks_of_its_zone() -> None:
    assert WEEK.told_at == DATA
    assert Week.of("2026-W43", ZONE).ends_at - Week.of("2026-W43", ZONE).starts_at == timedelta(days=7, hours=1)
    assert Week.at(datetime(2027, 1, 3, 22, 59, tzinfo=UTC), ZONE).name == "2026-W53"
    assert Week.of("2027-W01", ZONE).before().name == "2026-W53"


@pytest.mark.parametrize("text", ["", "2026", "2026-W54", "2026-W00", "2026-w48", "2026-W4", "0000-W01", "٢٠٢٦-W48"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Week.of(text, ZONE)
