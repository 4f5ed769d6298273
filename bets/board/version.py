"""Which version of the board a person sees, so that a page that asks again costs little."""

from django.utils import timezone

from bets.models import Cycle
from org.models import Membership

REPRESENTATION = 5
"""Raise it with every change of what the fragment looks like: open pages then fetch it anew."""


def etag(cycle: Cycle, member: Membership, what: str) -> str:
    """Of one representation, `what`: its name and all of its query. The same for all who have the same duties.

    The cycle comes from `cycle_for`, so that its number was read before the content that the tag stands for.
    """
    roles = "".join(sorted(duty[0] for duty in member.duties(timezone.now())))
    return f'"{REPRESENTATION}-{cycle.pk}-{cycle.event_number}-{roles}-{what}"'
