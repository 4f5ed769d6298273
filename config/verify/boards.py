"""Invariant 6: no row refers to a row of another board. Asked of the rows, not of the keys that should hold it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from config.verify.guards import own_models
from config.verify.query import rows
from org.same_board import SameBoard

_ELSEWHERE = """
SELECT here.{key} FROM {table} AS here LEFT JOIN {target} AS there ON there.{target_key} = here.{column}
WHERE here.{column} IS NOT NULL AND there.{scope} IS DISTINCT FROM here.{scope} ORDER BY 1 LIMIT 10
"""

_TOLD_ELSEWHERE = """
SELECT event.board_id, event.number, event.topic
FROM journal_event AS event JOIN bets_cycle AS cycle ON event.topic = 'cycle:' || cycle.id
WHERE cycle.board_id <> event.board_id ORDER BY 1, 2 LIMIT 10
"""


def board_breaches() -> Iterator[str]:
    for model in own_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, SameBoard):
                yield from _elsewhere(model, constraint)
    for board, number, topic in rows(_TOLD_ELSEWHERE):
        yield f"event {number} of board {board} is about {topic} of another board"


def _elsewhere(model: type[Model], constraint: SameBoard) -> Iterator[str]:
    meta: Any = model._meta
    field, scope = meta.get_field(constraint.field), meta.get_field(constraint.scope)
    target = field.related_model._meta
    statement = _ELSEWHERE.format(
        table=meta.db_table,
        key=meta.pk.column,
        column=field.column,
        scope=scope.column,
        target=target.db_table,
        target_key=target.pk.column,
    )
    for (key,) in rows(statement):
        yield f"{meta.verbose_name} {key}: its {field.verbose_name} is of another {scope.verbose_name}, or gone"
