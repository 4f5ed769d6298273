"""The triggers that the migrations made and the constraints that the models name: there, and switched on."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.db.models import Model

from config.env import CHECKOUT
from config.verify.query import rows

_CREATED = re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER (\w+) .*? ON (\w+)\b", re.DOTALL)

_TRIGGERS = """
SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
"""

# A unique constraint with a condition is an index only.
_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname::text FROM pg_constraint WHERE conrelid <> 0
UNION SELECT tablename::text, indexname::text FROM pg_indexes WHERE schemaname = current_schema()
"""


def own_models() -> list[type[Model]]:
    """The models of this product, not those of the libraries that it uses."""
    ours = (config for config in apps.get_app_configs() if Path(config.path).parent == CHECKOUT)
    return [model for config in ours for model in config.get_models()]


@cache
def made_triggers() -> frozenset[tuple[str, str]]:
    """(table, trigger) of every trigger in the SQL of our migrations."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {model._meta.app_label for model in own_models()}
    operations = (
        operation
        for (app, _), migration in loader.disk_migrations.items()
        if app in ours
        for operation in migration.operations
    )
    texts = (str(operation.sql) for operation in operations if isinstance(operation, RunSQL))
    return frozenset((table, name) for text in texts for name, table in _CREATED.findall(text))


def guard_breaches() -> Iterator[str]:
    for table, name in sorted(made_triggers() - set(rows(_TRIGGERS))):
        yield f"the trigger {name} of {table} is off or gone"
    named = {(model._meta.db_table, each.name) for model in own_models() for each in model._meta.constraints}
    for table, name in sorted(named - set(rows(_CONSTRAINTS))):
        yield f"the constraint {name} of {table} is gone"
