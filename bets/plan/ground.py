"""A plan as the board's read model takes it: the order as it was locked, to be told in the same words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bets.allocation import BetId, Policy
from bets.board.ground import Column, Entry, Ground
from bets.models import Bet, Cycle
from bets.plan.reading import candidates, capacity


@dataclass(frozen=True, slots=True)
class Ended:
    """A bet that ended under the plan: its row stays, struck through."""

    status: str
    reason: str


def plan_ground(cycle: Cycle, content: Mapping[str, Any], ended: Mapping[BetId, Ended]) -> Ground:
    """No statement: all of it stands in `content`, see `bets.plan.freezing`; `ended` is what happened since."""
    return Ground(
        cycle=cycle,
        order=tuple(_entry(place, bet, content, ended.get(bet)) for place, bet in enumerate(content["order"], start=1)),
        tray=(),
        candidates=candidates(content),
        columns=_columns(content),
        policy=Policy(content["policy"]),
    )


def _entry(place: int, bet: BetId, content: Mapping[str, Any], ended: Ended | None) -> Entry:
    shown = content["shown"]["bets"][str(bet)]
    return Entry(
        pk=bet,
        title=shown["title"],
        thesis=shown["thesis"],
        owner=shown["owner"],
        owner_name=shown["owner_name"],
        status=ended.status if ended else Bet.Status.SUBMITTED,
        must_do=bet in content["must_do"],
        must_do_reason=shown["must_do_reason"],
        needs_no_team=bet in content["needs_no_team"],
        is_late=shown["is_late"],
        submitted_at=datetime.fromisoformat(shown["submitted_at"]),
        late_exception=shown["late_exception"],
        late_exception_by=shown["late_exception_by"],
        ended_reason=ended.reason if ended else "",
        unsettled=shown["unsettled"],
        position=place,
    )


def _columns(content: Mapping[str, Any]) -> tuple[Column, ...]:
    """The teams that had capacity or were asked for some, by name."""
    net, teams = capacity(content), content["shown"]["teams"]
    named = sorted(teams.items(), key=lambda team: team[1][0])
    return tuple(
        Column(number, slug, name, head, net.get(slug, 0), slug in net)
        for number, (slug, (name, head)) in enumerate(named, start=1)
    )
