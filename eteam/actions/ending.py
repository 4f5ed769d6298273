"""What an outcome does to what it is of: part of an act that holds the room and writes the event."""

from collections.abc import Sequence
from datetime import datetime

from eteam.actions.rerouting import reroute, step
from eteam.actions.unblocking import say_unblocked
from eteam.models import Blocker, Huddle, Matter, Outcome, Room
from org.models import Membership


def carry_out(outcome: Outcome, thing: Blocker | Matter, room: Room, by: Membership, now: datetime) -> Sequence[int]:
    """The outcome counts from now on. `by` answers for it. Returns the blockers whose route is another since."""
    if isinstance(thing, Matter):
        _end_matter(outcome, thing, now)
        return []
    if outcome.kind == Outcome.Kind.UNBLOCKED:
        say_unblocked(blocker=thing, since=outcome.since or now, by=by, now=now)
    else:
        _end_blocker(outcome, thing, by, now)
    Huddle.objects.filter(blocker=thing, ended_at=None).update(ended_at=now)
    changed = [each.pk for each in reroute(room, now)]
    if outcome.kind == Outcome.Kind.CARRIED and outcome.decide_by:
        step([thing], now)  # its ladder begins: who accepted a time to decide is reminded of it
    return changed


def _end_blocker(outcome: Outcome, blocker: Blocker, by: Membership, now: datetime) -> None:
    blocker.answered(by, now)
    blocker.owner = outcome.owner
    if outcome.kind == Outcome.Kind.DECIDED:
        blocker.decided_at = blocker.decided_at or now
    else:
        blocker.carries += 1
        blocker.decide_by = outcome.decide_by
        blocker.breach_accepted_by = by if outcome.accepts_breach else None
    blocker.save()


def _end_matter(outcome: Outcome, matter: Matter, now: datetime) -> None:
    if outcome.kind == Outcome.Kind.CARRIED:
        matter.carries += 1
    else:
        matter.settled_at = now
    matter.save(update_fields=["carries", "settled_at"])
