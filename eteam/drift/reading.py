"""What is known of the work under a plan. Five statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bets.models import Bet, Plan, Reference
from eteam.drift.finding import Drift, Work, begin, drifts, unknown
from eteam.models import Blocker
from org.models import Team


@dataclass(frozen=True, slots=True)
class Found:
    """`teams`: their names by slug; `references`: where each bet is worked on, by bet; `since`: what counts."""

    plan: Plan
    since: datetime
    drifts: tuple[Drift, ...]
    unknown: tuple[Work, ...]
    teams: Mapping[str, str]
    references: Mapping[int, Reference]

    def sentence(self, drift: Drift, now: datetime) -> str:
        return drift.sentence(self.teams.get(drift.team, drift.team), now)


def look(plan: Plan, now: datetime) -> Found:
    since = begin(plan.locked_at, now)
    rows = Reference.objects.filter(cycle=plan.cycle_id).prefetch_related("moves__team")
    references = {row.bet_id: row for row in rows}
    works = _works(plan, references)
    blockers = Blocker.objects.open().filter(board=plan.board_id, bet__in=[work.bet for work in works])
    blocked = set(blockers.values_list("bet_id", flat=True))
    teams = dict(Team.objects.filter(board=plan.board_id).values_list("slug", "name"))
    return Found(plan, since, drifts(works, blocked, since), unknown(works, since), teams, references)


def _works(plan: Plan, references: Mapping[int, Reference]) -> list[Work]:
    content, bets = plan.content, Bet.objects.in_bulk(plan.content["order"])
    return [
        Work(
            bet=pk, rank=rank, title=bets[pk].title, is_funded=pk in content["funded"],
            teams=list(content["demands"].get(str(pk), {})), moved=_moved(references.get(pk)),
            told_at=references[pk].seen_at if pk in references else None,
            is_over=not bets[pk].is_open or (pk in references and references[pk].progress == 100),
        )
        for rank, pk in enumerate(content["order"], start=1)
        if pk in bets
    ]  # fmt: skip


def _moved(reference: Reference | None) -> dict[str, datetime]:
    return {move.team.slug: move.moved_at for move in reference.moves.all()} if reference is not None else {}
