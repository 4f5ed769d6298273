"""The board as it stands, for the plan of an import and for the export."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from org.access import may
from org.direct_reports import stands_in
from org.models import Board, Membership, Person, Team, TeamMember
from org.roster.house import House, Standing
from org.roster.plan import Plan, plan
from org.roster.rows import read


def planned(data: bytes, by: Membership, now: datetime) -> Plan:
    """What this file would change on the board of `by`. Raises BadFile. Four statements."""
    rows = read(data)
    return plan(rows, house(by.board, by, [row.email for row in rows], now))


def house(board: Board, by: Membership, emails: Iterable[str], now: datetime) -> House:
    """The members, the teams, and which of `emails` belong to closed accounts."""
    current = Membership.objects.filter(board=board, ended_at=None).select_related("person", "manager__person")
    places = _places(board)
    members = {
        member.person.email: replace(standing(member, board, now), places=tuple(sorted(places[member.pk])))
        for member in current
    }
    addresses = {member.pk: member.person.email for member in current}
    closed = Person.objects.filter(email__in=list(emails), is_active=False).values_list("email", flat=True)
    return House(
        members=members,
        teams={team.slug: (team.name, addresses.get(team.vp_id or 0, "")) for team in Team.objects.filter(board=board)},
        closed=frozenset(closed),
        grants_admin=may(by, "member.grant_admin"),
    )


def _places(board: Board) -> defaultdict[int, set[str]]:
    """The slugs of the teams that somebody works on, by membership."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for member, slug in TeamMember.objects.filter(board=board).values_list("member", "team__slug"):
        found[member].add(slug)
    return found


def standing(member: Membership, board: Board, now: datetime) -> Standing:
    """With person and manager at hand, and without places on teams. A manager who has left is none."""
    manager = member.manager
    return Standing(
        email=member.person.email,
        name=member.name,
        roles=tuple(member.roles),
        manager=manager.person.email if manager and manager.ended_at is None else "",
        excepted=bool(member.direct_report_exception),
        stands_in=stands_in(member, board.today(now)),
        is_in=member.person.has_usable_password(),
    )
