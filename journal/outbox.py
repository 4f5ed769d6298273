"""What is to be sent to endpoints, written in the transaction of the change: told if and only if it happened.

It is part of the one statement that writes the event, so that a board without endpoints pays for no other, and takes
no lock but the foreign key's, which waits for no sender.
"""

# After `event`, the row that was just written. Endpoints that are paused are told later; removed ones never.
INTO_OUTBOX = """
INSERT INTO journal_delivery
    (endpoint_id, number, kind, topic, state, tells_order, attempts, taken, created_at, next_at)
SELECT endpoint.id, event.number, %(kind)s, %(topic)s, 'pending', false, 0, 0, %(at)s,
    LEAST(%(at)s, clock_timestamp())
FROM event JOIN journal_endpoint AS endpoint ON endpoint.board_id = %(board)s
WHERE %(kind)s = ANY(endpoint.kinds) AND endpoint.removed_at IS NULL
"""
