"""The agenda is built by rule: what falls due in the session is heard in time, whatever is late already."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from eteam.agenda import Entry, Item, agenda
from eteam.routing import Point, Waiting, routes

STARTS = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
BOX = timedelta(minutes=10)


def at(minutes: int) -> datetime:
    return STARTS + timedelta(minutes=minutes)


def blocked(key: str, minutes: int, route: str, **rest: bool) -> Item:
    return Item(key, "blocked", at(minutes), route=route, **rest)


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.key for entry in entries]


ALL = [
    Item("unblocked", "unblocked", at(-600)),
    Item("outside", "outside", at(-500)),
    blocked("first 25", 25, "first"),
    blocked("first 90", 90, "first"),
    blocked("breached", -300, "now", is_breached=True),
    blocked("room 300", 300, "room"),
    blocked("room 200", 200, "room"),
    Item("misaligned", "misaligned", at(-50)),
    Item("off track", "off_track", at(-90)),
    Item("plan", "plan", at(-999)),
    Item("decision", "decision", at(-60)),
    Item("report 1", "report", at(-5), order=1),
    Item("report 2", "report", at(-6), order=2),
    Item("raised", "plan", at(5), is_raised_here=True),
]
ORDER = [
    "unblocked", "outside", "first 25", "first 90", "breached", "room 200", "room 300", "misaligned", "off track",
    "plan", "decision", "report 1", "report 2", "raised",
]  # fmt: skip


def test_the_order_is_that_of_the_rules() -> None:
    assert keys(agenda(ALL, STARTS, BOX)) == ORDER
    assert keys(agenda(reversed(ALL), STARTS, BOX)) == ORDER


def test_a_first_item_says_before_when_it_is_heard_and_nothing_else_does() -> None:
    told = {entry.key: entry.hear_before for entry in agenda(ALL, STARTS, BOX) if entry.hear_before}
    assert told == {"first 25": at(25), "first 90": at(90)}


def test_what_is_read_out_and_reported_needs_no_outcome() -> None:
    free = {entry.key for entry in agenda(ALL, STARTS, BOX) if not entry.needs_outcome}
    assert free == {"unblocked", "outside", "report 1", "report 2"}


def test_a_checkpoint_hears_only_what_cannot_wait() -> None:
    assert keys(agenda(ALL, STARTS, BOX, is_checkpoint=True)) == ["first 25", "first 90", "breached"]


def test_what_has_its_outcome_goes_to_the_end_in_the_order_in_which_it_was_heard() -> None:
    heard = [Item("two", "blocked", at(10), route="first", heard_at=at(9)), Item("one", "plan", at(3), heard_at=at(4))]
    entries = agenda([*heard, blocked("three", 200, "room")], STARTS, BOX)
    assert keys(entries) == ["three", "one", "two"]
    assert [entry.section for entry in entries] == ["room", "heard", "heard"]
    assert not any(entry.needs_outcome for entry in entries if entry.section == "heard")


def test_three_breached_items_do_not_make_the_one_late_that_falls_due_in_the_session() -> None:
    late = [blocked(f"late {n}", -n, "now", is_breached=True) for n in (1, 2, 3)]
    assert keys(agenda([*late, blocked("due 13:25", 25, "first")], STARTS, BOX)) == [
        "due 13:25", "late 3", "late 2", "late 1",
    ]  # fmt: skip


def test_what_cannot_wait_is_heard_at_the_very_beginning_as_far_as_no_promise_breaks() -> None:
    now, first = blocked("now", 5, "now"), blocked("first", 20, "first")
    assert keys(agenda([first, now], STARTS, BOX)) == ["now", "first"]
    tight = blocked("tight", 10, "first")
    assert keys(agenda([tight, now], STARTS, BOX)) == ["tight", "now"]
    assert keys(agenda([tight, blocked("wide", 120, "first"), now], STARTS, BOX)) == ["tight", "now", "wide"]


def test_a_blocker_that_is_raised_in_the_room_waits_its_turn_unless_it_cannot() -> None:
    entries = agenda(
        [blocked("here", 900, "room", is_raised_here=True), blocked("soon", 60, "first", is_raised_here=True)],
        STARTS, BOX,
    )  # fmt: skip
    assert [(entry.key, entry.section) for entry in entries] == [("soon", "first"), ("here", "raised")]


dues = st.lists(st.integers(-300, 400), max_size=14)


@given(dues)
def test_whatever_is_routed_first_is_heard_in_time(minutes: list[int]) -> None:
    """For every set of due times: routed by the rules, heard one box each from the start."""
    waiting = [Waiting(n, at(due)) for n, due in enumerate(minutes)]
    found = routes(waiting, [Point(STARTS, at(180))], at(-500), 10)
    items = [blocked(str(n), due, found[n], is_breached=due < 0) for n, due in enumerate(minutes)]
    entries = [entry for entry in agenda(items, STARTS, BOX) if entry.section == "first"]
    for place, entry in enumerate(entries):
        assert entry.hear_before is None or STARTS + BOX * (place + 1) <= entry.hear_before


@given(dues)
def test_the_order_in_which_things_are_given_does_not_count(minutes: list[int]) -> None:
    items = [blocked(str(n), due, "now" if due < 40 else "room") for n, due in enumerate(minutes[:4])]
    orders = {tuple(keys(agenda(order, STARTS, BOX))) for order in permutations(items)}
    assert len(orders) == 1


def test_breached_items_before_first_ones_would_break_the_promise() -> None:
    """The negative control: in the order of due times alone, the item due 13:25 is heard at 13:40."""
    late = [blocked(f"late {n}", -n, "now", is_breached=True) for n in (1, 2, 3)]
    by_due = sorted([*late, blocked("due 13:25", 25, "first")], key=lambda item: item.at)
    place = [item.key for item in by_due].index("due 13:25")
    assert STARTS + BOX * (place + 1) > at(25)
