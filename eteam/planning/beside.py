"""What the page of a cycle says of its sessions, and how they are planned: see `bets.beside`."""

from django.db.models import Count, Q
from django.urls import reverse

from bets.beside import Corner, Said
from bets.models import Cycle
from eteam.access import may
from eteam.models import Room, Session
from org.models import Membership


def sessions_of(cycle: Cycle, member: Membership) -> Corner | None:
    """For those who read the room, until the cycle is closed; None too where nobody has said when it meets.

    Two statements.
    """
    if cycle.state == Cycle.State.CLOSED or not may(member, "eteam.read_room"):
        return None
    if not Room.objects.of(cycle.board_id).exists():
        return None
    slug, standing = member.board.slug, Session.objects.standing().filter(cycle=cycle)
    count = standing.aggregate(
        sessions=Count("pk", filter=Q(kind=Session.Kind.SESSION)),
        checkpoints=Count("pk", filter=Q(kind=Session.Kind.CHECKPOINT)),
    )
    said = _said(count["sessions"], count["checkpoints"], reverse("sessions", args=[slug]))
    plans = may(member, "eteam.session.schedule_move_cancel")
    act = ("Plan its sessions", f"{reverse('sessions_planning', args=[slug])}?cycle={cycle.pk}") if plans else ()
    return Corner("Sessions of the room", said, "None is planned.", *act)


def _said(sessions: int, checkpoints: int, url: str) -> tuple[Said, ...]:
    """`26 sessions and 25 checkpoints are ahead`"""
    if not sessions + checkpoints:
        return ()
    counts = [(sessions, "session"), (checkpoints, "checkpoint")]
    parts = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count]
    verb = "is" if sessions + checkpoints == 1 else "are"
    return (Said(parts[0], f"{'and ' + parts[1] + ' ' if len(parts) > 1 else ''}{verb} planned", url),)
