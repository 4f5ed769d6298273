"""Flags: those that wait for a VP, with what they would become, and what became of one."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import may as may_with_bets
from bets.models import Bet
from eteam.access import demand_room
from eteam.blockers.lanes import waiting_flags
from eteam.models import Blocker, Flag
from eteam.preview import Outlook, outlook
from org.models import Membership
from org.moments import short

_MOST_OWN = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """`side`: as a form names it. `foreseen`: when it would be due, counted from the flag."""

    flag: Flag
    side: str
    bet: Bet | None
    foreseen: str
    until: str


@dataclass(frozen=True, slots=True)
class Own:
    flag: Flag
    said: str


@dataclass(frozen=True, slots=True)
class Inbox:
    waiting: tuple[Waiting, ...]
    own: tuple[Own, ...]


@dataclass(frozen=True, slots=True)
class FlagPage:
    """`blocker`: what it became. `bet`: None also for who may not know of it."""

    flag: Flag
    said: str
    bet: Bet | None
    blocker: int | None
    decides: bool


_WITH = ("board", "team__vp__person", "team__board", "blocking_team", "bet__cycle__board", "flagged_by__person")


def inbox(member: Membership, now: datetime) -> Inbox:
    """What waits for the member, the most urgent first, and what they flagged. Eight statements, for any number."""
    flags = list(waiting_flags(member, now).select_related(*_WITH))
    ahead = outlook(demand_room(member.board), now) if flags else None
    waiting = tuple(_waiting(flag, member, ahead) for flag in flags if ahead)
    flagged = Flag.objects.filter(flagged_by=member).select_related("team__vp__person", "board", "blocker")
    own = tuple(Own(flag, _said(flag)) for flag in flagged.order_by("-flagged_at", "-pk")[:_MOST_OWN])
    return Inbox(waiting, own)


def flag_page(flag: Flag, member: Membership, now: datetime) -> FlagPage:
    blocker = Blocker.objects.filter(flag=flag).values_list("pk", flat=True).first()
    decides = flag.decided_at is None and member.answers_for(flag.team.vp_id, now)
    return FlagPage(flag, _said(flag), _known(flag, member), blocker, decides)


def _waiting(flag: Flag, member: Membership, ahead: Outlook) -> Waiting:
    shown = ahead.of(
        blocked_team=flag.team, blocking=flag.blocking, blocking_team=flag.blocking_team, raised_at=flag.flagged_at
    )
    side = f"team:{flag.blocking_team.slug}" if flag.blocking_team else flag.blocking
    return Waiting(flag, side, _known(flag, member), shown.sentence, short(flag.becomes_at, shown.zone))


def _known(flag: Flag, member: Membership) -> Bet | None:
    bet = flag.bet
    if bet is None:
        return None
    bet.cycle.board = flag.board
    return bet if may_with_bets(member, bet.cycle, "bet.list") else None


def _said(flag: Flag) -> str:
    if flag.is_rejected:
        return f"Not made a blocker: “{flag.rejected_for}”"
    if flag.decided_at is not None:
        return "It is a blocker."
    who = f"{flag.team.vp.name} is asked" if flag.team.vp else f"{flag.team.name} has no VP who could answer"
    return f"{who}; untouched until {short(flag.becomes_at, flag.board.zone)}, it becomes a blocker by itself."
