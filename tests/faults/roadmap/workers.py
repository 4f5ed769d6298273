"""Who asks roadmap tools: the product's worker for what waits outside."""

from config.embedded.processes import outside
from tests.faults.senders.crew import Trade

TOOLS = Trade("tests.faults.roadmap.program", outside, "bets.tasks.ask_roadmaps")
