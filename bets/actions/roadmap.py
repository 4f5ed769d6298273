"""The board's roadmap tool: connected, paused, told whose a project is, and asked for a test, a push or a pull.

Nothing here speaks to the tool: a request writes a row, and whoever works off runs finds it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from bets.access import held as held_cycle
from bets.actions import external
from bets.events import (
    RoadmapAsked,
    RoadmapConnected,
    RoadmapDisconnected,
    RoadmapPaused,
    RoadmapResumed,
    TeamMapped,
)
from bets.models import Cycle, RoadmapRun, RoadmapTool, TeamProject
from bets.models.roadmap import ADDRESS_LENGTH, KEY_LENGTH
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, WrongState
from journal.webhooks import signing, urls
from org.access import held, unknown
from org.models import Membership, Team

CONNECT, FOLLOW, RUN = "roadmap.connect", "roadmap.follow", "roadmap.run"
_SECRET_LENGTH = 500


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`secret` empty: the one that is kept already."""

    address: str
    account: str
    secret: str
    kind: str = RoadmapTool.Kind.JIRA


@transaction.atomic
def connect(*, wanted: Wanted, by: Membership, now: datetime) -> RoadmapTool:
    """For the first time, or with other values; a pause ends. Raises Invalid with the fields at fault.

    At another address a key is another issue, maybe somebody else's: no link of a cycle that goes on is kept. What
    pushes made is found again by its mark, if it is the same tool under a new name.
    """
    member = held(by, CONNECT)
    tool = RoadmapTool.objects.select_for_update(no_key=True).filter(board=member.board_id).first()
    given = _checked(wanted, tool)
    if tool is None:
        tool = RoadmapTool(board=member.board, key=signing.new_key()[:8], connected_at=now)
    after = {"kind": given.kind, "address": given.address, "account": given.account, "secret": given.secret}
    fields = [name for name, value in after.items() if getattr(tool, name) != value]
    if not fields and not tool.is_paused:
        return tool
    if "address" in fields and tool.pk is not None:
        external.forget_all(source=tool.kind, by=member, now=now)
    for name in fields:
        setattr(tool, name, after[name])
    tool.connected_at, tool.paused_at, tool.paused_why = now, None, ""
    tool.save()
    _record(RoadmapConnected(tool=tool.kind, fields=fields), tool, member, now)
    return tool


@transaction.atomic
def disconnect(*, by: Membership, now: datetime) -> None:
    """The secret is gone at once; which epic is which bet stays. Not connected: nothing happens."""
    member = held(by, CONNECT)
    tool = RoadmapTool.objects.select_for_update(no_key=True).filter(board=member.board_id).exclude(secret="").first()
    if tool is None:
        return
    tool.secret, tool.paused_at, tool.paused_why = "", None, ""
    tool.save(update_fields=["secret", "paused_at", "paused_why"])
    _record(RoadmapDisconnected(), tool, member, now)


@transaction.atomic
def pause(*, by: Membership, now: datetime) -> None:
    """Nothing is asked by itself. Paused already: nothing happens."""
    member, tool = _held(by)
    if not tool.is_paused:
        tool.paused_at, tool.paused_why = now, f"By {member.name}."[:200]
        tool.save(update_fields=["paused_at", "paused_why"])
        _record(RoadmapPaused(), tool, member, now)


@transaction.atomic
def resume(*, by: Membership, now: datetime) -> None:
    member, tool = _held(by)
    if tool.is_paused:
        tool.paused_at, tool.paused_why = None, ""
        tool.save(update_fields=["paused_at", "paused_why"])
        _record(RoadmapResumed(), tool, member, now)


@transaction.atomic
def map_team(*, team: Team, project: str, by: Membership, now: datetime) -> None:
    """Whose work a project is; an empty one: the team has none. Raises Invalid for the project of another team."""
    member = held(by, CONNECT)
    if team.board_id != member.board_id:
        raise unknown(member, f"team {team.slug}")
    project = project.strip()
    if len(project) > KEY_LENGTH or not project.isprintable():
        raise _invalid("project", "Give the key of a project, as PAY.")
    row = TeamProject.objects.filter(board=member.board_id, team=team).first()
    if (row.project if row else "") == project:
        return
    other = TeamProject.objects.filter(board=member.board_id, project=project).exclude(team=team)
    if project and (taken := other.select_related("team").first()) is not None:
        raise _invalid("project", f"{project} is the project of {taken.team.name}; one project is one team's.")
    if project:
        TeamProject.objects.update_or_create(team=team, defaults={"board_id": member.board_id, "project": project})
    elif row is not None:
        row.delete()
    record(TeamMapped(project=project or None), board_id=member.board_id, topic=member.board.topic, by=member,
           subject=_Named(team.pk, team.name), now=now)  # fmt: skip


@transaction.atomic
def ask_test(*, by: Membership, now: datetime) -> RoadmapRun:
    """Whether the tool answers, and whom it takes us for. Raises WrongState while something else is under way."""
    member, _ = _held(by)
    return _asked(RoadmapRun(board=member.board, kind=RoadmapRun.Kind.TEST), member, now)


@transaction.atomic
def ask(*, cycle: Cycle, kind: str, by: Membership, now: datetime) -> RoadmapRun:
    """A push or a pull of the cycle's plan. One like it that is under way is the answer; WrongState beside another."""
    cycle = held_cycle(cycle, by, RUN)
    if kind not in (RoadmapRun.Kind.PUSH, RoadmapRun.Kind.PULL):
        raise _invalid("kind", "It is push or pull.")
    tool = RoadmapTool.objects.filter(board=cycle.board_id).exclude(secret="").first()
    if tool is None:
        raise WrongState("The board is not connected to a roadmap tool.")
    return _asked(RoadmapRun(board_id=cycle.board_id, cycle=cycle, kind=kind), by, now)


def _asked(run: RoadmapRun, by: Membership, now: datetime) -> RoadmapRun:
    there = RoadmapRun.objects.waiting().filter(board=run.board_id).first()
    if there is not None and (there.kind, there.cycle_id) == (run.kind, run.cycle_id):
        return there
    under_way = WrongState("Something else is under way with the tool. Wait for it to end.")
    if there is not None:
        raise under_way
    run.asked_at = run.next_at = now
    run.asked_by = by
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        raise under_way from None
    record(RoadmapAsked(what=run.kind), board_id=run.board_id, topic=by.board.topic, by=by, subject=run, now=now)
    return run


@dataclass(frozen=True)
class _Named:
    pk: int
    name: str


def _held(by: Membership) -> tuple[Membership, RoadmapTool]:
    """Both as they stand under their locks. Raises WrongState where nothing is connected."""
    member = held(by, CONNECT)
    tool = RoadmapTool.objects.select_for_update(no_key=True).filter(board=member.board_id).exclude(secret="").first()
    if tool is None:
        raise WrongState("The board is not connected to a roadmap tool.")
    return member, tool


def _checked(wanted: Wanted, tool: RoadmapTool | None) -> Wanted:
    """Without needless signs. Raises Invalid."""
    address, account, secret = wanted.address.strip().rstrip("/"), wanted.account.strip(), wanted.secret.strip()
    moved = tool is not None and tool.address != address
    kept = tool.secret if tool is not None and not moved else ""
    faults = {
        "address": _fault_of_address(address),
        "account": _fault_of_account(account),
        "secret": _fault_of_secret(secret, kept, moved=moved),
        "kind": "" if wanted.kind in RoadmapTool.Kind.values else "There is no such tool here.",
    }
    if errors := {name: sentence for name, sentence in faults.items() if sentence}:
        raise Invalid(" ".join(errors.values()), errors=errors)
    return Wanted(address=address, account=account, secret=secret or kept, kind=wanted.kind)


def _fault_of_address(address: str) -> str:
    if len(address) > ADDRESS_LENGTH:
        return "This is no address."
    return urls.fault(address) or ("Leave out what follows the ?." if "?" in address else "")


def _fault_of_account(account: str) -> str:
    if not account or len(account) > 254 or not account.isprintable() or ":" in account:
        return "Give the e-mail address that the token belongs to."
    return ""


def _fault_of_secret(secret: str, kept: str, *, moved: bool) -> str:
    """The one that is kept goes to no other address than it was typed for."""
    if not (secret or kept):
        return "Type the token again: it goes to another address than before." if moved else "Give the API token."
    return "This is no API token." if len(secret) > _SECRET_LENGTH or not secret.isprintable() else ""


def _invalid(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={field: sentence})


def _record(payload: Payload, tool: RoadmapTool, by: Membership, now: datetime) -> None:
    record(payload, board_id=tool.board_id, topic=by.board.topic, by=by, subject=tool, now=now)
