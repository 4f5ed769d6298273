"""The form by which an item ends: what it asks for, and what it says before it is sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from eteam.access import may
from eteam.models import Blocker, Session
from eteam.session.current import after
from eteam.session.seats import is_member
from eteam.session.things import Thing, owns, title
from eteam.verdicts import ALONE
from org.models import Membership


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """`typed` and `errors` by field, after a refusal. `kept`: another version of the same form is another form.

    `in_room`: the session that runs; None: outside, and then it is said who was there. `names`: the steward types it,
    and names who confirms. `breach`: what is to be said of carrying it.
    """

    title: str
    action: str
    kept: str
    in_room: int | None
    people: tuple[tuple[int, str], ...]
    names: tuple[tuple[int, str], ...]
    needs_name: bool
    is_blocker: bool
    blocked: str
    now: str
    due: str
    due_said: str
    breach: str
    third: bool
    is_leader: bool
    me: int
    owner: int | None
    typed: dict[str, Any]
    errors: dict[str, str]


def outcome_form(
    thing: Thing, member: Membership, session: Session | None, now: datetime,
    typed: dict[str, Any] | None = None, errors: dict[str, str] | None = None,
) -> OutcomeForm | None:  # fmt: skip
    """None for a reader who can record none. Two statements, and one more for whoever may."""
    direct = may(member, "eteam.outcome", own=owns(thing, member, "eteam.outcome", now))
    if not direct and not may(member, "eteam.type_outcome"):
        return None
    blocker = thing if isinstance(thing, Blocker) else None
    rows = Membership.objects.current().filter(board=thing.board_id).select_related("person", "board")
    people = [each for each in rows.order_by("person__name", "pk") if is_member(each, now)]
    names = [each for each in people if may(each, "eteam.outcome", own=owns(thing, each, "eteam.outcome", now))]
    zone = session.zone if session else thing.board.zone
    following = after(session, now) if session else None
    route = f"{'blocker' if blocker else 'matter'}_outcomes{'' if direct else '_typed'}"
    return OutcomeForm(
        title=title(thing),
        action=reverse(route, args=[thing.pk]),
        kept=f"{'blocker' if blocker else 'matter'}-{thing.pk}-{thing.carries}",
        in_room=session.pk if session else None,
        people=tuple((each.pk, each.name) for each in people),
        names=tuple((each.pk, each.name) for each in names),
        needs_name=not direct,
        is_blocker=blocker is not None,
        blocked=blocker.blocked_team.name if blocker else "",
        now=_local(now, zone),
        due=_local(blocker.due_at, zone) if blocker and blocker.due_at > now else "",
        due_said=_said(blocker.due_at, zone) if blocker else "",
        breach=_breach(blocker, following, zone, now) if blocker else "",
        third=thing.carries >= ALONE,
        is_leader=member.is_leader,
        me=member.pk,
        owner=blocker.owner_id if blocker else None,
        typed=typed or {},
        errors=errors or {},
    )


def _breach(blocker: Blocker, following: Session | None, zone: str, now: datetime) -> str:
    """What happens to it if it is carried: told before, and with the actual next session."""
    due = _said(blocker.due_at, zone)
    if blocker.due_at <= now:
        return f"It was due {due}: carried, it stays breached."
    if following is None:
        return f"It is due {due}, and no session is planned after this one: unless it is decided outside, it breaches."
    if following.starts_at < blocker.due_at:
        return f"It is due {due}; the next session is {_said(following.starts_at, zone)}."
    return (
        f"It will breach: due {due}, the next session {_said(following.starts_at, zone)}."
        " Carrying from week to week is 40 working hours against 20, so it always breaches,"
        " unless it is decided outside the room before it is due."
    )


def _local(at: datetime, zone: str) -> str:
    """For an input of date and time."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def _said(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %H:%M}"
