"""Which tools there are: one line each."""

from collections.abc import Callable, Mapping

from bets.models import RoadmapTool
from bets.roadmap.jira import Jira
from bets.roadmap.tool import Tool

_TOOLS: Mapping[str, Callable[[str, str, str, float], Tool]] = {
    RoadmapTool.Kind.JIRA: Jira,
}


def tool_of(connection: RoadmapTool, seconds: float) -> Tool:
    """Ready to be asked, for at most so many seconds in all."""
    made = _TOOLS[connection.kind]
    return made(connection.address, connection.account, connection.secret, seconds)
