"""What most events are made of."""

from dataclasses import dataclass

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class Noted(Payload):
    """Events whose subject says it all but for a few particulars."""

    reason: str | None = None
