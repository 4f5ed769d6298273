"""What a check of the product's own health says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """`says` is for people, and names nobody: whoever reaches the server may read it."""

    name: str
    is_well: bool
    says: str
