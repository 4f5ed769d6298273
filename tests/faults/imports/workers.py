"""Who takes files in: the product's own worker."""

from config.embedded.processes import worker
from tests.faults.senders.crew import Trade

IMPORTS = Trade("tests.faults.imports.program", worker, "bets.tasks.bring_in")
