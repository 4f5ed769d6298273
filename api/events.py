"""What can happen to tokens, as the journal keeps it. Never the secret, and never a digest."""

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
