"""What a push has to know of a cycle: its funded bets in plan order, with their epics. Four statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from bets.models import Bet, Plan, Reference, RoadmapTool, TeamProject
from bets.roadmap.pushing import Pushed, home


@dataclass(frozen=True, slots=True)
class Gathered:
    """`elsewhere`: funded bets that are worked on in another tool, by title."""

    bets: tuple[Pushed, ...]
    elsewhere: tuple[tuple[int, str], ...]


def gather(plan: Plan, tool: RoadmapTool, now: datetime) -> Gathered:
    """Titles as they are now: an error of typing that was put right after the lock is put right outside, too."""
    ranks = {bet: place for place, bet in enumerate(plan.content["order"], start=1)}
    bets = Bet.objects.select_related("cycle__board").in_bulk(plan.content["funded"])
    funded = [bet for bet in plan.content["order"] if bet in bets and bets[bet].is_open]  # none withdrawn since
    references = {row.bet_id: row for row in Reference.objects.filter(bet__in=funded)}
    projects = projects_of(tool.board_id)
    elsewhere = [bet for bet in funded if bet in references and references[bet].source != tool.kind]
    return Gathered(
        tuple(
            _pushed(bets[bet], ranks[bet], plan.content["demands"].get(str(bet), {}), projects, references.get(bet),
                    tool, now)
            for bet in funded
            if bet not in elsewhere
        ),
        tuple((bet, bets[bet].title) for bet in elsewhere),
    )  # fmt: skip


def projects_of(board: int) -> dict[str, str]:
    """By the teams' slugs."""
    return dict(TeamProject.objects.filter(board=board).values_list("team__slug", "project"))


def _pushed(
    bet: Bet, rank: int, demands: Mapping[str, int], projects: Mapping[str, str], reference: Reference | None,
    tool: RoadmapTool, now: datetime,
) -> Pushed:  # fmt: skip
    """Of a confidential pitch the title alone: outside, other people read."""
    bet.board = bet.cycle.board
    return Pushed(
        bet=bet.pk, rank=rank, title=bet.title, text="" if bet.is_confidential(now) else bet.thesis,
        url=settings.URL.rstrip("/") + reverse("bet", args=[bet.pk]), mark=tool.mark(bet.pk),
        project=home(demands, projects),
        key=reference.external_id if reference else "",
        is_ours=bool(reference and reference.is_ours), pushed=reference.pushed if reference else "",
    )  # fmt: skip
