"""Who has pitched, and who has not yet. Drafts are their writers' own: of them there is a number, and no names."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from bets.models import Bet, Cycle
from org.models import Membership, Role


@dataclass(frozen=True, slots=True)
class Absent:
    """A VP without a submission."""

    member: int
    name: str


@dataclass(frozen=True, slots=True)
class Pitchers:
    """`vps` pitch at all, `absent` of them have submitted nothing. Bets: submitted, without a rank, late, drafts."""

    vps: int
    absent: tuple[Absent, ...]
    submitted: int
    in_tray: int
    late: int
    drafts: int

    @property
    def pitched(self) -> int:
        return self.vps - len(self.absent)


def pitchers(cycle: Cycle) -> Pitchers:
    """By name. Two statements."""
    submitted = Bet.objects.filter(cycle=cycle, owner=OuterRef("pk"), status=Bet.Status.SUBMITTED)
    vps = Membership.objects.current().filter(board=cycle.board_id, roles__contains=[Role.VP])
    rows = vps.annotate(pitched=Exists(submitted)).order_by("person__name", "pk")
    found = list(rows.values_list("pk", "person__name", "pitched"))
    is_open = Q(status=Bet.Status.SUBMITTED)
    counts = Bet.objects.filter(cycle=cycle).aggregate(
        submitted=Count("pk", filter=is_open),
        in_tray=Count("pk", filter=is_open & Q(rank__isnull=True)),
        late=Count("pk", filter=is_open & Q(is_late=True)),
        drafts=Count("pk", filter=Q(status=Bet.Status.DRAFT)),
    )
    absent = tuple(Absent(pk, name) for pk, name, has in found if not has)
    return Pitchers(vps=len(found), absent=absent, **counts)


@dataclass(frozen=True, slots=True)
class Owned:
    """A submitted bet, for what a leader may decide about it. `owner_left`: it needs a new owner."""

    bet: int
    rank: int | None
    title: str
    owner: str
    owner_left: bool
    must_do: bool


def owned(cycle: Cycle) -> tuple[Owned, ...]:
    """The submitted bets in rank order, those of the tray behind them. One statement."""
    bets = Bet.objects.filter(cycle=cycle, status=Bet.Status.SUBMITTED)
    rows = bets.order_by(F("rank__position").asc(nulls_last=True), "submitted_at", "pk").values_list(
        "pk", "rank__position", "title", "owner__person__name", "owner__ended_at", "must_do"
    )
    return tuple(Owned(pk, rank, title, owner, ended is not None, must) for pk, rank, title, owner, ended, must in rows)
