"""What happens to endpoints by itself."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class EndpointGivenUp(Payload):
    """A message was refused eight times, and the endpoint is paused. `delivery`: the number of the event."""

    kind: ClassVar[str] = "journal.webhook.given_up"
    delivery: int
    why: str
