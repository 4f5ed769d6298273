"""Who is on a board, with which roles, under whom. Leaders stand in `leaders`.

Every act holds the board's row first: two admins who take each other's role away at once leave one of them.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import TypedDict

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org import direct_reports
from org.access import demand, fellow, held
from org.actions import acting
from org.events import (
    DirectReportExcepted,
    InvitationRepeated,
    ManagerNamed,
    MemberEnded,
    MemberInvited,
    RolesChanged,
)
from org.models import LeaderProposal, Membership, Person, Role, Team
from org.permissions import RULES, Circumstances
from org.roster.checks import ring_of

# What `member.manage` gives and takes; a leader is made elsewhere, and an admin only by an admin.
GRANTABLE = frozenset({Role.VP, Role.STEWARD, Role.ADMIN})

# Whoever takes one of these away, or its holder off the board, must be one who could bring it about.
_GIVEN_BY = {Role.ADMIN: "member.grant_admin", Role.LEADER: "member.propose_leader"}


class _Freed(TypedDict, total=False):
    teams: list[str]
    stand_ins: list[int]


class LastAdmin(Refusal):
    """Without an admin nobody could ever make one again, so no sentence helps."""

    code = "last_admin"


@transaction.atomic
def invite(
    *, name: str, email: str, roles: Collection[str], by: Membership, now: datetime, manager: Membership | None = None
) -> Membership:
    """A place on the board of `by` for the person with this address, who may be known from another board.

    Raises Invalid with the field at fault, DirectReportNotAllowed for a VP under a VP. The caller sends the mail.
    """
    by = held(by, "member.manage")
    wanted = _grantable(roles)
    _demand_givers(by, wanted)
    person = _person(email, name)
    if Membership.objects.filter(board=by.board, person=person, ended_at=None).exists():
        raise _at("email", f"{person.name} is on this board already.")
    member = Membership(board=by.board, person=person, roles=_in_order(wanted), started_at=now)
    member.manager = fellow(by, manager.pk) if manager else None
    direct_reports.check(member, field="roles", today=by.board.today(now))
    member.save()
    _tell(MemberInvited(roles=member.roles, manager=member.manager_id), member, by, now)
    return member


@transaction.atomic
def repeat_invitation(*, member: Membership, by: Membership, now: datetime) -> Membership:
    """The same invitation again, with a fresh link. The caller sends the mail."""
    by = held(by, "member.manage")
    member = fellow(by, member.pk)
    _tell(InvitationRepeated(), member, by, now)
    return member


@transaction.atomic
def set_roles(*, member: Membership, roles: Collection[str], by: Membership, now: datetime) -> Membership:
    """Make `roles` the member's roles, besides leader, which stays as it is. None of them: a viewer.

    A VP who is none any more heads no team any more, and nobody stands in for them.
    """
    by = held(by, "member.manage")
    member = fellow(by, member.pk)
    before = set(member.roles)
    after = _grantable(roles) | (before & {Role.LEADER})
    if after == before:
        return member
    _demand_givers(by, before ^ after)
    if Role.ADMIN in before - after:
        _refuse_last_admin(member)
    member.roles = _in_order(after)
    direct_reports.check(member, field="roles", today=by.board.today(now))
    member.save(update_fields=["roles"])
    freed = _free(member, by.board.today(now)) if Role.VP in before - after else {}
    _tell(RolesChanged(before=_in_order(before), after=member.roles, **freed), member, by, now)
    return member


@transaction.atomic
def name_manager(*, member: Membership, manager: Membership | None, by: Membership, now: datetime) -> Membership:
    """Say to whom of this board the member reports. An exception was for the manager before, and ends with them."""
    by = held(by, "member.manage")
    member = fellow(by, member.pk)
    before, wanted = member.manager_id, fellow(by, manager.pk) if manager else None
    if wanted and wanted.pk == member.pk:
        raise _at("manager", "Nobody reports to themselves.")
    if before == (wanted.pk if wanted else None):
        return member
    if wanted:
        _refuse_ring(member, wanted)
    member.manager, member.direct_report_exception = wanted, ""
    direct_reports.check(member, field="manager", today=by.board.today(now))
    member.save(update_fields=["manager", "direct_report_exception"])
    _tell(ManagerNamed(before=before, manager=member.manager_id), member, by, now)
    return member


@transaction.atomic
def except_direct_report(*, member: Membership, reason: str, by: Membership, now: datetime) -> None:
    """A leader says why this member may be a VP although their manager is one, or will be."""
    by = held(by, "member.except_direct_report")
    member = fellow(by, member.pk)
    if not reason.strip():
        raise _at("reason", "Say why, in a sentence.")
    if member.manager_id is None:
        raise _at("reason", f"{member.name} reports to nobody on this board: there is nothing to make an exception of.")
    member.direct_report_exception = reason
    member.save(update_fields=["direct_report_exception"])
    _tell(DirectReportExcepted(reason=reason, manager=member.manager_id), member, by, now)


@transaction.atomic
def end(*, member: Membership, by: Membership, now: datetime, reason: str = "") -> None:
    """The member leaves the board: from now on it answers them 404. Their bets, and their name in the log, stay.

    The last admin cannot leave. The last leader can, with a reason: then an admin's grant takes effect at once.
    """
    by = held(by, "member.manage")
    member = fellow(by, member.pk)
    _demand_givers(by, set(member.roles))
    if member.is_admin:
        _refuse_last_admin(member)
    if member.is_leader and not _others(member, Role.LEADER) and not reason.strip():
        raise _at("reason", f"{member.name} is the only leader: say why, in a sentence.")
    payload = MemberEnded(roles=member.roles, reason=reason or None, **_leave(member, by.board.today(now), now))
    _tell(payload, member, by, now)


def _leave(member: Membership, today: date, now: datetime) -> _Freed:
    """Everything that the member held ends here; what lets people in by other ways than signing in ends here too.

    Their sessions end with `ended_at`: see `Person.endings`.
    """
    member.ended_at = max(now, member.started_at)
    member.save(update_fields=["ended_at"])
    LeaderProposal.objects.filter(member=member, decided_at=None).delete()
    return _free(member, today, also=[member.pk])


def _free(member: Membership, today: date, *, also: Collection[int] = ()) -> _Freed:
    """Teams without a VP and stand-ins without one to stand in for, for the event; only what there is of them."""
    freed: _Freed = {}
    if teams := _release_teams(member):
        freed["teams"] = teams
    if stand_ins := acting.release(member, today, also=also):
        freed["stand_ins"] = stand_ins
    return freed


def _person(email: str, name: str) -> Person:
    """The person with this address, made if nobody has it: without a password, and named as the inviter does."""
    email, name = email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError as error:
        raise _at("email", "This is not an e-mail address.") from error
    if not name:
        raise _at("name", "Say who it is.")
    fresh = {"name": name, "password": make_password(None)}
    person, _ = Person.objects.get_or_create(email=email, defaults=fresh)
    if not person.is_active:
        raise _at("email", f"The account of {person.name} is closed.")
    return person


def _grantable(roles: Collection[str]) -> set[str]:
    if others := set(roles) - GRANTABLE:
        raise _at("roles", f"Not given here: {', '.join(sorted(others))}.")
    return set(roles)


def _in_order(roles: Collection[str]) -> list[str]:
    return [role for role in Role.values if role in roles]


def _demand_givers(by: Membership, roles: set[str]) -> None:
    for role, to in _GIVEN_BY.items():
        if role in roles:
            demand(by, RULES[to], to, Circumstances())


def _refuse_ring(member: Membership, manager: Membership) -> None:
    current = Membership.objects.filter(board=member.board_id, ended_at=None).values_list("pk", "manager")
    managers = {str(pk): str(above or "") for pk, above in current} | {str(member.pk): str(manager.pk)}
    if ring_of(str(member.pk), managers):
        raise _at("manager", f"{manager.name} reports to {member.name}, directly or over others.")


def _refuse_last_admin(member: Membership) -> None:
    if not _others(member, Role.ADMIN):
        raise LastAdmin(f"{member.name} is the only admin. Make somebody else an admin first.")


def _others(member: Membership, role: Role) -> bool:
    """Whether somebody else of the board has the role and can sign in."""
    people = Membership.objects.current().filter(board=member.board_id, roles__contains=[role])
    return people.exclude(pk=member.pk).exists()


def _release_teams(member: Membership) -> list[str]:
    """The slugs of the teams that had this VP and have none now."""
    teams = Team.objects.filter(vp=member)
    slugs = list(teams.values_list("slug", flat=True))
    teams.update(vp=None)
    return slugs


def _at(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={field: sentence})


def _tell(payload: Payload, member: Membership, by: Membership, now: datetime) -> None:
    board = by.board
    record(payload, board_id=board.pk, topic=board.topic, by=by, subject=member, now=now)
