"""The tables of a report, the same for page and mail. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eteam.report.words import hours, share, values

Plain = Mapping[str, Any]

_ROUTES = {"now": "NOW", "first": "FIRST", "room": "ROOM", "decided": "decided, not unblocked yet"}
_STEPS = {
    "0 %": "at once, to both VPs",
    "50 %": "at half, to the chair too",
    "80 %": "at 80 %, to the leaders",
    "100 %": "at due, a breach",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`bar`: how long it is drawn, as SVG takes it; none where lengths would say nothing."""

    name: str
    cells: tuple[str, ...]
    bar: str | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`heads`: of the columns after the name; a table of one column of values has none."""

    title: str
    entries: tuple[Entry, ...]
    says: str = ""
    heads: tuple[str, ...] = ()


def tables(figures: Plain) -> tuple[Table, ...]:
    return (
        _spread("How long they were blocked", figures["blocked"], "unblocked in the week"),
        _spread("By how much they were late", figures["late"], "due in the week, late or open"),
        _ages(figures),
        Table("Open, by route", tuple(_bars((_ROUTES[each["name"]], each["count"]) for each in figures["routes"]))),
        Table("What came and went", tuple(_flow(figures["flow"])), "From Monday to Monday."),
        _minutes("Blocked working hours, by blocked team", figures["by_blocked"], figures),
        _minutes("Blocked working hours, by who was to unblock", figures["by_blocking"], figures),
        Table("Beside the room", tuple(_beside(figures))),
        _carried(figures),
        _ladder(figures["escalations"]),
        _reminders(figures["told"]["reminders"]),
        Table("Exceptions", tuple(_exceptions(figures))),
    )  # fmt: skip


def _spread(title: str, found: Plain, what: str) -> Table:
    says = f"{found['n']} {what}, in working hours."
    if not found["n"]:
        return Table(title, (), f"None {what}.")
    if found["median"] is None:
        return Table(title, (Entry("each of them", (values(found["values"]),)),), says)
    entries = [("half within", found["median"]), ("nine in ten within", found["p90"])]
    entries += [("mean", found["mean"]), ("longest", found["most"])]
    return Table(title, tuple(Entry(name, (hours(minutes),)) for name, minutes in entries), says)


def _ages(figures: Plain) -> Table:
    count, late, still = figures["open"], figures["open_late"], figures["standing_still"]
    says = f"{count} open at the data time, {late} of them past due"
    says += f", {still} with a clock that stands still." if still else "."
    pairs = ((each["name"], each["count"]) for each in figures["ages"])
    return Table("Open, by working days blocked", tuple(_bars(pairs)), says)


def _flow(flow: Plain) -> Iterator[Entry]:
    yield Entry("open before", (str(flow["open_before"]),))
    yield Entry("raised", (f"+ {flow['raised']}",))
    yield Entry("reopened", (f"+ {flow['reopened']}",))
    yield Entry("unblocked", (f"− {flow['closed']}",))
    yield Entry("withdrawn", (f"− {flow['withdrawn']}",))
    yield Entry("open after", (str(flow["open_after"]),), is_total=True)


def _minutes(title: str, teams: Sequence[Plain], figures: Plain) -> Table:
    entries = list(_bars(((each["name"], each["minutes"]) for each in teams), hours))
    if not entries:
        return Table(title, (), "No team was blocked.")
    entries.append(Entry("together", (hours(figures["blocked_total"]),), is_total=True))
    paused = figures["paused_total"]
    return Table(title, tuple(entries), f"{hours(paused)} of pauses are not among them." if paused else "")


def _beside(figures: Plain) -> Iterator[Entry]:
    yield Entry("could not wait, of those raised", (share(figures["could_not_wait"]),))
    yield Entry("resolved outside a session, of those unblocked", (share(figures["out_of_session"]),))
    response = figures["response"]
    half = hours(response["median"]) if response["median"] is not None else values(response["values"])
    yield Entry("first response, " + ("half within" if response["median"] is not None else "each"), (half,))
    yield Entry("raised, and no response yet", (str(figures["without_response"]),))


def _carried(figures: Plain) -> Table:
    entries = [
        Entry(each["name"], (str(each["carries"]), str(each["longest"]), str(each["then_breached"])))
        for each in figures["carried"]
    ]
    if not entries:
        return Table("Carried", (), "Nothing was carried.")
    total = sum(each["then_breached"] for each in figures["carried"])
    longest = max(each["longest"] for each in figures["carried"])
    entries.append(Entry("together", (str(figures["carries"]), str(longest), str(total)), is_total=True))
    return Table("Carried", tuple(entries), heads=("in the week", "longest chain", "then breached"))


def _ladder(steps: Sequence[Plain]) -> Table:
    return Table("Steps of the ladder", tuple(_bars((_STEPS[each["name"]], each["count"]) for each in steps)))


def _reminders(states: Mapping[str, int]) -> Table:
    entries = tuple(Entry(state, (str(count),)) for state, count in states.items())
    return Table("Reminders", entries, "" if entries else "None fell due.")


def _exceptions(figures: Plain) -> Iterator[Entry]:
    told = figures["told"]
    yield Entry("sessions and checkpoints held", (str(told["sessions"]),))
    yield Entry("cancelled", (str(told["cancelled"]),))
    yield Entry("closed over items unheard", (str(told["unheard"]),))
    yield Entry("left open past midnight", (str(told["left_open"]),))
    yield Entry("breaches accepted by a leader", (str(figures["accepted"]),))
    yield Entry("VPs who report to a VP here", (str(len(told["direct_reports"])),))
    for each in told["direct_reports"]:
        yield Entry(each, ("",))


def _bars(pairs: Iterable[tuple[str, int]], show: Callable[[int], str] = str) -> Iterator[Entry]:
    found = list(pairs)
    most = max((amount for _, amount in found), default=0)
    for name, amount in found:
        yield Entry(name, (show(amount),), bar=f"{100 * amount / most:.4g}%" if most else "0%")
