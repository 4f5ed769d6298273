"""Taking up a run that waits: nobody else does while the lease holds. What it asks is asked outside any transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from bets.models import RoadmapRun
from journal.clock import database_now
from journal.failpoints import failpoint

ATTEMPT = 20.0
"""Seconds for which one attempt asks; what is left then is done by the next, and webhooks go out in between."""

LEASE = timedelta(seconds=180)
"""Longer than an attempt, and than the time after which a tool's search finds what was made: see `attempting`."""


def claim(now: datetime | None) -> RoadmapRun | None:
    """One that is due, with board and cycle. None: there is none."""
    with transaction.atomic():
        at = now or database_now()
        run = RoadmapRun.objects.due(at).select_for_update(no_key=True, skip_locked=True).first()
        if run is None:
            return None
        run.lease_until = at + LEASE
        run.taken += 1
        run.save(update_fields=["lease_until", "taken"])
    failpoint("roadmap.claimed")
    return run
