"""A locked plan as integrators read it: what it froze, and nothing that changed since."""

from typing import Any

from bets.bodies.capacity import told
from bets.models import Plan
from bets.names import weeks
from org.moments import utc


def body(plan: Plan) -> dict[str, Any]:
    """No statement; `locked_by` with person has been read."""
    content, shown = plan.content, plan.content["shown"]
    ranks = {bet: rank for rank, bet in enumerate(content["order"], start=1)}
    funded, line = set(content["funded"]), content["line"]
    return {
        "cycle": plan.cycle_id,
        "revision": plan.revision,
        "hash": plan.digest,
        "locked_at": utc(plan.locked_at),
        "locked_by": {"id": plan.locked_by_id, "name": plan.locked_by.name},
        "policy": content["policy"],
        "funded": content["funded"],
        "order": [
            {
                "rank": rank,
                "bet": bet,
                "title": shown["bets"][str(bet)]["title"],
                "owner": shown["bets"][str(bet)]["owner_name"],
                "must_do": bet in content["must_do"],
                "funded": bet in funded,
                "demand": {team: weeks(tenths) for team, tenths in content["demands"].get(str(bet), {}).items()},
            }
            for bet, rank in ranks.items()
        ],
        "line": {"bet": line, "rank": ranks[line]} if line is not None else None,
        "team_lines": [{"team": team, "bet": bet, "rank": ranks[bet]} for team, bet in content["team_lines"].items()],
        "teams": [
            told(team, parts["raw"], parts["reserve_permille"], parts["carry_over"], parts["net"])
            for team, parts in content["capacities"].items()
        ],
        "waivers": shown["waivers"],
    }
