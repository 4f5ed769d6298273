"""The page that a cycle is run by, for everybody who may see the board: each part is there, or None for this reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bets.access import may
from bets.beside import Corner, of_running
from bets.board.policies import MEANING
from bets.board.steps import Step, period, steps
from bets.candidates import Policy
from bets.late import Asked, asked
from bets.missing import Missing
from bets.models import CapacityProposal, Cycle
from bets.readiness import Readiness, readiness
from bets.running.headline import Headline, headline
from bets.running.pitchers import Owned, Pitchers, owned, pitchers
from bets.running.unanswered import OfTeam, left, unanswered
from org.calendars import calendar_of
from org.models import Membership

_HEADINGS = {
    "unranked": "Without a rank",
    "unsized": "Without an estimate",
    "question": "Questions that can change what is funded",
    "no_prototype": "Without a prototype",
    "demand_proposed": "Not answered by the team",
    "demand_disputed": "Disputed by the team",
    "prerequisite": "Funded without what it needs",
    "line_at_too_large": "Lines at a bet that is too large",
    "idle": "Teams with much idle",
    "queue_jump": "Jumps of the queue",
    "must_do_share": "Much that nobody chose",
}

_SEEN_BY = {
    Cycle.Visibility.LIVE_TO_VPS: "Leaders, the steward and VPs see the order while it is made.",
    Cycle.Visibility.LEADERS_ONLY: "Leaders and the steward alone see the order while it is made.",
}


@dataclass(frozen=True, slots=True)
class Group:
    """What is missing of one kind."""

    heading: str
    items: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class CyclePage:
    """`answers_left` says how long teams have to answer; `proposals` counts what waits for a leader."""

    cycle: Cycle
    steps: tuple[Step, ...]
    period: str
    headline: Headline
    policy_means: str
    seen_by: str
    answers_left: str
    pitchers: Pitchers | None
    unanswered: tuple[OfTeam, ...] | None
    readiness: Readiness | None
    asked: tuple[Asked, ...]
    owned: tuple[Owned, ...]
    proposals: int | None
    corners: tuple[Corner, ...]
    may: frozenset[str]

    @property
    def missing(self) -> Iterator[Group]:
        """In the order in which one would work it off."""
        found = self.readiness.missing if self.readiness else ()
        for code, items in groupby(found, key=lambda item: item.code):
            yield Group(_HEADINGS[code], tuple(items))

    @property
    def open_demands(self) -> int:
        return sum(len(team.demands) for team in self.unanswered or ())

    @property
    def ownerless(self) -> tuple[Owned, ...]:
        return tuple(bet for bet in self.owned if bet.owner_left)


_OFFERED = (
    "cycle.create_edit", "cycle.set_policy", "cycle.open_ranking", "cycle.lock", "cycle.unlock", "cycle.close",
    "cycle.waive", "bet.late_exception", "bet.decline", "bet.flag_must_do", "bet.reassign_owner", "capacity.read",
    "rank.read", "export", "import.drafts",
)  # fmt: skip


def cycle_page(cycle: Cycle, member: Membership, now: datetime) -> CyclePage:
    """What `member`, who may see the board, sees of it. At most 24 statements, whatever the number of rows."""
    rights = frozenset(to for to in _OFFERED if may(member, cycle, to))
    is_made = not cycle.is_published
    lists = is_made and may(member, cycle, "bet.list")
    found = pitchers(cycle) if lists else None
    ready = readiness(cycle) if cycle.state == Cycle.State.RANKING and may(member, cycle, "allocation.read") else None
    return CyclePage(
        cycle=cycle,
        steps=steps(cycle),
        period=period(cycle),
        headline=headline(cycle, found, ready, now),
        policy_means=MEANING[Policy(cycle.policy)],
        seen_by=_SEEN_BY[Cycle.Visibility(cycle.visibility)],
        answers_left=_left(cycle, now) if is_made else "",
        pitchers=found,
        unanswered=unanswered(cycle, with_ranks=may(member, cycle, "rank.read")) if lists else None,
        readiness=ready,
        asked=asked(cycle) if "bet.late_exception" in rights else (),
        owned=owned(cycle) if "bet.reassign_owner" in rights else (),
        proposals=_proposals(cycle) if is_made and "capacity.read" in rights else None,
        corners=of_running(cycle, member),
        may=rights,
    )


def _left(cycle: Cycle, now: datetime) -> str:
    if cycle.confirm_by is None:
        return ""
    return left(cycle.confirm_by, cycle.board.today(now), calendar_of(cycle.board))


def _proposals(cycle: Cycle) -> int:
    return CapacityProposal.objects.filter(cycle=cycle, decided_at=None).count()
