"""Where a team moved work under a lower bet, while one that it was funded for stood still. Pure.

Nothing is said of a bet of which nothing is known, that is finished, or that something blocks: only what the tools
told counts, and only since the plan is locked.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Work:
    """A bet of the plan. `teams`: those that it asks weeks of; `moved`: when each last moved work under it, by slug.

    `told_at`: when a tool last said how it stands; None: never.
    """

    bet: int
    rank: int
    title: str
    is_funded: bool
    teams: Collection[str]
    moved: Mapping[str, datetime]
    told_at: datetime | None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Drift:
    """`instead`: the bet under which the team moved work last; `others`: under how many more it did."""

    team: str
    still: Work
    instead: Work
    moved_at: datetime
    others: int
    since: datetime

    def sentence(self, team: str, now: datetime) -> str:
        """`team`: what people call it."""
        days = max((now - self.since).days, 1)
        begin = f"In the last {days} days" if days > 1 else "Since yesterday"
        more = f" and {self.others} more" if self.others else ""
        return (
            f"{begin} {team} moved work under #{self.instead.rank} “{self.instead.title}”{more}"
            f" while its funded #{self.still.rank} “{self.still.title}” had none and no open blocker."
        )


def begin(locked_at: datetime, now: datetime) -> datetime:
    """From when on movement counts: what was done before the lock was done under another order."""
    return max(locked_at, now - WINDOW)


def drifts(works: Sequence[Work], blocked: Collection[int], since: datetime) -> tuple[Drift, ...]:
    """`works` in plan order; `blocked`: bets with an open blocker. By rank of what stands still, then by team."""
    return tuple(
        drift
        for work in works
        if work.is_funded and not work.is_over and work.bet not in blocked and _is_known(work, since)
        for drift in _of(work, works, since)
    )


def unknown(works: Sequence[Work], since: datetime) -> tuple[Work, ...]:
    """Funded bets of which no tool has told since."""
    return tuple(work for work in works if work.is_funded and not work.is_over and not _is_known(work, since))


def _is_known(work: Work, since: datetime) -> bool:
    return work.told_at is not None and work.told_at >= since


def _of(work: Work, works: Sequence[Work], since: datetime) -> Iterator[Drift]:
    for team in sorted(work.teams):
        if team in work.moved and work.moved[team] >= since:
            continue
        moved = [each for each in works if each.rank > work.rank and each.moved.get(team, since) > since]
        if moved:
            instead = max(moved, key=lambda each: (each.moved[team], each.rank))
            yield Drift(team, work, instead, instead.moved[team], len(moved) - 1, since)
