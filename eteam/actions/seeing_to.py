"""What is said about a blocker between sessions, and who sees to it."""

from datetime import datetime

from django.db import transaction

from bets.actions.validity import check_fields, refuse
from eteam.actions.asked import LONGEST
from eteam.actions.holding import held_blocker
from eteam.actions.unblocking import check_open, page
from eteam.events.blocker import BlockerHandedOver, BlockerRemarked
from eteam.models import Blocker, Remark
from journal.record import record
from org.models import Membership
from org.notices import tell


@transaction.atomic
def remark(*, blocker: Blocker, text: str, by: Membership, now: datetime) -> Remark:
    """Read in the room, and not by whoever flagged it. The first by anybody else than who raised it is the response."""
    room, blocker = held_blocker(blocker, by, "blocker.remark", now)
    said = Remark(board=room.board, blocker=blocker, author=by, text=_cleaned(text), at=now)
    check_fields(said, {"text"})
    said.save()
    blocker.answered(by, now)
    blocker.save(update_fields=["responded_at"])
    payload = BlockerRemarked(remark=said.pk)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=blocker, now=now)
    return said


@transaction.atomic
def change_owner(*, blocker: Blocker, owner: Membership | None, by: Membership, now: datetime) -> Blocker:
    """Another member sees to it; its clock is the same. Raises Invalid for somebody who is not in the room."""
    room, blocker = held_blocker(blocker, by, "eteam.outcome", now)
    check_open(blocker)
    if owner is not None and not is_in_the_room(owner, room.board_id, now):
        raise refuse({"owner": "Choose a leader or a VP of this board."})
    if blocker.owner_id == (owner.pk if owner else None):
        return blocker
    blocker.owner = owner
    blocker.answered(by, now)
    blocker.save(update_fields=["owner", "responded_at"])
    payload = BlockerHandedOver(owner=blocker.owner_id, owner_name=owner.name if owner else None)
    sentence = f"{by.name} asks you to see to “{blocker.title}”, which blocks {blocker.blocked_team.name}."
    tell([blocker.owner_id], payload, sentence, page(blocker), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=blocker, now=now)
    return blocker


def in_the_room(board: int, now: datetime) -> tuple[Membership, ...]:
    """All of the board who are, by name. One statement."""
    people = Membership.objects.current().filter(board=board).select_related("board", "person").order_by("person__name")
    return tuple(member for member in people if is_in_the_room(member, board, now))


def is_in_the_room(member: Membership, board: int, now: datetime) -> bool:
    """Leaders and VPs, and who stands in for one."""
    is_there = member.board_id == board and member.ended_at is None
    return is_there and bool({"leader", "vp"} & set(member.duties(now)))


def _cleaned(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise refuse({"text": "Write something."})
    if len(text) > LONGEST:
        raise refuse({"text": f"Write at most {LONGEST:,} characters; these are {len(text):,}."})
    return text
