"""What can happen to tokens and webhooks, as the journal keeps it. Never a secret, a digest or an address."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class TokenCreated(Payload):
    """`member` is whose it is; absent: an integration's."""

    kind: ClassVar[str] = "api.token.created"
    prefix: str
    scopes: list[str]
    member: int | None = None
    expires_at: str | None = None


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Payload):
    kind: ClassVar[str] = "api.token.revoked"
    prefix: str


@dataclass(frozen=True, kw_only=True)
class WebhookAdded(Payload):
    """`events`: the kinds that it is told of."""

    kind: ClassVar[str] = "api.webhook.added"
    events: list[str]


@dataclass(frozen=True, kw_only=True)
class WebhookEdited(Payload):
    """Which of its parts changed; `events` as they are now."""

    kind: ClassVar[str] = "api.webhook.edited"
    fields: list[str]
    events: list[str]


@dataclass(frozen=True, kw_only=True)
class WebhookRemoved(Payload):
    kind: ClassVar[str] = "api.webhook.removed"


@dataclass(frozen=True, kw_only=True)
class WebhookPaused(Payload):
    kind: ClassVar[str] = "api.webhook.paused"


@dataclass(frozen=True, kw_only=True)
class WebhookResumed(Payload):
    kind: ClassVar[str] = "api.webhook.resumed"


@dataclass(frozen=True, kw_only=True)
class SecretRotated(Payload):
    """`until` then the old one signs as well."""

    kind: ClassVar[str] = "api.webhook.secret_rotated"
    until: str


@dataclass(frozen=True, kw_only=True)
class LiveOrderSwitched(Payload):
    """Whether it gets the order before that is published."""

    kind: ClassVar[str] = "api.webhook.live_order_switched"
    on: bool


@dataclass(frozen=True, kw_only=True)
class WebhookTested(Payload):
    """Sent to this one endpoint."""

    kind: ClassVar[str] = "api.webhook.tested"


@dataclass(frozen=True, kw_only=True)
class DeliveryReplayed(Payload):
    """`event`: the number of what is sent again."""

    kind: ClassVar[str] = "api.webhook.replayed"
    event: int
