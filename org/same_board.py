"""A foreign key that cannot leave its board.

Everything belongs to a board. A row with two parents could join things of two boards; a composite foreign key
makes that impossible, even for raw SQL: (board_id, cycle_id) must be the (board_id, id) of one cycle.
"""

from typing import Any

from django.db.models import BaseConstraint, Model, UniqueConstraint


class SameBoard(BaseConstraint):
    """Composite foreign key from (scope, field) to the target's (scope, id).

    Use it beside `ForeignKey(db_constraint=False)`; the target carries `board_key(name)`. `scope` is `board`, or a
    narrower parent that both rows have, as `cycle`.
    """

    def __init__(self, *, field: str, name: str, scope: str = "board") -> None:
        super().__init__(name=name)
        self.field, self.scope = field, scope

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        field, scope = model._meta.get_field(self.field), model._meta.get_field(self.scope)
        target = field.related_model._meta
        quote = schema_editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote(scope.column)}, {quote(field.column)})"
            f" REFERENCES {quote(target.db_table)} ({quote(scope.column)}, {quote(target.pk.column)})"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def validate(self, model: type[Model], instance: Model, *args: Any, **kwargs: Any) -> None:
        """Left to the database: forms offer rows of the board only, and a check here would cost a query."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        return "org.same_board.SameBoard", (), {"field": self.field, "name": self.name, "scope": self.scope}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameBoard) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


def board_key(name: str, scope: str = "board") -> UniqueConstraint:
    """What a `SameBoard` constraint of another table refers to."""
    return UniqueConstraint(fields=[scope, "id"], name=name)
