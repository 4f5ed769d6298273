"""A plan's content as the calculation takes it: from its own order, demand and capacity, and nothing else. Pure."""

from collections.abc import Mapping
from typing import Any

from bets.allocation import Allocation, BetId, Candidate, Policy, Tenths, allocate


def candidates(content: Mapping[str, Any]) -> dict[BetId, Candidate]:
    """By bet, in rank order. Raises KeyError for a content that is not whole."""
    return {
        bet: Candidate(
            id=bet,
            demand=content["demands"].get(str(bet), {} if bet in content["needs_no_team"] else None),
            needs=tuple(content["needs"].get(str(bet), ())),
            excludes=tuple(content["excludes"].get(str(bet), ())),
            must_do=bet in content["must_do"],
        )
        for bet in content["order"]
    }


def capacity(content: Mapping[str, Any]) -> Tenths:
    """Net, by team."""
    return {team: parts["net"] for team, parts in content["capacities"].items()}


def allocation(content: Mapping[str, Any]) -> Allocation:
    """What the plan's question is answered with. Raises KeyError, TypeError or ValueError if it is none."""
    return allocate(tuple(candidates(content).values()), capacity(content), Policy(content["policy"]))
