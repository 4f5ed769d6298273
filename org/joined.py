"""Rows of several models from one statement that was put together once.

As a queryset it would be built anew for every request, and building it takes several times as long as running it.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, models

M = TypeVar("M", bound=models.Model)


def columns(model: type[models.Model], alias: str) -> str:
    """All of the model, for a SELECT."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


def take(model: type[M], values: Iterator[Any]) -> M:
    """A row of `model` from the next of `values`."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, list(islice(values, len(names))))
