"""A file of people: invited, with roles and managers, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from journal.record import record
from journal.refusals import Refusal
from org.access import held
from org.actions import acting
from org.events import PeopleImported
from org.models import Board, Membership, Person, Team, TeamMember
from org.roster.plan import Plan
from org.roster.standing import planned

_AT_ONCE = 200
"""Rows of one statement: an UPDATE names every one of them in every column, and a trigger looks at each."""


class BoardChanged(Refusal):
    """What was confirmed is not what the file would do by now; `plan` is what it would."""

    code = "board_changed"


@dataclass(frozen=True)
class Imported:
    """`invited` are to be written to, and so are those `reminded`, who were invited before. The caller sends it."""

    plan: Plan
    invited: tuple[Membership, ...]
    reminded: tuple[Membership, ...]


@transaction.atomic
def import_people(*, data: bytes, seal: str, remind: bool = False, by: Membership, now: datetime) -> Imported:
    """Carry out what `planned` said of the file; `seal` is the plan's. A file with nothing new changes nothing.

    `remind`: invite those once more who are in the file and have not come in. Raises BadFile, BoardChanged.
    """
    by = held(by, "member.manage")
    plan = planned(data, by, now)
    if plan.seal(data) != seal:
        raise BoardChanged("The board has changed since. This is what the file would do now.", plan=plan)
    board = by.board
    before = {member.person.email: member for member in _current(board)}
    was = {email: (list(member.roles), member.manager_id) for email, member in before.items()}
    members = _carry_out(plan, before, board, now)
    reminded = [members[email] for email in plan.waiting] if remind else []
    if plan.changes or reminded:
        record(
            _told(plan, members, was, reminded, board, now),
            board_id=board.pk, topic=board.topic, by=by, subject=board, now=now,
        )  # fmt: skip
    return Imported(plan, tuple(members[each.email] for each in plan.invited), tuple(reminded))


def _current(board: Board) -> Iterable[Membership]:
    return Membership.objects.filter(board=board, ended_at=None).select_related("person", "board")


def _carry_out(plan: Plan, members: dict[str, Membership], board: Board, now: datetime) -> dict[str, Membership]:
    """First take away, then bring in, then give: so no moment has a VP beside their VP, which the database refuses."""
    changed = [each for each in plan.after if each.email in members]
    for after in changed:
        member = members[after.email]
        manager = members.get(after.manager)
        member.roles = [role for role in member.roles if role in after.roles]
        if member.manager_id != (manager.pk if manager else None):
            member.manager, member.direct_report_exception = None, ""
    _save([members[each.email] for each in changed])
    members = {**members, **_bring(plan, board, now)}
    for after in plan.after:
        member = members[after.email]
        member.roles, member.manager = list(after.roles), members.get(after.manager)
    _save([members[each.email] for each in plan.after])
    return members


def _save(members: list[Membership]) -> None:
    Membership.objects.bulk_update(members, ["roles", "manager", "direct_report_exception"], batch_size=_AT_ONCE)


def _bring(plan: Plan, board: Board, now: datetime) -> dict[str, Membership]:
    """The newcomers, without roles and managers yet. Whoever is known from another board keeps name and password."""
    emails = [each.email for each in plan.invited]
    known = {person.email: person for person in Person.objects.filter(email__in=emails)}
    fresh = [
        Person(email=each.email, name=each.name, password=make_password(None))
        for each in plan.invited
        if each.email not in known
    ]
    known |= {person.email: person for person in Person.objects.bulk_create(fresh)}
    places = [Membership(board=board, person=known[email], started_at=now) for email in emails]
    made = Membership.objects.bulk_create(places, batch_size=_AT_ONCE)
    return {member.person.email: member for member in made}


def _told(
    plan: Plan,
    members: dict[str, Membership],
    was: dict[str, tuple[list[str], int | None]],
    reminded: list[Membership],
    board: Board,
    now: datetime,
) -> PeopleImported:
    """The event. Teams and stand-ins are settled here too, for it says what they were."""
    known = [(members[each.email], *was[each.email]) for each in plan.after if each.email in was]
    fallen = [member for member, roles, _ in known if "vp" in roles and "vp" not in member.roles]
    stand_ins = [pk for vp in fallen for pk in acting.release(vp, board.today(now))]
    return PeopleImported(
        invited={str(members[each.email].pk): list(each.roles) for each in plan.invited},
        roles={str(member.pk): [roles, member.roles] for member, roles, _ in known if roles != member.roles},
        managers={
            str(member.pk): [manager, member.manager_id] for member, _, manager in known if manager != member.manager_id
        },
        teams=_give_teams(plan, members, board),
        places=_give_places(plan, members, board) or None,
        stand_ins=stand_ins or None,
        reminded=[member.pk for member in reminded] or None,
    )


def _give_teams(plan: Plan, members: dict[str, Membership], board: Board) -> dict[str, list[int | None]]:
    """Each team that changes hands, with its VP before and after."""
    told: dict[str, list[int | None]] = {}
    for team in Team.objects.filter(board=board, slug__in=plan.teams):
        before, team.vp = team.vp_id, members.get(plan.teams[team.slug])
        team.save(update_fields=["vp"])
        told[team.slug] = [before, team.vp_id]
    return told


def _give_places(plan: Plan, members: dict[str, Membership], board: Board) -> dict[str, list[list[str]]]:
    """The slugs of the teams of everybody whose places change, before and after. Three statements."""
    wanted = {members[each.email].pk: set(each.places) for each in plan.after}
    places = TeamMember.objects.filter(board=board, member__in=wanted).values_list("pk", "member", "team__slug")
    had: dict[int, dict[str, int]] = {member: {} for member in wanted}
    for pk, member, slug in places:
        had[member][slug] = pk
    teams = {team.slug: team for team in Team.objects.filter(board=board)}
    gone = [pk for member, slugs in had.items() for slug, pk in slugs.items() if slug not in wanted[member]]
    new = [
        TeamMember(board=board, team=teams[slug], member_id=member)
        for member, slugs in wanted.items()
        for slug in sorted(slugs - had[member].keys())
    ]
    if gone:
        TeamMember.objects.filter(pk__in=gone).delete()
    TeamMember.objects.bulk_create(new, batch_size=_AT_ONCE)
    return {
        str(member): [sorted(had[member]), sorted(slugs)]
        for member, slugs in wanted.items()
        if slugs != had[member].keys()
    }
