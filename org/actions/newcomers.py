"""People and teams that a file names and the board does not know yet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from journal.kinds import Payload
from journal.record import Named, record
from org.direct_reports import check
from org.events import LeaderGranted, MemberInvited, RolesChanged, TeamCreated
from org.models import Board, Membership, Person, Role, Team


@dataclass(frozen=True)
class Crew:
    """Memberships by e-mail address and teams by slug; `new_people` and `new_teams` are those just made.

    `news` is what the journal is still to be told of them: each payload with its subject.
    """

    members: Mapping[str, Membership]
    teams: Mapping[str, Team]
    new_people: tuple[str, ...]
    new_teams: tuple[str, ...]
    news: tuple[tuple[Payload, Membership | Team], ...]


def bring(*, board: Board, vps: Collection[str], leader: str | None, teams: Iterable[str], now: datetime) -> Crew:
    """Everybody named, on the board and with the role named; who is missing is made, without a password.

    `leader` becomes leader and admin: for a board without a leader. The caller holds the transaction and the board,
    and calls `tell` at its end. E-mail addresses are in small letters. Raises DirectReportNotAllowed where a VP's
    report would become a VP.
    """
    wanted = {email: {Role.VP} for email in vps}
    if leader is not None:
        wanted.setdefault(leader, set()).update((Role.LEADER, Role.ADMIN))
    members = {member.person.email: member for member in _members(board, wanted)}
    new_people = tuple(email for email in wanted if email not in members)
    news: list[tuple[Payload, Membership | Team]] = []
    for email, roles in wanted.items():
        if email in new_people:
            members[email] = _join(board, email, now)
        given = _give(members[email], roles, new=email in new_people, today=board.today(now))
        news += [(payload, members[email]) for payload in given]
    slugs = list(dict.fromkeys(teams))
    known = {team.slug: team for team in Team.objects.filter(board=board, slug__in=slugs)}
    new_teams = tuple(slug for slug in slugs if slug not in known)
    made = Team.objects.bulk_create(Team(board=board, slug=slug, name=slug) for slug in new_teams)
    news += [(TeamCreated(), team) for team in made]
    return Crew(members, known | {team.slug: team for team in made}, new_people, new_teams, tuple(news))


def tell(crew: Crew, *, board: Board, by: Named, now: datetime) -> None:
    """One event for each change that `bring` made. It takes the event counter: at the end of the transaction."""
    for payload, subject in crew.news:
        record(payload, board_id=board.pk, topic=board.topic, by=by, subject=subject, now=now)


def _members(board: Board, emails: Iterable[str]) -> Iterable[Membership]:
    members = Membership.objects.filter(board=board, ended_at=None, person__email__in=list(emails))
    return members.select_related("person")


def _join(board: Board, email: str, now: datetime) -> Membership:
    """A place on the board for a person who may be known elsewhere; their name can be told later."""
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_user(email, name=email.partition("@")[0])
    return Membership.objects.create(board=board, person=person, started_at=now)


def _give(member: Membership, roles: set[Role], *, new: bool, today: date) -> list[Payload]:
    """Add the roles; what the journal is to be told, as other ways to a role tell it."""
    before = list(member.roles)
    if roles <= set(before):
        return []
    member.roles = [role for role in Role.values if role in {*before, *roles}]
    check(member, field="owner", today=today)
    member.save(update_fields=["roles"])
    granted = [LeaderGranted(alone=True)] if Role.LEADER in roles else []
    if new:
        return [MemberInvited(roles=member.roles), *granted]
    return [RolesChanged(before=before, after=member.roles), *granted]
