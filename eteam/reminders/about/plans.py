"""The plan is locked: each owner reads what it means for their bets, and why."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from bets.allocation import Allocation
from bets.models import Plan
from bets.names import Names
from bets.plan.reading import allocation
from bets.sentences import why
from eteam.models import Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words

NAME, KIND = "plan", "plan_locked"

_RECENT = timedelta(days=1)


def plan(now: datetime) -> None:
    """One statement, and one for each plan of the last day."""
    for each in Plan.objects.filter(unlocked_at=None, locked_at__gt=now - _RECENT).order_by("pk"):
        keep(_wanted(each), now)


def _wanted(locked: Plan) -> Iterator[Wanted]:
    for owner in sorted({_shown(locked, bet)["owner"] for bet in locked.content["order"]}):
        yield Wanted(
            board=locked.board_id, kind=KIND, subject=NAME, subject_id=locked.pk, recipient=owner,
            due_at=locked.locked_at,
        )  # fmt: skip


def _shown(locked: Plan, bet: int) -> Mapping[str, Any]:
    shown: Mapping[str, Any] = locked.content["shown"]["bets"][str(bet)]
    return shown


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    if Plan.objects.filter(pk=reminder.subject_id, unlocked_at=None).exists():
        return None
    return withdrawn("The plan was unlocked.")


def words(reminder: Reminder, now: datetime) -> Words:
    locked = Plan.objects.select_related("cycle").get(pk=reminder.subject_id)
    content = locked.content
    mine = [bet for bet in content["order"] if _shown(locked, bet)["owner"] == reminder.recipient_id]
    found = allocation(content)
    teams = {slug: name for slug, (name, _) in content["shown"]["teams"].items()}
    names = Names(ranks={bet: rank for rank, bet in enumerate(content["order"], start=1)}, teams=teams)
    funded = sum(bet in found.funded for bet in mine)
    facts = tuple((f"{names.bet(bet)} {_shown(locked, bet)['title']}", _means(found, bet, names)) for bet in mine)
    return Words(
        headline=f"The plan of {locked.cycle.name} is locked: {_count(funded, len(mine))}.",
        facts=facts,
        path=reverse("plan", args=[locked.cycle_id]),
        act="Open the plan",
    )


def _count(funded: int, bets: int) -> str:
    if bets == 1:
        return "your bet is funded" if funded else "your bet is not funded"
    return f"{funded} of your {bets} bets {'is' if funded == 1 else 'are'} funded"


def _means(found: Allocation, bet: int, names: Names) -> str:
    if bet not in found.unfunded:
        return "Funded."
    said = why(found, bet, names)
    return f"Waits: {said.lead} {said.rest}".strip()


ABOUT = Subject(NAME, plan, stop, words)
