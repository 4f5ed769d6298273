"""Invariants 1 and 2: dense ranks, and a log that leads to them."""

from collections.abc import Iterator

from bets.events import act_of
from bets.models import Cycle, Rank
from bets.ordering import TornLog, replay
from config.verify.query import rows
from journal.models import Event

_TORN = """
SELECT board.slug, cycle.name, count(*), array_agg(rank.position ORDER BY rank.position)
FROM bets_rank AS rank JOIN bets_cycle AS cycle ON cycle.id = rank.cycle_id JOIN org_board AS board
    ON board.id = cycle.board_id
GROUP BY board.slug, cycle.name
HAVING (min(position), max(position), count(DISTINCT position)) IS DISTINCT FROM (1, count(*), count(*))
"""

# Under a plan a withdrawn bet keeps its number.
_ENDED = """
SELECT board.slug, cycle.name, rank.position, bet.status
FROM bets_rank AS rank JOIN bets_bet AS bet ON bet.id = rank.bet_id JOIN bets_cycle AS cycle
    ON cycle.id = rank.cycle_id JOIN org_board AS board ON board.id = cycle.board_id
WHERE bet.status <> 'submitted' AND cycle.state IN ('pitching', 'ranking')
"""

_SHOWN = 5


def rank_breaches() -> Iterator[str]:
    """Cycles whose ranks have a gap or a tie, and ranks of bets that are not in the running."""
    for board, cycle, count, positions in rows(_TORN):
        wrong = [position for place, position in enumerate(positions, start=1) if position != place][:_SHOWN]
        yield f"{board}/{cycle}: {count} ranks, among them {', '.join(f'#{position}' for position in wrong)}"
    for board, cycle, position, status in rows(_ENDED):
        yield f"{board}/{cycle}: #{position} is {status}"


def order_breaches() -> Iterator[str]:
    """Cycles whose log is not revisions 1..r, or does not lead to the stored order."""
    for cycle in Cycle.objects.select_related("board").order_by("pk"):
        yield from (f"{cycle.board.slug}/{cycle.name}: {problem}" for problem in _problems(cycle))


def _problems(cycle: Cycle) -> Iterator[str]:
    log = list(
        Event.objects.filter(topic=cycle.topic, revision__isnull=False)
        .order_by("revision", "number")
        .values_list("revision", "data")
    )
    if [revision for revision, _ in log] != list(range(1, cycle.revision + 1)):
        yield f"at revision {cycle.revision}, but the log has {len(log)} changes of the order, not one for each"
    try:
        order = replay(act_of(data) for _, data in log)
    except TornLog as torn:
        yield f"the log is torn, {torn}"
    else:
        if order != Rank.objects.order(cycle):
            yield "the log leads to another order than the stored one"
