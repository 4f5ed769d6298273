"""How a token is written, and what is kept of it. Pure.

256 random bits need no slow hash: nobody tries that many. What is stored lets nobody in.
"""

import hashlib
import secrets
from dataclasses import dataclass

_PREFIX = 8
"""Characters that stand in lists, so that somebody can say which token it is."""


@dataclass(frozen=True)
class Secret:
    """`text` is shown once, to whoever made it."""

    text: str

    @classmethod
    def new(cls) -> "Secret":
        return cls(f"bets_{secrets.token_hex(_PREFIX // 2)}_{secrets.token_urlsafe(32)}")

    @property
    def prefix(self) -> str:
        return self.text.split("_")[1]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()
