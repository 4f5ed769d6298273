"""What one team can give in a cycle, as somebody says it: read, checked and stored. Whoever calls holds the cycle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bets.actions.validity import refuse
from bets.inputs import Inputs
from bets.models import Capacity, CapacityProposal, CarryOver, Cycle
from bets.models.demand import MOST_TENTHS
from bets.net_capacity import net_capacity
from bets.what_if import Difference, difference
from journal.refusals import Invalid
from org.models import Team

MOST_ITEMS = 50


@dataclass(frozen=True)
class Carried:
    """Work of an earlier half-year that takes capacity without having been pitched again."""

    what: str
    tenths: int
    why_not_pitched: str


@dataclass(frozen=True)
class Share:
    """A team's capacity in tenths of person-weeks, before reserve and carry-over are taken off.

    The carry-over is the sum of `items`. A table that knows only a sum says `carry_over_tenths` instead.
    """

    team: Team
    raw_tenths: int
    reserve_permille: int = 0
    carry_over_tenths: int = 0
    items: tuple[Carried, ...] = ()

    @property
    def carried(self) -> tuple[Carried, ...]:
        """The items; of a bare sum, one that says so."""
        if self.items or not self.carry_over_tenths:
            return self.items
        return (Carried("Carried over", self.carry_over_tenths, "Not itemised where it came from."),)

    @property
    def carried_tenths(self) -> int:
        return sum(item.tenths for item in self.carried)

    @property
    def reserve_tenths(self) -> int:
        """What runs the business, rounded up."""
        return self.raw_tenths - net_capacity(raw=self.raw_tenths, reserve_permille=self.reserve_permille, carry_over=0)

    @property
    def net_tenths(self) -> int:
        return net_capacity(raw=self.raw_tenths, reserve_permille=self.reserve_permille, carry_over=self.carried_tenths)

    @property
    def data(self) -> dict[str, Any]:
        """As JSON: `raw_tenths`, `reserve_permille` and `carry_overs`, which is as a proposal keeps it."""
        return {
            "raw_tenths": self.raw_tenths,
            "reserve_permille": self.reserve_permille,
            "carry_overs": [asdict(item) for item in self.carried],
        }


def share_of(team: Team, data: Mapping[str, Any]) -> Share:
    """What `data` or a proposal says."""
    items = tuple(Carried(**item) for item in data["carry_overs"])
    return Share(team, data["raw_tenths"], data["reserve_permille"], items=items)


def proposed(proposal: CapacityProposal) -> Share:
    """What the proposal says, about its team."""
    return share_of(proposal.team, vars(proposal))


def stored(cycle: Cycle, teams: Iterable[Team]) -> dict[str, Share | None]:
    """What stands now, by the slug of the team; None for a team that nobody has said anything about. Two statements."""
    wanted = {team.pk: team for team in teams}
    rows = Capacity.objects.filter(cycle=cycle, team__in=wanted).prefetch_related("carry_overs")
    found: dict[str, Share | None] = {team.slug: None for team in wanted.values()}
    for row in rows:
        items = sorted(row.carry_overs.all(), key=lambda item: item.pk)
        carried = tuple(Carried(item.what, item.tenths, item.why_not_pitched) for item in items)
        team = wanted[row.team_id]
        found[team.slug] = Share(team, row.raw_tenths, row.reserve_permille, row.carry_over_tenths, carried)
    return found


def check(cycle: Cycle, share: Share) -> None:
    """Raise Invalid, by field, for what no team can give."""
    if share.team.board_id != cycle.board_id:
        raise Invalid("The team belongs to another board.")
    errors = {}
    if not 0 <= share.raw_tenths <= MOST_TENTHS:
        errors["raw_tenths"] = f"Write person-weeks from 0 to {MOST_TENTHS / 10:,.1f}."
    if not 0 <= share.reserve_permille <= 1000:
        errors["reserve_permille"] = "Write a percentage from 0 to 100."
    if said := _wrong_items(share.carried):
        errors["items"] = said
    if errors:
        raise refuse(errors)


def _wrong_items(items: Sequence[Carried]) -> str:
    if len(items) > MOST_ITEMS:
        return f"At most {MOST_ITEMS} items."
    if not all(item.what.strip() and item.why_not_pitched.strip() for item in items):
        return "Say of each item what it is, and why it was not pitched again."
    if any(len(item.what) > 200 or len(item.why_not_pitched) > 300 for item in items):
        return "What has at most 200 characters, why at most 300."
    if any("\0" in item.what + item.why_not_pitched for item in items):
        return "There is a character in it that cannot be kept."
    if any(item.tenths < 1 for item in items) or sum(item.tenths for item in items) > MOST_TENTHS:
        return f"Write 0.1 person-weeks or more for each, and at most {MOST_TENTHS / 10:,.1f} in all."
    return ""


def moves(before: Inputs, shares: Iterable[Share]) -> Difference:
    """What giving this instead moves in and out. Nothing is saved."""
    after = replace(before, capacity={**before.capacity, **{share.team.slug: share.net_tenths for share in shares}})
    return difference(before.allocation, after.allocation)


def write(cycle: Cycle, shares: Sequence[Share]) -> bool:
    """Store the shares with their items; whether any differed from what was there."""
    today = stored(cycle, [share.team for share in shares])
    changed = [share for share in shares if not _same(today[share.team.slug], share)]
    for share in changed:
        amounts = {"raw_tenths": share.raw_tenths, "reserve_permille": share.reserve_permille}
        row, _ = Capacity.objects.update_or_create(
            cycle=cycle, team=share.team,
            defaults={"board": cycle.board, "carry_over_tenths": share.carried_tenths, **amounts},
        )  # fmt: skip
        row.carry_overs.all().delete()
        CarryOver.objects.bulk_create(CarryOver(capacity=row, **asdict(item)) for item in share.carried)
    return bool(changed)


def _same(one: Share | None, other: Share) -> bool:
    return one is not None and one.data == other.data
