"""Whether reminders go on: what `/healthz` and the admins' page say. Four or five statements."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from eteam import pulses
from eteam.models import Blocker, LadderStep, Pulse, Reminder, Route
from journal.checks import Check

OVERDUE = timedelta(minutes=5)
SILENT = timedelta(minutes=3)


def audit(now: datetime) -> tuple[Check, ...]:
    """Judged anew each time: what is put right is well again by itself."""
    return (*_pulses(now), _overdue(now), _lapsed(now), _without_step(now))


def _pulses(now: datetime) -> Iterator[Check]:
    at = dict(Pulse.objects.values_list("name", "at"))
    for name, what in ((pulses.BEAT, "beat"), (pulses.WORKER, "worker"), (pulses.TICK, "tick")):
        yield _pulse(what, at.get(name), now)


def _pulse(name: str, at: datetime | None, now: datetime) -> Check:
    if at is None:
        return Check(name, False, "Has not been heard of yet.")
    silent = int((now - at).total_seconds())
    return Check(name, now - at <= SILENT, f"Last heard of {max(silent, 0)} seconds ago.")


def _overdue(now: datetime) -> Check:
    late = Reminder.objects.filter(state=Reminder.State.PLANNED, due_at__lt=now - OVERDUE)
    oldest = late.order_by("due_at").values_list("due_at", flat=True).first()
    if oldest is None:
        return Check("overdue", True, "Nothing that is due waits for more than 5 minutes.")
    minutes = int((now - oldest).total_seconds()) // 60
    return Check("overdue", False, f"{late.count()} unsent; the oldest was due {minutes} minutes ago.")


def _lapsed(now: datetime) -> Check:
    lapsed = Reminder.objects.filter(state=Reminder.State.CLAIMED, lease_until__lte=now).count()
    says = f"{lapsed} taken up by a process that did not end them." if lapsed else "Nothing was left half done."
    return Check("lapsed", not lapsed, says)


def _without_step(now: datetime) -> Check:
    step = LadderStep.objects.filter(blocker=OuterRef("pk"))
    bare = Blocker.objects.undecided().filter(~Exists(step), route=Route.NOW).count()
    says = f"{bare} NOW blockers of which nobody was told." if bare else "Every NOW blocker has its first step."
    return Check("ladder", not bare, says)
