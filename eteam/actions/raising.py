"""A blocker begins: its clock, its route and its owner are fixed in the same transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from bets.actions.validity import refuse
from bets.models import Bet
from eteam.access import held
from eteam.actions.asked import check_asked
from eteam.actions.rerouting import reroute
from eteam.clocks import calendar_version, value
from eteam.events.blocker import BlockerRaised
from eteam.models import Blocker, Flag, Room, Route
from eteam.sla import due_at
from journal.record import record
from journal.refusals import Invalid
from org.models import Calendar, Membership, Team
from org.moments import utc, wall
from org.notices import tell

_AGAIN = timedelta(minutes=10)
"""For so long the same words of the same person about the same team are a form that was sent twice."""


@transaction.atomic
def raise_blocker(
    *, room: Room, title: str, text: str, blocked_team: Team, blocking: str, blocking_team: Team | None,
    bet: Bet | None, by: Membership, now: datetime, follows: Blocker | None = None,
) -> Blocker:  # fmt: skip
    """By a leader or a VP, for whichever team. `follows`: the same thing before, that was unblocked too long ago.

    Raises Invalid by field, also where the team's calendar never reaches the target.
    """
    room = held(room.board_id, by, "blocker.raise")
    blocker = Blocker(
        board=room.board, title=title, text=text, blocked_team=blocked_team, blocking=blocking,
        blocking_team=blocking_team, bet=bet, follows=follows, raised_at=now, raised_by=by,
    )  # fmt: skip
    check_asked(blocker, blocked_team)
    return _just_raised(blocker) or begin(room, blocker, now)


def begin(room: Room, blocker: Blocker, now: datetime, *, by_itself: bool = False) -> Blocker:
    """Save one that is checked. Part of an act that holds the room; writes the act's event.

    `by_itself`: nobody did it, the time did; the actor of its event is then whose flag it was.
    """
    start_clock(room, blocker, calendar_version(blocker.blocked_team))
    blocker.owner = blocker.blocking_team.vp if blocker.blocking_team else None
    blocker.route = blocker.first_route = Route.ROOM
    blocker.routed_at = now
    blocker.save()
    changed = reroute(room, now)
    own = next((each for each in changed if each.pk == blocker.pk), blocker)
    blocker.route = blocker.first_route = own.route
    blocker.save(update_fields=["first_route"])
    others = [each.pk for each in changed if each.pk != blocker.pk]
    payload = BlockerRaised(
        team=blocker.blocked_team_id, raised_at=utc(blocker.raised_at), due_at=utc(blocker.due_at),
        route=blocker.route, rerouted=others, bet=blocker.bet_id, flag=blocker.flag_id, follows=blocker.follows_id,
        by_itself=by_itself or None,
    )  # fmt: skip
    _tell_of_flag(blocker, payload, by_itself, now)
    record(payload, board_id=room.board_id, topic=room.topic, by=blocker.raised_by, subject=blocker, now=now)
    return blocker


def _tell_of_flag(blocker: Blocker, payload: BlockerRaised, by_itself: bool, now: datetime) -> None:
    """Whoever flagged it is told what became of it; its VP, that it waited too long for them."""
    if blocker.flag is None:
        return
    who, by = (blocker.blocked_team.vp_id if by_itself else blocker.flag.flagged_by_id), blocker.raised_by
    how = "was not answered, and is a blocker by itself" if by_itself else "is a blocker"
    due = wall(blocker.due_at, blocker.zone)
    sentence = f"The flag “{blocker.title}” of {blocker.blocked_team.name} {how}, due {due}."
    tell([who], payload, sentence, reverse("blocker", args=[blocker.pk]), by=by, now=now)


def of_flag(flag: Flag, by: Membership) -> Blocker:
    """What a flag says, as a blocker that was raised when it was flagged. Not saved."""
    return Blocker(
        board=flag.board, title=flag.title, text=flag.text, blocked_team=flag.team, blocking=flag.blocking,
        blocking_team=flag.blocking_team, bet=flag.bet, flag=flag, raised_at=flag.flagged_at, raised_by=by,
    )  # fmt: skip


def start_clock(room: Room, blocker: Blocker, version: Calendar | None) -> None:
    """Copy what its time is counted with: the version of the blocked team's calendar, and the room's target."""
    blocker.calendar = version
    blocker.zone = blocker.calendar.zone if blocker.calendar else blocker.board.zone
    blocker.target = room.target
    try:
        due = due_at(blocker.raised_at, room.target, value(blocker.calendar, blocker.zone))
    except ValueError as error:
        raise _never_due(blocker) from error
    blocker.due_at = blocker.first_due_at = due


def _never_due(blocker: Blocker) -> Invalid:
    team = blocker.blocked_team.name
    return refuse({"blocked_team": f"The calendar of {team} has too little working time: it would never be due."})


def _just_raised(blocker: Blocker) -> Blocker | None:
    same = Blocker.objects.open().filter(
        title=blocker.title, text=blocker.text, raised_by=blocker.raised_by, blocked_team=blocker.blocked_team,
        blocking_team=blocker.blocking_team, bet=blocker.bet,
    )  # fmt: skip
    return same.filter(raised_at__gt=blocker.raised_at - _AGAIN).first()
