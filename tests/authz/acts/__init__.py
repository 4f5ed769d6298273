"""The real actions, made ready for somebody to try. Each module registers its own; here they are all brought in."""

from tests.authz.acts import base as base
from tests.authz.acts.base import complete_draft
from tests.authz.attempts import ATTEMPTS, Attempt

__all__ = ["ATTEMPTS", "Attempt", "complete_draft"]
