"""How what was asked for is looked up in a column, and which of two matches comes first."""

from collections.abc import Collection
from functools import reduce
from operator import and_, or_

from django.db.models import Case, Q, Value, When

from config.palette.asked import Asked


def has_words(asked: Asked, columns: Collection[str]) -> Q:
    """Every word stands somewhere in one of `columns`. Signs that LIKE would read in its own way are escaped."""
    return reduce(and_, (_has(word, columns) for word in asked.words))


def nearness(asked: Asked, column: str) -> Case:
    """1: `column` begins with what was asked; 2: one of its words does; 3: it has it within; 4: it has not."""
    return Case(
        When(**{f"{column}__istartswith": asked.text}, then=Value(1)),
        When(**{f"{column}__icontains": f" {asked.text}"}, then=Value(2)),
        When(**{f"{column}__icontains": asked.text}, then=Value(3)),
        default=Value(4),
    )


def _has(word: str, columns: Collection[str]) -> Q:
    return reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
