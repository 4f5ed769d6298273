"""A huddle: those whom it takes meet at once about what cannot wait, and end it by an outcome of the room's list."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from eteam.actions.holding import held_blocker
from eteam.actions.unblocking import check_open
from eteam.events.outcome import HuddleCalled
from eteam.models import Blocker, Huddle, Room, Route, Session
from eteam.session.things import title
from journal.record import record
from journal.refusals import Refusal, WrongState
from org.models import Membership
from org.notices import leaders, tell


class HuddleIsCalled(Refusal):
    code = "huddle_called"


@transaction.atomic
def call(*, blocker: Blocker, by: Membership, now: datetime) -> Huddle:
    """One button: the VPs of both sides and the chair are asked to come, or the leaders where no team is to unblock.

    Raises WrongState for what is not open or can wait, HuddleIsCalled while one is on.
    """
    room, blocker = held_blocker(blocker, by, "eteam.huddle", now)
    check_open(blocker)
    if blocker.route != Route.NOW:
        raise WrongState("This can wait for its session: a huddle is for what cannot.")
    if Huddle.objects.filter(blocker=blocker, ended_at=None).exists():
        raise HuddleIsCalled("A huddle is called already. It ends with an outcome.")
    called = sorted(concerned(blocker, room, now))
    huddle = Huddle.objects.create(board=room.board, blocker=blocker, called_by=by, called_at=now, called=called)
    payload = HuddleCalled(huddle=huddle.pk, called=called)
    sentence = f"{by.name} calls a huddle now. {title(blocker)}"
    tell(called, payload, sentence, reverse("blocker", args=[blocker.pk]), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=blocker, now=now)
    return huddle


def concerned(blocker: Blocker, room: Room, now: datetime) -> set[int]:
    """Memberships: who answers for either team today, its owner, and the chair; without a chair, or a team that is
    to unblock, all leaders.
    """
    vps = {team.vp_id for team in (blocker.blocked_team, blocker.blocking_team) if team is not None}
    members = Membership.objects.current().filter(board=room.board_id).select_related("board")
    found = {each.pk for each in members if any(each.answers_for(vp, now) for vp in vps)}
    found |= {blocker.owner_id} if blocker.owner_id else set()
    chair = chair_of(room)
    if chair is None or blocker.blocking_team is None:
        return found | set(leaders(room.board))
    return found | {chair}


def chair_of(room: Room) -> int | None:
    """The membership of the leader who chairs, or chaired last. One statement."""
    chaired = Session.objects.filter(board=room.board_id, chair__isnull=False, chair__ended_at=None)
    return chaired.exclude(state=Session.State.CANCELLED).order_by("-starts_at").values_list("chair", flat=True).first()
