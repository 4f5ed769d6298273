"""Invariant 5: the journal is whole, what it must tell it tells, and the guards of the data stand."""

from collections.abc import Iterator

from config.verify.guards import guard_breaches
from config.verify.query import rows

_NUMBERS = """
SELECT board_id, coalesce(count, 0), coalesce(lowest, 1), coalesce(highest, 0), coalesce(counter.number, 0)
FROM (
    SELECT board_id, count(*), min(number) AS lowest, max(number) AS highest FROM journal_event GROUP BY board_id
) AS log FULL JOIN journal_counter AS counter USING (board_id)
WHERE (coalesce(lowest, 1), coalesce(highest, 0), coalesce(counter.number, 0))
    IS DISTINCT FROM (1, coalesce(count, 0), coalesce(count, 0))
ORDER BY board_id
"""

_UNTOLD = """
SELECT 'the plan of cycle ' || cycle_id || ' locked at revision ' || revision
FROM bets_plan AS plan WHERE NOT EXISTS (
    SELECT FROM journal_event WHERE topic = 'cycle:' || plan.cycle_id AND kind = 'bets.plan.locked'
        AND data ->> 'digest' = plan.digest
)
UNION ALL
SELECT 'bet ' || id || ' that was ' || status
FROM bets_bet AS bet WHERE status IN ('withdrawn', 'declined') AND NOT EXISTS (
    SELECT FROM journal_event WHERE topic = 'cycle:' || bet.cycle_id AND kind = 'bets.bet.' || bet.status
        AND subject_id = bet.id
)
"""


def log_breaches() -> Iterator[str]:
    for board, count, lowest, highest, counter in rows(_NUMBERS):
        yield f"board {board}: {count} events, numbered {lowest} to {highest}, and the counter at {counter}"
    for (what,) in rows(_UNTOLD):
        yield f"no event tells of {what}"
    yield from guard_breaches()
