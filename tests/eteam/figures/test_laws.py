"""What holds of every report, whatever happened: hypothesis tries to break it."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from eteam.figures import Act, Story, as_of
from eteam.figures.story import Change, Stop
from tests.eteam.figures.told import DATA, MONDAY, after, story, told

TEAMS = ("Panel", "Fleet", "Service")
minutes = st.integers(0, 5 * 2400)
tried = settings(max_examples=100, derandomize=True, database=None, deadline=None)


def _at(drawn: int) -> datetime:
    """Within five weeks that end a week after the data time."""
    return MONDAY - timedelta(weeks=3) + timedelta(minutes=drawn * 4)


@st.composite
def stories(draw: st.DrawFn, id: int) -> Story:
    raised_at = _at(draw(minutes))
    ends = sorted(raised_at + timedelta(minutes=draw(minutes)) for _ in range(4))
    how = draw(st.sampled_from(["open", "unblocked", "withdrawn", "both"]))
    unblocked = ends[2] if how in ("unblocked", "both") else None
    blocked, blocking = draw(st.permutations(TEAMS))[:2]
    return story(
        id,
        raised_at,
        blocked=blocked,
        blocking=blocking,
        route=draw(st.sampled_from(["now", "first", "room"])),
        stops=[Stop(ends[0], ends[1], reopened=draw(st.booleans()))] if draw(st.booleans()) else [],
        decided_at=ends[1] if draw(st.booleans()) else None,
        unblocked_at=unblocked,
        entered_at=unblocked + timedelta(minutes=draw(minutes)) if unblocked else None,
        withdrawn_at=ends[3] if how in ("withdrawn", "both") else None,
        acts=[Act(draw(st.sampled_from(["carried", "unheard", "decided"])), ends[0])] if draw(st.booleans()) else [],
    )


many = st.integers(0, 8).flatmap(lambda count: st.tuples(*(stories(number) for number in range(count))))


@tried
@given(many)
def test_what_was_open_and_came_less_what_went_is_what_is_open(told_of: tuple[Story, ...]) -> None:
    flow = told(*told_of).flow
    came = flow.open_before + flow.raised + flow.reopened
    assert came - flow.closed - flow.withdrawn == flow.open_after


@tried
@given(many)
def test_the_parts_add_up_to_the_whole(told_of: tuple[Story, ...]) -> None:
    figures = told(*told_of)
    assert sum(each.minutes for each in figures.by_blocked) == figures.blocked_total
    assert sum(each.minutes for each in figures.by_blocking) == figures.blocked_total
    assert sum(each.carries for each in figures.carried) == figures.carries
    assert sum(each.count for each in figures.ages) == sum(each.count for each in figures.routes) == figures.open
    kept, decided = figures.promise.unblocked, figures.promise.decided
    assert kept.met + kept.late + kept.open == kept.n == decided.n
    assert figures.promise.closed_only.n == kept.n - kept.open
    assert figures.trend[-1].kept == kept


@tried
@given(many)
def test_decided_is_never_kept_worse_than_unblocked(told_of: tuple[Story, ...]) -> None:
    promise = told(*told_of).promise
    assert promise.decided.met >= promise.unblocked.met
    assert promise.decided.met - promise.unblocked.met == promise.decided_then_late


@tried
@given(many, minutes)
def test_what_happens_after_the_data_time_changes_nothing(told_of: tuple[Story, ...], later: int) -> None:
    """The same stories, cut off at the data time by hand."""
    cut = [_cut(each) for each in told_of if each.raised_at <= DATA]
    assert told(*cut) == told(*told_of)


def _cut(story: Story) -> Story:
    known = story.entered_at is not None and story.entered_at <= DATA
    return Story(
        **{name: getattr(story, name) for name in Story.__dataclass_fields__}
        | {
            "unblocked_at": story.unblocked_at if known else None,
            "entered_at": story.entered_at if known else None,
            "confirmed_at": story.confirmed_at if known else None,
            "withdrawn_at": story.withdrawn_at if story.withdrawn_at and story.withdrawn_at <= DATA else None,
            "decided_at": story.decided_at if story.decided_at and story.decided_at <= DATA else None,
            "acts": [act for act in story.acts if act.at <= DATA],
            "stops": [_cut_stop(stop) for stop in story.stops if stop.starts_at <= DATA],
        }
    )  # fmt: skip


def _cut_stop(stop: Stop) -> Stop:
    """A pause that ended later was still running; a reopening is kept, for it says that it was unblocked then."""
    is_over = stop.reopened or (stop.ends_at is not None and stop.ends_at <= DATA)
    return stop if is_over else stop._replace(ends_at=None)


def test_what_was_unblocked_later_was_open_then_and_stood_where_it_stood() -> None:
    moved = story(changes=[Change(after(1500), after(1800))], blocked_for=1700, decided_at=after(1600))
    then, now = as_of(moved, after(1400)), as_of(moved, DATA)
    assert then is not None
    assert now is not None
    assert (then.is_open, then.due_at, then.decided_at) == (True, after(1200), None)
    assert (now.is_open, now.due_at, now.unblocked_at) == (False, after(1800), after(1700))


def test_what_was_reopened_later_was_unblocked_then() -> None:
    reopened = story(stops=[Stop(after(100), after(400), reopened=True)])
    then = as_of(reopened, after(200))
    assert then is not None
    assert (then.unblocked_at, then.is_open) == (after(100), False)


def test_what_was_said_later_of_an_earlier_hour_was_not_known_then() -> None:
    said = story(unblocked_at=after(100), entered_at=after(900))
    then = as_of(said, after(500))
    assert then is not None
    assert then.is_open


def test_a_flag_is_no_blocker_before_it_became_one() -> None:
    flagged = story(known_at=after(240))
    assert as_of(flagged, after(239)) is None
    assert as_of(flagged, after(240)) is not None


def test_a_route_that_changed_later_is_told_as_it_was_at_the_raise() -> None:
    changed = story(route="now", routed_at=after(300))
    then, now = as_of(changed, after(200)), as_of(changed, after(300))
    assert then is not None
    assert now is not None
    assert (then.route, now.route) == ("room", "now")
