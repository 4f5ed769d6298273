"""One team's page: what it can give, its list with its line, and what it is asked to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.beside import Corner, of_team
from bets.board.ground import read
from bets.board.team_list import TeamList, team_list
from bets.demand_forms import Typed
from bets.models import Bet, Capacity, CapacityProposal, CarryOver, Cycle, Demand
from bets.names import weeks
from bets.sheet.asks import Asked, asked
from bets.staffing import people
from org.models import Membership, Team


@dataclass(frozen=True, slots=True)
class Item:
    """Work that is carried over, with its person-weeks."""

    what: str
    weeks: str
    why: str


@dataclass(frozen=True, slots=True)
class Given:
    """What the team can give, in person-weeks; `people` over the cycle, `reserve` in percent with its weeks."""

    raw: str
    share: str
    reserve: str
    carried: str
    items: tuple[Item, ...]
    net: str
    people: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """`order` None: for who may not see it; `given` None: nothing entered, or not for the reader's eyes.

    `asks`: what submitted bets ask of the team; None for who may not list them. `stand_ins` act for its VP today.
    """

    team: Team
    cycle: Cycle
    cycles: tuple[Cycle, ...]
    stand_ins: tuple[Membership, ...]
    may_read_capacity: bool
    given: Given | None
    proposal: CapacityProposal | None
    order: TeamList | None
    asks: tuple[Asked, ...] | None
    corners: tuple[Corner, ...]

    @property
    def owed(self) -> tuple[Asked, ...]:
        """What the reader has to answer."""
        return tuple(each for each in self.asks or () if each.awaits_reader)

    @property
    def pending(self) -> tuple[Asked, ...]:
        """What waits for somebody else."""
        return tuple(each for each in self.asks or () if not each.awaits_reader and not each.is_agreed)

    @property
    def agreed(self) -> tuple[Asked, ...]:
        """The rest: nobody has to say anything about it."""
        return tuple(each for each in self.asks or () if not each.awaits_reader and each.is_agreed)

    @property
    def failed(self) -> bool:
        """Whether a form about something that is agreed could not be taken: it stands where it would be folded away."""
        return any(each.failed for each in self.agreed)


def team_page(
    team: Team,
    cycle: Cycle,
    cycles: Sequence[Cycle],
    member: Membership,
    now: datetime,
    *,
    typed: Typed | None = None,
) -> TeamPage:
    """What `member` sees of it in `cycle`. The same statements for any number of bets."""
    ground = read(cycle) if may(member, cycle, "rank.read") else None
    reads = may(member, cycle, "capacity.read")
    proposals = CapacityProposal.objects.filter(cycle=cycle, team=team, decided_at=None)
    demands = Demand.objects.filter(team=team, bet__cycle=cycle, bet__status=Bet.Status.SUBMITTED)
    order = ("bet__rank__position", "bet__title") if ground else ("bet__title",)
    allocation = ground.allocation if ground else None
    asks = asked(demands.order_by(*order, "pk"), cycle, member, now, allocation=allocation, typed=typed)
    return TeamPage(
        team=team,
        cycle=cycle,
        cycles=tuple(cycles),
        stand_ins=stand_ins(team, now),
        may_read_capacity=reads,
        given=_given(team, cycle) if reads else None,
        proposal=proposals.select_related("proposed_by__person").first() if reads else None,
        order=team_list(ground, team.slug, team.name) if ground else None,
        asks=tuple(asks) if may(member, cycle, "bet.list") else None,
        corners=of_team(team, member, now),
    )


def stand_ins(team: Team, now: datetime) -> tuple[Membership, ...]:
    """Who acts for the team's VP today. One statement, none for a team without VP."""
    if team.vp_id is None:
        return ()
    acting = Membership.objects.current().filter(acting_for=team.vp_id).select_related("board", "person")
    return tuple(member for member in acting.order_by("person__name") if member.is_acting(now))


def _given(team: Team, cycle: Cycle) -> Given | None:
    """Two statements."""
    row = Capacity.objects.filter(cycle=cycle, team=team).first()
    if row is None:
        return None
    items = CarryOver.objects.filter(capacity=row).order_by("-tenths", "what")
    reserve = -(-row.raw_tenths * row.reserve_permille // 1000)
    return Given(
        raw=weeks(row.raw_tenths),
        share=f"{row.reserve_permille / 10:g} %",
        reserve=weeks(reserve),
        carried=weeks(row.carry_over_tenths),
        items=tuple(Item(item.what, weeks(item.tenths), item.why_not_pitched) for item in items),
        net=weeks(row.net_tenths),
        people=people(row.net_tenths, cycle.weeks),
    )
