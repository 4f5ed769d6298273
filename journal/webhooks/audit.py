"""Whether messages to endpoints go on: what `/healthz` says. One statement."""

from datetime import datetime, timedelta

from django.db import connection

from journal.checks import Check

OVERDUE = timedelta(minutes=5)

# Of each endpoint only the first decides: what waits behind one that is tried again later is not late.
_LATE = """
SELECT count(*), min(head.next_at) FROM journal_endpoint AS endpoint
CROSS JOIN LATERAL (
    SELECT next_at, lease_until FROM journal_delivery
    WHERE endpoint_id = endpoint.id AND state = 'pending' ORDER BY number LIMIT 1
) AS head
WHERE endpoint.paused_at IS NULL AND endpoint.removed_at IS NULL
    AND head.next_at < %(since)s AND (head.lease_until IS NULL OR head.lease_until < %(since)s)
"""


def audit(now: datetime) -> Check:
    """A receiver that does not answer is its owner's matter; a message that nobody tries to send is ours."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE, {"since": now - OVERDUE})
        count, oldest = cursor.fetchone()
    if not count:
        return Check("webhooks", True, "No message that is due waits for more than 5 minutes.")
    minutes = int((now - oldest).total_seconds()) // 60
    return Check("webhooks", False, f"Endpoints that wait: {count}; the oldest message was due {minutes} minutes ago.")
