"""What teams can give. In ranking a change says which bets it moves in and out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bets.access import held
from bets.events import CapacityChanged
from bets.inputs import load
from bets.models import Capacity, Cycle
from bets.models.demand import MOST_TENTHS
from bets.what_if import Difference, difference
from journal.record import record
from journal.refusals import Invalid
from org.models import Membership, Team


@dataclass(frozen=True)
class Share:
    """A team's capacity in tenths of person-weeks, before reserve and carry-over are taken off."""

    team: Team
    raw_tenths: int
    reserve_permille: int = 0
    carry_over_tenths: int = 0


@transaction.atomic
def set_capacity(
    *, cycle: Cycle, shares: Sequence[Share], by: Membership, now: datetime, reason: str = ""
) -> Difference:
    """Set what the named teams can give; other teams stay. Returns the bets that it moves in and out.

    A VP sets it for teams of their own. Nothing is written, and no event, where nothing changes.
    """
    own = all(by.answers_for(share.team.vp_id, now) for share in shares)
    cycle = held(cycle, by, "capacity.set", own=own)
    for share in shares:
        _check(cycle, share)
    before = load(cycle)
    if write(cycle, shares):
        after = load(cycle)
        change = difference(before.allocation, after.allocation)
        payload = CapacityChanged(
            before=dict(before.capacity),
            after=dict(after.capacity),
            enters=list(change.enters),
            leaves=list(change.leaves),
            reason=reason or None,
        )
        record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
        return change
    return difference(before.allocation, before.allocation)


def write(cycle: Cycle, shares: Sequence[Share]) -> bool:
    """Store the shares; whether any differed from what was there. The caller holds the cycle."""
    known = {row.team_id: row for row in Capacity.objects.filter(cycle=cycle)}
    changed = False
    for share in shares:
        row = known.get(share.team.pk) or Capacity(board=cycle.board, cycle=cycle, team=share.team)
        wanted = (share.raw_tenths, share.reserve_permille, share.carry_over_tenths)
        if row.pk is None or (row.raw_tenths, row.reserve_permille, row.carry_over_tenths) != wanted:
            row.raw_tenths, row.reserve_permille, row.carry_over_tenths = wanted
            row.save()
            changed = True
    return changed


def _check(cycle: Cycle, share: Share) -> None:
    if share.team.board_id != cycle.board_id:
        raise Invalid("The team belongs to another board.")
    amounts = (share.raw_tenths, share.carry_over_tenths)
    if not all(0 <= tenths <= MOST_TENTHS for tenths in amounts) or not 0 <= share.reserve_permille <= 1000:
        raise Invalid(f"{share.team.name}: person-weeks from 0 to {MOST_TENTHS / 10:,.1f}, reserve from 0 to 100 %.")
