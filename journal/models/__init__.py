"""Rows of the journal: what happened, answers kept, and who outside is told."""

from journal.models.event import Answer, Counter, Event
from journal.models.webhook import Attempt, Delivery, Endpoint

__all__ = ["Answer", "Attempt", "Counter", "Delivery", "Endpoint", "Event"]
