"""What the pages of bets, teams and people say of blockers: see `bets.beside`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from bets.beside import Corner, Said
from bets.mine.owed import Owed, by_hour
from bets.models import Bet, Cycle, Plan
from eteam.access import may
from eteam.blockers.lanes import waiting_flags
from eteam.drift.beside import drift_of
from eteam.models import Blocker, room_topic
from eteam.planning.beside import sessions_of
from org.models import Board, Membership, Team
from org.moments import short


class Blockers:
    """Whoever only views the board is told of their own; who has no right to read any, of nothing.

    On the page of a cycle, of its sessions; on that of the roadmap tool, of drift.
    """

    def of_cycle(self, cycle: Cycle, member: Membership) -> Mapping[int, tuple[Said, ...]]:
        """Only for those who may read all: the board is rendered once for all who have the same duties."""
        if not may(member, "blocker.read"):
            return {}
        found = defaultdict[int, list[Said]](list)
        for blocker in Blocker.objects.open().filter(bet__cycle=cycle).order_by("due_at", "pk"):
            found[blocker.bet_id or 0].append(_said(blocker, "Blocked:", blocker.title))
        return {bet: tuple(said) for bet, said in found.items()}

    def topics(self, cycle: Cycle, member: Membership) -> tuple[str, ...]:
        shows_blockers = may(member, "blocker.read") and may(member, "eteam.read_room")
        return (room_topic(cycle.board_id),) if shows_blockers else ()

    def of_running(self, cycle: Cycle, member: Membership) -> Corner | None:
        return sessions_of(cycle, member)

    def of_plan(self, plan: Plan, member: Membership, now: datetime) -> Corner | None:
        return drift_of(plan, member, now)

    def of_bet(self, bet: Bet, member: Membership, now: datetime) -> Corner | None:
        if bet.status == Bet.Status.DRAFT or not may(member, "blocker.flag"):
            return None
        return _corner(Q(bet=bet), member, bet.board, f"bet={bet.pk}", "Nothing blocks it.")

    def of_team(self, team: Team, member: Membership, now: datetime) -> Corner | None:
        if not may(member, "blocker.flag"):
            return None
        sides = Q(blocked_team=team) | Q(blocking_team=team)
        return _corner(sides, member, member.board, f"team={team.slug}", "Nothing blocks it, and it blocks nobody.")

    def owed(self, member: Membership, now: datetime) -> Iterator[Owed]:
        """Flags to decide, and what others say is unblocked. Two statements, none for who is no VP."""
        if "vp" not in member.duties(now):
            return
        inbox = reverse("flags", args=[member.board.slug])
        for flag in waiting_flags(member, now).select_related("team", "flagged_by__person"):
            said = f"{flag.flagged_by.name} flags what blocks {flag.team.name}: “{flag.title}”. Decide."
            yield Owed(said, f"{inbox}#flag-{flag.pk}", by_hour(flag.becomes_at))
        for blocker in _to_confirm(member, now):
            who = blocker.unblocked_by.name if blocker.unblocked_by else "Somebody"
            said = f"{who} says that {blocker.blocked_team.name} can work again: “{blocker.title}”. Is that so?"
            until = by_hour(blocker.confirm_by) if blocker.confirm_by else None
            yield Owed(said, reverse("blocker", args=[blocker.pk]), until)


def _to_confirm(member: Membership, now: datetime) -> QuerySet[Blocker]:
    vps = [member.pk, *([member.acting_for_id] if member.is_acting(now) else [])]
    asked = Blocker.objects.provisional().filter(board=member.board_id, blocked_team__vp__in=vps)
    return asked.select_related("blocked_team", "unblocked_by__person").order_by("confirm_by", "pk")


def _corner(which: Q, member: Membership, board: Board, query: str, empty: str) -> Corner:
    """Those that are open, by due time. One statement."""
    blockers = Blocker.objects.open().filter(which, board=board)
    if not may(member, "blocker.read"):
        blockers = blockers.of(member)
    rows = blockers.select_related("blocked_team", "blocking_team").order_by("due_at", "pk")
    said = tuple(_said(blocker, f"{_sides(blocker)}:", blocker.title) for blocker in rows)
    act = "Raise a blocker" if may(member, "blocker.raise") else "Flag what blocks us"
    return Corner("Blockers", said, empty, act, f"{reverse('new_blocker', args=[board.slug])}?{query}", flags=True)


def _sides(blocker: Blocker) -> str:
    by = "" if blocker.blocking == "unknown" else f" by {blocker.blocking_name}"
    return f"{blocker.blocked_team.name} is blocked{by}"


def _said(blocker: Blocker, lead: str, what: str) -> Said:
    """`Blocked: no signing key, due Tue 1 Dec 13:00`"""
    due = short(blocker.due_at, blocker.zone)
    when = f"breached {due}" if blocker.breached_at else f"due {due}"
    decided = ", decided" if blocker.decided_at else ""
    return Said(lead, f"{what}, {when}{decided}", reverse("blocker", args=[blocker.pk]))
