""" "5.0 instead of 10.0?": what leaders asked to be less, whom it waits for, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.models import Bet, Cycle, Shrink
from bets.names import listing, weeks
from org.models import Membership, Team


@dataclass(frozen=True, slots=True)
class Question:
    """`outcome`: how it ended, or whom it waits for. `dropped`: what the owner gives up.

    `as_owner` and `as_vp`: the reader owes this answer; `may_take_back`: the reader leads.
    """

    pk: int
    weeks: str
    before: str
    by: str
    note: str
    dropped: str
    outcome: str
    is_open: bool
    as_owner: bool = False
    as_vp: bool = False
    may_take_back: bool = False

    @property
    def awaits_reader(self) -> bool:
        return self.as_owner or self.as_vp


def questions(bets: Iterable[Bet]) -> dict[tuple[int, int], list[Shrink]]:
    """By bet and team, newest first. One statement."""
    found: dict[tuple[int, int], list[Shrink]] = {}
    rows = Shrink.objects.filter(bet__in=bets).select_related("asked_by__person", "closed_by__person")
    for row in rows.order_by("-asked_at", "-pk"):
        found.setdefault((row.bet_id, row.team_id), []).append(row)
    return found


def question(shrink: Shrink, bet: Bet, team: Team, cycle: Cycle, member: Membership, now: datetime) -> Question:
    """As `member` sees it. No statement: `bet` comes with owner, `team` with VP."""
    is_open = shrink.state == Shrink.State.OPEN and bet.is_open
    owns, answers = bet.owner_id == member.pk, member.answers_for(team.vp_id, now)
    return Question(
        pk=shrink.pk,
        weeks=weeks(shrink.tenths),
        before=weeks(shrink.before_tenths),
        by=shrink.asked_by.name,
        note=shrink.note,
        dropped=shrink.dropped,
        outcome=_awaited(shrink, bet, team) if is_open else _ended(shrink),
        is_open=is_open,
        as_owner=is_open and shrink.owner_at is None and owns and may(member, cycle, "demand.set", own=owns),
        as_vp=is_open and shrink.vp_at is None and may(member, cycle, "demand.confirm_or_dispute", own=answers),
        may_take_back=is_open and may(member, cycle, "demand.shrink"),
    )


def _awaited(shrink: Shrink, bet: Bet, team: Team) -> str:
    awaited = [] if shrink.owner_at else [f"its owner {bet.owner.name}"]
    if not shrink.vp_at:
        awaited.append(f"for {team.vp.name}, VP of {team.name}" if team.vp else f"a VP, which {team.name} has not")
    return f"Waits for {listing(awaited).removeprefix('for ')}."


def _ended(shrink: Shrink) -> str:
    by = shrink.closed_by.name if shrink.closed_by else ""
    match shrink.state:
        case Shrink.State.ACCEPTED:
            return "Agreed by the owner and the team’s VP."
        case Shrink.State.REFUSED:
            return f"Refused by {by}: “{shrink.closed_reason}”"
        case Shrink.State.WITHDRAWN:
            return shrink.closed_reason or f"Taken back by {by}."
    return "Never answered."
