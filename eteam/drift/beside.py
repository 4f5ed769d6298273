"""What the page of the roadmap tool says of drift: see `bets.beside`."""

from datetime import datetime

from django.urls import reverse

from bets.beside import Corner, Said
from bets.models import Plan
from eteam.access import may
from eteam.drift.finding import Drift
from eteam.drift.reading import Found, look
from org.models import Membership

_SHOWN = 3


def drift_of(plan: Plan, member: Membership, now: datetime) -> Corner | None:
    """None for whoever has no place in the room. Five statements."""
    if not may(member, "eteam.read_room"):
        return None
    found, url = look(plan, now), reverse("drift", args=[plan.cycle_id])
    said = tuple(_said(found, drift, url) for drift in found.drifts[:_SHOWN])
    more = len(found.drifts) - _SHOWN
    act = f"What drifts, and {more} more" if more > 0 else "What drifts"
    return Corner("Drift", said, "Nothing drifts, of what is told.", act, url)


def _said(found: Found, drift: Drift, url: str) -> Said:
    """`Data: works on #17 while #3 stands still`"""
    team = found.teams.get(drift.team, drift.team)
    return Said(f"{team}:", f"works on #{drift.instead.rank} while #{drift.still.rank} stands still", url)
