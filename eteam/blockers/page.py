"""One blocker: its two clocks, what happened, and what the reader can do about it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from bets.models import Bet
from eteam.access import may, owns_blocker
from eteam.actions.unblocking import can_reopen
from eteam.blockers.history import Happened, history
from eteam.blockers.rows import headline, is_late, known_bet, took
from eteam.clocks import counted
from eteam.countdown import Countdown
from eteam.models import Blocker, Outcome, Remark, Route, Side
from org.models import Membership
from org.moments import short

_ROUTES = {
    Route.NOW: "NOW: it cannot wait for the session",
    Route.FIRST: "FIRST: it falls due during the session",
    Route.ROOM: "ROOM: it can wait for the session",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the two: `said` is whole by itself; `is_late`: it was not in time, or will not be."""

    name: str
    said: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Acts:
    """What the reader may do now; `outcome` stands for all outcomes outside the room. A steward types one."""

    confirm: bool
    remark: bool
    hand_over: bool
    withdraw: bool
    reopen: bool
    again: bool
    outcome: bool
    type_outcome: bool
    huddle: bool
    pause: bool


@dataclass(frozen=True, slots=True)
class BlockerPage:
    """`remarks` None: not for the reader, who sees due time, route, outcome, owner and date."""

    blocker: Blocker
    headline: str
    text: str
    countdown: Countdown | None
    clocks: tuple[Clock, ...]
    route: str
    side: str
    bet: Bet | None
    decision: Outcome | None
    history: tuple[Happened, ...]
    remarks: tuple[Remark, ...] | None
    acts: Acts
    is_late: bool


def blocker_page(blocker: Blocker, member: Membership, now: datetime) -> BlockerPage:
    """`blocker` from `blocker_for`. Eight statements at most."""
    prefetch_related_objects([blocker], "pauses")
    is_whole = may(member, "blocker.read")
    remarks = Remark.objects.filter(blocker=blocker).select_related("author__person").order_by("at", "pk")
    decisions = Outcome.objects.counting().filter(blocker=blocker, kind=Outcome.Kind.DECIDED)
    flagged_it = blocker.flag is not None and blocker.flag.flagged_by_id == member.pk
    return BlockerPage(
        blocker=blocker,
        headline=headline(blocker),
        text=blocker.text if is_whole or flagged_it else "",
        countdown=counted(blocker, now) if blocker.is_open else None,
        clocks=(_decided(blocker, now), _unblocked(blocker, now)),
        route=_ROUTES[Route(blocker.route)] if blocker.is_open and blocker.decided_at is None else "",
        side=Side(blocker.blocking).label,
        bet=known_bet(blocker, member),
        decision=decisions.select_related("owner__person", "decider__person").order_by("-entered_at", "-pk").first(),
        history=history(blocker, is_whole=is_whole),
        remarks=tuple(remarks) if is_whole else None,
        acts=_acts(blocker, member, now),
        is_late=is_late(blocker, now),
    )


def _decided(blocker: Blocker, now: datetime) -> Clock:
    at, due = blocker.decided_at or blocker.unblocked_at, blocker.due_at
    if at is not None:
        when = "in time" if at <= due else "late"
        return Clock("Decided", f"{short(at, blocker.zone)}, {when}", at > due)
    return Clock("Decided", _not_yet(blocker, now), is_late(blocker, now))


def _unblocked(blocker: Blocker, now: datetime) -> Clock:
    at = blocker.unblocked_at
    if at is None:
        return Clock("Unblocked", _not_yet(blocker, now), is_late(blocker, now))
    when = "in time" if blocker.is_met else "late"
    provisional = ", not confirmed yet" if blocker.is_provisional else ""
    return Clock(
        "Unblocked",
        f"{short(at, blocker.zone)}, {when}, after {took(blocker, now)} working hours{provisional}",
        not blocker.is_met,
    )


def _not_yet(blocker: Blocker, now: datetime) -> str:
    if blocker.withdrawn_at is not None:
        return "withdrawn"
    return "not yet, and overdue" if is_late(blocker, now) else "not yet"


def _acts(blocker: Blocker, member: Membership, now: datetime) -> Acts:
    def can(to: str) -> bool:
        return may(member, to, own=owns_blocker(blocker, member, to, now))

    over = blocker.confirmed_at is not None and blocker.withdrawn_at is None
    reopens = over and can("blocker.reopen")
    is_still = can_reopen(blocker, now)
    cannot_wait = blocker.is_open and blocker.decided_at is None and blocker.route == Route.NOW
    return Acts(
        confirm=blocker.is_provisional and can("blocker.confirm_unblocked"),
        remark=may(member, "blocker.remark"),
        hand_over=blocker.is_open and can("eteam.outcome"),
        withdraw=blocker.is_open and can("blocker.withdraw"),
        reopen=reopens and is_still,
        again=over and not is_still and may(member, "blocker.raise"),
        outcome=blocker.is_open and can("eteam.outcome"),
        type_outcome=blocker.is_open and not can("eteam.outcome") and may(member, "eteam.type_outcome"),
        huddle=cannot_wait and can("eteam.huddle"),
        pause=blocker.is_open and may(member, "blocker.pause"),
    )
