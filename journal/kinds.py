"""Typed payloads: what happened is a frozen dataclass whose `kind` is `area.subject.past`."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Payload:
    """Base of all payloads. The fields become the event's `data`; they must be plain JSON values."""

    kind: ClassVar[str]

    def data(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}
