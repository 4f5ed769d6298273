"""Secrets and signatures as Standard Webhooks has them. Pure."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

BOTH = timedelta(hours=24)
"""For how long the old secret signs beside the new one."""

SECRET_LENGTH = 60


def new_secret() -> str:
    """`whsec_` and 256 random bits."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def new_key() -> str:
    """What tells the messages of one endpoint from those of every other, on any machine. No secret."""
    return secrets.token_hex(10)


def headers(message: str, keys: Iterable[str], body: bytes, at: datetime) -> dict[str, str]:
    """Of a message sent at this moment: its id, the second, and one signature for each secret in `keys`.

    The second is that of the attempt: a receiver may refuse what is older than five minutes.
    """
    moment = at.astimezone(UTC)
    signatures = [Webhook(key).sign(message, moment, body.decode()) for key in keys]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
