"""The only road from a request to a row of the weekly room: permission first, then the row with what its page needs.

Whoever may not know of a row gets a 404 as for a missing one; who may know of it but not do this, a 403.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from eteam.models import Blocker, Flag, Matter, Outcome, Report, Room, Session
from eteam.permissions import RULES
from journal.refusals import Refusal
from org.access import demand, membership_of, today, unknown
from org.models import Board, Membership, Person, TeamMember
from org.permissions import Circumstances

_Row = TypeVar("_Row", bound=Model)


class NoRoom(Refusal):
    """Somebody has to say first when the room meets: a page leads to where that is asked."""

    code = "no_room"


_NO_ROOM = "This board has no weekly room yet. A leader or the steward says first when it meets."


def seat_for(person: Person, slug: str, *, to: str, own: bool = False) -> tuple[Board, Membership]:
    """The board and the person's place on it, if they may do `to` in its room; the board may have no room yet.

    `own`: for a list that shows nothing but the reader's own to whoever may read no more.
    """
    member = membership_of(person, board__slug=slug)
    authorise(member, to, own=own)
    return member.board, member


def room_for(person: Person, slug: str, *, to: str, own: bool = False) -> tuple[Room, Membership]:
    """The board's room, with its board, and the person's place. Raises NoRoom where there is none yet."""
    board, member = seat_for(person, slug, to=to, own=own)
    return demand_room(board), member


def session_for(person: Person, pk: int, *, to: str, own: bool = False) -> tuple[Session, Membership]:
    """A session with its board and chair, and the person's place there. `own`: what is sent is about oneself alone."""
    named = Session.objects.select_related("board", "chair__person", "opened_by__person", "closed_by__person")
    session, member = _row(named, person, pk)
    authorise(member, to, own=own)
    return session, member


def flag_for(person: Person, pk: int, *, to: str, now: datetime) -> tuple[Flag, Membership]:
    """A flag with its team, and the person's place."""
    flags = Flag.objects.select_related("board", "team", "blocking_team", "bet", "flagged_by__person")
    flag, member = _row(flags, person, pk)
    authorise(member, to, own=_owns_flag(flag, member, to, now))
    return flag, member


def blocker_for(person: Person, pk: int, *, to: str, now: datetime) -> tuple[Blocker, Membership]:
    """A blocker with its teams, bet and owner, and the person's place."""
    blocker, member = _row(_BLOCKERS, person, pk)
    authorise(member, to, own=owns_blocker(blocker, member, to, now))
    return blocker, member


def anew(blocker: Blocker) -> Blocker:
    """The same blocker, with all that comes with it, as it stands under the lock. Http404 if it is gone."""
    row = _one(_BLOCKERS.filter(pk=blocker.pk))
    if row is None:
        raise Http404("No such page.")
    return row


def matter_for(person: Person, pk: int, *, to: str, now: datetime) -> tuple[Matter, Membership]:
    """An item without a clock, and the person's place. `own`: one of its teams is theirs."""
    matter, member = _row(Matter.objects.select_related("board", "team", "other_team", "bet"), person, pk)
    teams = (matter.team, matter.other_team)
    authorise(member, to, own=any(team is not None and member.answers_for(team.vp_id, now) for team in teams))
    return matter, member


def outcome_for(person: Person, pk: int, *, to: str) -> tuple[Outcome, Membership]:
    """An outcome, and the person's place. `own`: it waits for them, or its decision is theirs to carry out."""
    outcomes = Outcome.objects.select_related("board", "blocker", "matter", "owner__person", "waits_for__person")
    outcome, member = _row(outcomes, person, pk)
    whose = outcome.waits_for_id if to == "eteam.confirm_outcome" else outcome.owner_id
    authorise(member, to, own=whose == member.pk)
    return outcome, member


def report_for(
    person: Person, slug: str, week: str, revision: int | None, *, to: str
) -> tuple[Report, Membership]:  # fmt: skip
    """A week's report with its board, in its newest revision unless another is named, and the person's place."""
    board, member = seat_for(person, slug, to=to)
    reports = Report.objects.filter(board=board, week=week).select_related("board").order_by("-revision")
    report = (reports if revision is None else reports.filter(revision=revision)).first()
    if report is None:
        raise unknown(person, f"report {week[:8]} of board {board.pk}")
    return report, member


_BLOCKERS = Blocker.objects.select_related(
    "board", "blocked_team__vp__person", "blocking_team__vp__person", "bet", "owner__person", "raised_by__person",
    "flag__flagged_by__person", "calendar",
)  # fmt: skip

_OF_THE_BLOCKED = {"blocker.confirm_unblocked", "blocker.reopen", "blocker.withdraw"}


def owns_blocker(blocker: Blocker, member: Membership, to: str, now: datetime) -> bool:
    """What `own` means for this act: see `eteam.permissions`. `blocker` comes with its teams and flag."""
    blocked, blocking = blocker.blocked_team, blocker.blocking_team
    is_blocked_vp = member.answers_for(blocked.vp_id, now)
    began_it = member.pk in (blocker.raised_by_id, blocker.flag.flagged_by_id if blocker.flag else None)
    if to == "blocker.read":
        teams = [team.pk for team in (blocked, blocking) if team is not None]
        return began_it or TeamMember.objects.filter(member=member, team__in=teams).exists()
    if to in _OF_THE_BLOCKED:
        return is_blocked_vp or began_it
    return is_blocked_vp or (blocking is not None and member.answers_for(blocking.vp_id, now))


def _owns_flag(flag: Flag, member: Membership, to: str, now: datetime) -> bool:
    if to == "blocker.read":
        return flag.flagged_by_id == member.pk or TeamMember.objects.filter(member=member, team=flag.team_id).exists()
    return member.answers_for(flag.team.vp_id, now)


def _row(rows: QuerySet[Any], person: Person, pk: int) -> tuple[Any, Membership]:
    """The row and the person's place on its board; Http404 for whoever has none, as for a row that is missing."""
    row = _one(rows.filter(pk=pk))
    what = f"{rows.model._meta.model_name} {pk}"
    if row is None:
        raise unknown(person, what)
    member = membership_of(person, board=row.board)
    return row, member


def _one(rows: QuerySet[_Row]) -> _Row | None:
    """The row of a query by key. An ORDER BY, as `first` adds, makes planning sixteen joins five times as dear."""
    return next(iter(rows), None)


def demand_room(board: Board) -> Room:
    """Raises NoRoom."""
    room = Room.objects.of(board.pk).first()
    if room is None:
        raise NoRoom(_NO_ROOM, begin=reverse("timetable", args=[board.slug]))
    return room


def authorise(member: Membership, to: str, *, own: bool = False) -> None:
    """Raise PermissionDenied unless the member may do `to` in the room of their board."""
    demand(member, RULES[to], to, Circumstances(own=own))


def may(member: Membership, to: str, *, own: bool = False) -> bool:
    """What `authorise` would allow; for a page that offers only what can be done."""
    return Circumstances(own=own).allow(RULES[to].verdicts(member.duties(timezone.now())))


def held(board: int, by: Membership, to: str, *, own: bool = False) -> Room:
    """The room of the board, locked until the transaction ends, if `by` may still do `to`: what every act begins with.

    The door judged by the rows that it read; between that and the lock the membership may have ended or lost a role.
    Lock order of the house: cycle, room, other rows, event counter. Raises NoRoom, and Http404 for another board's.
    """
    try:
        room = Room.objects.locked(board)
    except Room.DoesNotExist:
        raise NoRoom(_NO_ROOM) from None
    member = today(by)
    if member.board_id != board:
        raise unknown(member, f"room of board {board}, to {to}")
    authorise(member, to, own=own)
    return room
