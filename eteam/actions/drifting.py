"""Putting a drift on the next agenda: by a member who saw it, or by itself."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import transaction

from bets.models import Bet, Cycle, Plan, TeamMove
from eteam.access import held
from eteam.actions.matters import raise_matter
from eteam.drift.agenda import asked, cause, is_old_enough
from eteam.drift.finding import WINDOW, Drift
from eteam.drift.reading import Found, look
from eteam.events.outcome import MatterRaised
from eteam.models import Matter, Room
from journal.record import Named, record
from journal.refusals import WrongState
from org.models import Membership, Team


@transaction.atomic
def raise_drift(*, cycle: Cycle, bet: int, team: str, by: Membership, now: datetime) -> Matter:
    """On the next agenda, in the words of now. Raises WrongState where nothing drifts there any more.

    One that is on the agenda already is the answer.
    """
    held(cycle.board_id, by, "eteam.raise_matter")  # whoever comes second finds it there
    plan = Plan.objects.filter(cycle=cycle, unlocked_at=None).first()
    found = look(plan, now) if plan is not None else None
    drift = next((each for each in found.drifts if (each.still.bet, each.team) == (bet, team)), None) if found else None
    if found is None or drift is None:
        raise WrongState("Nothing drifts there any more: look at the page again.")
    row = Team.objects.get(board=cycle.board_id, slug=team)
    there = Matter.objects.open().filter(kind=Matter.Kind.OFF_TRACK, bet=bet, team=row).first()
    if there is not None:
        return there
    wanted = asked(found, drift, found.sentence(drift, now), row, Bet.objects.get(pk=bet))
    return raise_matter(board=cycle.board, asked=wanted, by=by, now=now)


def by_itself(now: datetime, time: Named) -> Iterator[partial[bool]]:
    """One transaction for each drift of each board with a room, once its plan is old enough to judge by."""
    moved = TeamMove.objects.filter(moved_at__gt=now - WINDOW).values("reference__cycle")
    rooms = Room.objects.values("board")
    plans = Plan.objects.filter(unlocked_at=None, locked_at__lt=now - WINDOW, cycle__in=moved, board__in=rooms)
    for plan in list(plans.filter(cycle__state=Cycle.State.LOCKED).order_by("pk")):
        found = look(plan, now)
        for drift in found.drifts if is_old_enough(found) else ():
            yield partial(_put, found, drift, now, time)


def _put(found: Found, drift: Drift, now: datetime, time: Named) -> bool:
    """Under the lock of the room: whoever comes second finds it there."""
    plan = found.plan
    room = Room.objects.locked(plan.board_id)
    team = Team.objects.get(board=plan.board_id, slug=drift.team)
    name = cause(plan, drift, team, (now - plan.locked_at) // WINDOW)
    there = Matter.objects.filter(board=plan.board_id, bet=drift.still.bet, team=team)
    known = there.filter(cause=name) | there.filter(cause="", raised_at__gt=now - WINDOW)
    if known.filter(kind=Matter.Kind.OFF_TRACK).exists() or there.open().filter(kind=Matter.Kind.OFF_TRACK).exists():
        return False
    wanted = asked(found, drift, found.sentence(drift, now), team, Bet.objects.get(pk=drift.still.bet))
    matter = Matter.objects.create(
        board=room.board, kind=wanted.kind, title=wanted.title, text=wanted.text, team=team, bet=wanted.bet,
        raised_at=now, cause=name,
    )  # fmt: skip
    record(MatterRaised(what=matter.kind), board_id=room.board_id, topic=room.topic, by=time, subject=matter, now=now)
    return True
