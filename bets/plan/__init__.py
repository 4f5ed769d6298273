"""The plan: what a lock freezes under a hash, and how it is read afterwards."""

from bets.plan.freezing import changed, content, digest, frozen

__all__ = ["changed", "content", "digest", "frozen"]
