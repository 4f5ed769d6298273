"""What each team can give in a cycle, what is asked of it, and what its VP proposes instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from bets.access import may
from bets.actions.shares import Share, proposed, stored
from bets.inputs import Inputs, load
from bets.models import Bet, CapacityProposal, Cycle, Demand
from bets.names import weeks
from bets.running.movement import Told, told
from org.models import Membership, Team


@dataclass(frozen=True, slots=True)
class Item:
    what: str
    weeks: str
    why: str


@dataclass(frozen=True, slots=True)
class Figures:
    """In person-weeks and percent, as they are written; `people` over the whole cycle."""

    raw: str
    percent: str
    reserve: str
    items: tuple[Item, ...]
    carried: str
    net: str
    people: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What waits for a leader. `told`: what accepting it moves, for who may know."""

    pk: int
    by: str
    at: datetime
    reason: str
    figures: Figures
    told: Told | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """`figures` None: nobody has said yet. `asked` by all submitted bets; `funded` None: not for this reader.

    `act`: "set", "propose" or "", what this reader can do here.
    """

    slug: str
    name: str
    vp: str
    figures: Figures | None
    asked: str
    funded: str | None
    is_short: bool
    proposal: Proposal | None
    act: str


@dataclass(frozen=True, slots=True)
class CapacityTable:
    rows: tuple[TeamRow, ...]
    raw: str
    net: str
    people: str
    asked: str
    funded: str | None
    entered: int
    may_accept: bool

    @property
    def open_proposals(self) -> int:
        return sum(row.proposal is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the rows are made from."""

    cycle: Cycle
    member: Membership
    now: datetime
    shares: Mapping[str, Share | None]
    asked: Mapping[str, int]
    inputs: Inputs | None
    proposals: Mapping[int, CapacityProposal]


def capacity_table(cycle: Cycle, member: Membership, now: datetime) -> CapacityTable:
    """By the team's name. Ten statements at most, whatever the number of teams."""
    teams = list(Team.objects.filter(board=cycle.board_id).select_related("vp__person"))
    found = CapacityProposal.objects.filter(cycle=cycle, decided_at=None).select_related("team", "proposed_by__person")
    ground = _Ground(
        cycle, member, now, stored(cycle, teams), _asked(cycle),
        load(cycle) if may(member, cycle, "allocation.read") else None,
        {proposal.team_id: proposal for proposal in found},
    )  # fmt: skip
    shares = [share for share in ground.shares.values() if share]
    net = sum(share.net_tenths for share in shares)
    used = ground.inputs.allocation.used if ground.inputs else None
    return CapacityTable(
        rows=tuple(_row(ground, team) for team in teams),
        raw=weeks(sum(share.raw_tenths for share in shares)),
        net=weeks(net),
        people=cycle.people(net),
        asked=weeks(sum(ground.asked.values())),
        funded=None if used is None else weeks(sum(used.values())),
        entered=len(shares),
        may_accept=may(member, cycle, "capacity.accept"),
    )


def figures(cycle: Cycle, share: Share) -> Figures:
    return Figures(
        raw=weeks(share.raw_tenths),
        percent=percent(share.reserve_permille),
        reserve=weeks(share.reserve_tenths),
        items=tuple(Item(item.what, weeks(item.tenths), item.why_not_pitched) for item in share.carried),
        carried=weeks(share.carried_tenths),
        net=weeks(share.net_tenths),
        people=cycle.people(share.net_tenths),
    )


def percent(permille: int) -> str:
    """ "20", or "12.5"."""
    return weeks(permille).removesuffix(".0")


def _asked(cycle: Cycle) -> dict[str, int]:
    demands = Demand.objects.filter(bet__cycle=cycle, bet__status=Bet.Status.SUBMITTED)
    sums = demands.values_list("team__slug").annotate(sum=Sum("tenths")).order_by()
    return dict(sums)


def _row(ground: _Ground, team: Team) -> TeamRow:
    share, asked = ground.shares[team.slug], ground.asked.get(team.slug, 0)
    used = ground.inputs.allocation.used if ground.inputs else None
    proposal = ground.proposals.get(team.pk)
    return TeamRow(
        slug=team.slug,
        name=team.name,
        vp=team.vp.name if team.vp else "",
        figures=figures(ground.cycle, share) if share else None,
        asked=weeks(asked),
        funded=None if used is None else weeks(used.get(team.slug, 0)),
        is_short=asked > (share.net_tenths if share else 0),
        proposal=_proposal(ground, proposal) if proposal else None,
        act=_act(ground, team),
    )


def _act(ground: _Ground, team: Team) -> str:
    if may(ground.member, ground.cycle, "capacity.set"):
        return "set"
    own = ground.member.answers_for(team.vp_id, ground.now)
    return "propose" if may(ground.member, ground.cycle, "capacity.set", own=own) else ""


def _proposal(ground: _Ground, proposal: CapacityProposal) -> Proposal:
    share = proposed(proposal)
    return Proposal(
        pk=proposal.pk,
        by=proposal.proposed_by.name,
        at=proposal.proposed_at,
        reason=proposal.reason,
        figures=figures(ground.cycle, share),
        told=told(ground.inputs, [share]) if ground.inputs else None,
    )
