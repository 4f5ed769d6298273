"""What a test asks the stagehand for: boards with members and sessions, and the changes that come in between.

Keyword arguments and answers are plain values; each function is one transaction.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from eteam.models import Reminder, Session
from eteam.reminders.planning import plan
from org.models import Board, Membership
from tests.cast import make_member
from tests.eteam.rows import RoomFactory, SessionFactory
from tests.factories import BoardFactory

AHEAD = 6
"""Days to the first session: near enough for invitations, and no other reminder of it comes before the test is over."""

DAYS = 7


@transaction.atomic
def lay(*, name: str, members: int, sessions: int) -> dict[str, Any]:
    """A board whose members are invited to its sessions by the next tick."""
    board = BoardFactory(slug=name, name=name)
    RoomFactory(board=board, made_at=timezone.now())
    people = [_join(board, f"Member{number}") for number in range(members)]
    base = timezone.now() + timedelta(days=AHEAD)
    made = [
        SessionFactory(board=board, starts_at=base + timedelta(days=number % DAYS, hours=number))
        for number in range(sessions)
    ]
    return {"board": board.pk, "slug": name, "members": people, "sessions": [session.pk for session in made]}


def _join(board: Board, name: str) -> int:
    return make_member(board, name, ["vp"]).pk


def join(*, board: int, name: str) -> int:
    """A member who comes late."""
    return _join(Board.objects.get(pk=board), name)


def leave(*, member: int) -> None:
    Membership.objects.filter(pk=member).update(ended_at=timezone.now())


def move(*, session: int, hours: int) -> None:
    late = timedelta(hours=hours)
    Session.objects.filter(pk=session).update(
        starts_at=F("starts_at") + late, ends_at=F("ends_at") + late, revision=F("revision") + 1
    )


def cancel(*, session: int) -> None:
    Session.objects.filter(pk=session).update(
        state=Session.State.CANCELLED, cancelled_for="The fire alarm.", revision=F("revision") + 1
    )


@transaction.atomic
def only(*, board: int, channel: str) -> int:
    """Plans, and leaves of it what goes by one way. How many those are."""
    plan(timezone.now())
    Reminder.objects.filter(board=board).exclude(channel=channel).delete()
    return Reminder.objects.filter(board=board, due_at__lte=timezone.now()).count()


def lapse(*, board: int) -> None:
    """Every lease on its reminders is over."""
    Reminder.objects.filter(board=board, state=Reminder.State.CLAIMED).update(lease_until=timezone.now())
