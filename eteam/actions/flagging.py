"""Somebody says what blocks their team; its VP makes a blocker of it, or says why not."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from bets.actions.validity import check_reason
from bets.models import Bet
from eteam.access import authorise, held, may
from eteam.actions.asked import check_asked
from eteam.actions.raising import begin, of_flag, raise_blocker
from eteam.clocks import calendar_version, value
from eteam.events.flag import FlagRaised, FlagRejected
from eteam.models import Blocker, Flag, Room
from eteam.sla import due_at
from journal.record import record
from journal.refusals import WrongState
from org.access import security, today
from org.models import Membership, Team, TeamMember
from org.notices import tell
from org.working_time import Calendar

UNTOUCHED = 240
"""Working minutes after which a flag that nobody decided becomes a blocker by itself."""


@transaction.atomic
def flag(
    *, room: Room, title: str, text: str, team: Team, blocking: str, blocking_team: Team | None, bet: Bet | None,
    by: Membership, now: datetime,
) -> Flag | Blocker:  # fmt: skip
    """A viewer for a team that they work on, everybody else for any. What the team's own VP flags is raised at once.

    Raises Invalid by field, and PermissionDenied for a team that a viewer does not work on.
    """
    if by.answers_for(team.vp_id, now):
        return raise_blocker(
            room=room, title=title, text=text, blocked_team=team, blocking=blocking, blocking_team=blocking_team,
            bet=bet, by=by, now=now,
        )  # fmt: skip
    room = held(room.board_id, by, "blocker.flag")
    check_is_on(team, by, now)
    said = Flag(
        board=room.board, team=team, title=title, text=text, blocking=blocking, blocking_team=blocking_team, bet=bet,
        flagged_by=by, flagged_at=now,
    )  # fmt: skip
    check_asked(said, team)
    if (before := _just_flagged(said)) is not None:
        return before
    said.becomes_at = due_at(now, UNTOUCHED, _clock_of(team))
    said.save()
    payload = FlagRaised(team=team.pk, bet=bet.pk if bet else None)
    sentence = f"{by.name} flags what blocks {team.name}: “{said.title}”. Make it a blocker, or say why not."
    tell([team.vp_id], payload, sentence, reverse("flags", args=[room.board.slug]), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=said, now=now)
    return said


@transaction.atomic
def take_up(
    *, flag: Flag, by: Membership, now: datetime, blocking: str | None = None, blocking_team: Team | None = None
) -> Blocker:
    """The team's VP makes it a blocker: raised when it was flagged. `blocking` names the side, if they know better."""
    room, flag = _held_flag(flag, by, now)
    if blocking is not None:
        flag.blocking, flag.blocking_team = blocking, blocking_team
    blocker = of_flag(flag, by)
    check_asked(blocker, flag.team)
    flag.decided_at, flag.decided_by = now, by
    flag.save(update_fields=["decided_at", "decided_by"])
    return begin(room, blocker, now)


@transaction.atomic
def reject(*, flag: Flag, reason: str, by: Membership, now: datetime) -> Flag:
    """The team's VP says why it is no blocker; whoever flagged it is told. Raises Invalid without a reason."""
    check_reason(reason)
    room, flag = _held_flag(flag, by, now)
    flag.decided_at, flag.decided_by, flag.rejected_for = now, by, reason.strip()
    flag.save(update_fields=["decided_at", "decided_by", "rejected_for"])
    payload = FlagRejected(team=flag.team_id)
    sentence = f"{by.name} does not make “{flag.title}” a blocker: “{flag.rejected_for}”"
    tell([flag.flagged_by_id], payload, sentence, reverse("flag", args=[flag.pk]), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=flag, now=now)
    return flag


def check_is_on(team: Team, by: Membership, now: datetime) -> None:
    """Raise PermissionDenied where somebody who only views the board does not work on the team."""
    if flags_for_any(by, now) or TeamMember.objects.filter(team=team, member=by).exists():
        return
    security.info("refused blocker.flag to member %s: not on team %s", by.pk, team.pk)
    raise PermissionDenied("You flag what blocks a team that you work on.")


def flags_for_any(by: Membership, now: datetime) -> bool:
    """Whether their role knows the whole board, and not their own teams alone."""
    return may(by, "blocker.raise") or by.is_steward


def _held_flag(flag: Flag, by: Membership, now: datetime) -> tuple[Room, Flag]:
    """The room, locked, and the flag as it stands now. Raises WrongState once it is decided, be it by time."""
    own = by.answers_for(flag.team.vp_id, now)
    room = held(flag.board_id, by, "blocker.decide_flag", own=own)
    rows = Flag.objects.select_related("board", "team", "blocking_team__vp__person", "bet")
    standing = rows.get(pk=flag.pk)
    authorise(today(by), "blocker.decide_flag", own=by.answers_for(standing.team.vp_id, now))
    if standing.decided_at is not None:
        how = "rejected" if standing.is_rejected else "a blocker"
        raise WrongState(f"“{standing.title}” is {how} already.")
    return room, standing


def _clock_of(team: Team) -> Calendar:
    return value(calendar_version(team), team.board.zone)


def _just_flagged(said: Flag) -> Flag | None:
    same = Flag.objects.waiting().filter(
        title=said.title, text=said.text, team=said.team, blocking=said.blocking, flagged_by=said.flagged_by
    )
    return same.filter(blocking_team=said.blocking_team, bet=said.bet).first()
