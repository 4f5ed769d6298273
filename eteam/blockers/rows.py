"""One blocker as a row: of the list, of a bet's page, of a team's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.access import may as may_with_bets
from bets.models import Bet
from eteam.clocks import calendar_of, counted, due_now, pauses_of, running_pause
from eteam.countdown import Countdown, numeral
from eteam.models import Blocker, Outcome, Route
from org.models import Membership
from org.moments import short
from org.working_time import worked


@dataclass(frozen=True, slots=True)
class Row:
    """`lead` is stressed, `rest` follows it. `countdown` None: it is unblocked, or withdrawn; `took` working hours."""

    pk: int
    title: str
    route: str
    due: str
    countdown: Countdown | None
    took: str
    lead: str
    rest: str
    owner: str
    bet: Bet | None
    is_late: bool


WITH = (
    "board", "blocked_team", "blocking_team", "bet__cycle__board", "owner__person", "calendar", "unblocked_by__person",
)  # fmt: skip


def row(blocker: Blocker, decision: Outcome | None, member: Membership, now: datetime) -> Row:
    """`blocker` comes with `WITH` and its pauses, `decision` with its owner; costs no statement."""
    lead, rest = _state(blocker, decision, now)
    return Row(
        pk=blocker.pk,
        title=headline(blocker),
        route=blocker.route,
        due=short(blocker.due_at, blocker.zone),
        countdown=counted(blocker, now) if blocker.is_open else None,
        took=took(blocker, now),
        lead=lead,
        rest=rest,
        owner=blocker.owner.name if blocker.owner else "",
        bet=known_bet(blocker, member),
        is_late=is_late(blocker, now),
    )


def headline(blocker: Blocker) -> str:
    """`Firmware is blocked by Cloud: no signing key`"""
    by = "" if blocker.blocking == "unknown" else f" by {blocker.blocking_name}"
    return f"{blocker.blocked_team.name} is blocked{by}: {blocker.title}"


def took(blocker: Blocker, now: datetime) -> str:
    """`14:00`, for how many working hours the team was blocked; empty while it is."""
    if blocker.unblocked_at is None or blocker.withdrawn_at is not None:
        return ""
    return numeral(worked(blocker.raised_at, blocker.unblocked_at, calendar_of(blocker), pauses_of(blocker, now)))


def known_bet(blocker: Blocker, member: Membership) -> Bet | None:
    """The bet that waits for it, if the reader may know of the bet."""
    bet = blocker.bet
    return bet if bet is not None and may_with_bets(member, bet.cycle, "bet.list") else None


def is_late(blocker: Blocker, now: datetime) -> bool:
    if blocker.withdrawn_at is not None:
        return False
    return blocker.unblocked_at > blocker.due_at if blocker.unblocked_at else due_now(blocker, now) < now


def _state(blocker: Blocker, decision: Outcome | None, now: datetime) -> tuple[str, str]:
    zone = blocker.zone
    if blocker.withdrawn_at is not None:
        return "Withdrawn", f"{short(blocker.withdrawn_at, zone)}."
    if blocker.unblocked_at is not None:
        return _unblocked(blocker, blocker.unblocked_at, zone)
    if blocker.decided_at is not None:
        return f"Decided {short(blocker.decided_at, zone)},", _of_decision(decision, zone)
    if running_pause(blocker) is not None:
        return "The clock stands still:", f"due {short(due_now(blocker, now), zone)} if it ran on now."
    if blocker.due_at < now:
        return "Breached.", f"Due {short(blocker.due_at, zone)}."
    if blocker.route == Route.FIRST:
        return "", f"Hear before {short(blocker.due_at, zone)}."
    return "", f"Due {short(blocker.due_at, zone)}."


def _unblocked(blocker: Blocker, at: datetime, zone: str) -> tuple[str, str]:
    if blocker.confirmed_at is None and blocker.confirm_by is not None:
        until = short(blocker.confirm_by, zone)
        return (
            f"{blocker.blocked_team.name} is asked",
            f"whether it can work since {short(at, zone)}. Silence until {until} confirms.",
        )
    if blocker.is_met:
        return "In time,", f"unblocked {short(at, zone)}."
    return "Late,", f"unblocked {short(at, zone)}; was due {short(blocker.due_at, zone)}."


def _of_decision(decision: Outcome | None, zone: str) -> str:
    if decision is None or decision.owner is None or decision.by_when is None:
        return "not unblocked yet."
    return f"{decision.owner.name} does it by {short(decision.by_when, zone)}; not unblocked yet."


def decisions_of(blockers: Sequence[Blocker]) -> dict[int, Outcome]:
    """The newest decision about each, by its id. One statement."""
    found = Outcome.objects.counting().filter(blocker__in=blockers, kind=Outcome.Kind.DECIDED)
    rows = found.select_related("owner__person").order_by("entered_at", "pk")
    return {outcome.blocker_id: outcome for outcome in rows if outcome.blocker_id is not None}
