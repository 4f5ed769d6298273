"""Senders of webhooks, in place of the product's worker for what waits outside."""

from config.embedded.processes import outside
from tests.faults.senders.crew import Trade

WEBHOOKS = Trade("tests.faults.webhooks.program", outside, "journal.tasks.send_webhooks")
