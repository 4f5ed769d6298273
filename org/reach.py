"""How far a token reaches: one board, and there only some of what its holder may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from org.models import Board

INTEGRATION = "integration"
"""The column of the rules for whoever is nobody: see `org.permissions.Rule`."""


@dataclass(frozen=True)
class Reach:
    """`actions` are names of the rules. An integration is no member: it has a place on its board, and nothing else."""

    board: Board
    actions: frozenset[str]
    is_integration: bool = False
