"""What a test asks the stagehand for: boards with members and sessions, and the changes that come in between.

Keyword arguments and answers are plain values; each function is one transaction.
"""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from eteam.actions import planning
from eteam.models import Pulse, Reminder, Session
from eteam.reminders.planning import plan
from eteam.reminders.subjects import ALL
from org.models import Board, Membership
from tests.cast import make_member
from tests.eteam.rows import RoomFactory, SessionFactory
from tests.factories import BoardFactory

AHEAD = 6
"""Days to the first session: near enough for invitations, and no other reminder of it comes before the test is over."""

DAYS = 7

WAYS = 2
"""By which each member is told: in the inbox and by mail."""


@transaction.atomic
def lay(*, name: str, members: int, sessions: int, channel: str) -> dict[str, Any]:
    """A board whose members are invited to its sessions by the next tick. The first of them is its steward.

    With a `channel` they are planned already, and nobody is told by any other way.
    """
    _nobody_else_plans()
    board = BoardFactory(slug=name, name=name)
    RoomFactory(board=board, made_at=timezone.now())
    people = [_join(board, f"Member{number}", "vp" if number else "steward") for number in range(members)]
    base = timezone.now() + timedelta(days=AHEAD)
    made = [
        SessionFactory(board=board, starts_at=base + timedelta(days=number % DAYS, hours=number))
        for number in range(sessions)
    ]
    number = _only(board.pk, channel) if channel else members * sessions * WAYS
    return {
        "board": board.pk, "slug": name, "members": people, "sessions": [session.pk for session in made],
        "number": number,
    }  # fmt: skip


def _join(board: Board, name: str, role: str) -> int:
    return make_member(board, name, [role]).pk


def join(*, board: int, name: str) -> int:
    """A member who comes late."""
    return _join(Board.objects.get(pk=board), name, "vp")


def leave(*, member: int) -> None:
    Membership.objects.filter(pk=member).update(ended_at=timezone.now())


def move(*, session: int, hours: int, by: int) -> None:
    found = Session.objects.get(pk=session)
    planning.move(
        session=found, starts_at=found.starts_at + timedelta(hours=hours), minutes=found.minutes,
        by=Membership.objects.get(pk=by), now=timezone.now(),
    )  # fmt: skip


def cancel(*, session: int, by: int) -> None:
    planning.cancel(
        session=Session.objects.get(pk=session), reason="The fire alarm.", by=Membership.objects.get(pk=by),
        now=timezone.now(),
    )  # fmt: skip


def _only(board: int, channel: str) -> int:
    """Plans, and leaves of it what goes by one way. How many those are."""
    plan(timezone.now())
    rows = Reminder.objects.filter(board=board)
    rows.exclude(channel=channel).delete()
    return rows.filter(due_at__lte=timezone.now()).count()


def _nobody_else_plans() -> None:
    """Waits for whoever does; until the transaction ends."""
    with connection.cursor() as cursor:
        for each in ALL:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"eteam.reminders.plan.{each.name}"])


def lapse(*, board: int) -> None:
    """Every lease on its reminders is over."""
    Reminder.objects.filter(board=board, state=Reminder.State.CLAIMED).update(lease_until=timezone.now())


def late(*, board: int, minutes: int) -> None:
    """What is planned on it should have been sent so long ago."""
    at = timezone.now() - timedelta(minutes=minutes)
    Reminder.objects.filter(board=board, state=Reminder.State.PLANNED, due_at__lte=timezone.now()).update(due_at=at)


def silent(*, minutes: int) -> None:
    """Nothing was heard of anybody for so long."""
    Pulse.objects.update(at=F("at") - timedelta(minutes=minutes))


def clear(*, board: int) -> None:
    Session.objects.filter(board=board).update(state=Session.State.CANCELLED, cancelled_for="The play is over.")
    Reminder.objects.filter(board=board).delete()
