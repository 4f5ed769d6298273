"""Senders of reminders, told where the mail server is."""

from config.embedded.processes import worker
from tests.faults.senders.crew import Trade

MAIL = "REMINDERS_MAIL"
"""The port of the mail server, in their environment."""


def reminders(mail: int) -> Trade:
    return Trade("tests.faults.reminders.program", worker, "eteam.tasks.tick", {MAIL: str(mail)})
