"""What teams can give, set at once. In ranking a change says which bets it moves in and out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.access import held
from bets.actions.shares import Carried, Share, check, moves, stored, write
from bets.addressees import answering
from bets.events import CapacityChanged
from bets.inputs import load
from bets.models import Cycle
from bets.names import weeks
from bets.what_if import Difference
from journal.record import record
from journal.refusals import Refusal
from org.models import Membership
from org.notices import tell

__all__ = ["Carried", "Change", "Movement", "MovesOthers", "Share", "carry_out", "set_at_once", "set_capacity", "write"]


@dataclass(frozen=True)
class Movement:
    """The bets that somebody was told a change would move in and out."""

    enters: tuple[int, ...] = ()
    leaves: tuple[int, ...] = ()

    @classmethod
    def of(cls, difference: Difference) -> "Movement":
        return cls(difference.enters, difference.leaves)


class MovesOthers(Refusal):
    """It moves other bets than those that were looked at. `extra`: `enters` and `leaves`, those of now."""

    code = "moves_others"


@dataclass(frozen=True)
class Change:
    """What was written: `payload` is the event of it; `is_one` False: all was so already."""

    payload: CapacityChanged
    moved: Difference
    is_one: bool


@transaction.atomic
def set_capacity(
    *, cycle: Cycle, shares: Sequence[Share], by: Membership, now: datetime,
    reason: str = "", seen: Movement | None = None,
) -> Difference:  # fmt: skip
    """Set what the named teams can give; other teams stay. Returns the bets that it moves in and out.

    For those whose word is enough: leaders, the steward, an admin; a VP proposes, see `bets.actions.proposals.put`.
    Nothing is written, and no event, where nothing changes. Raises Invalid by field; MovesOthers unless it moves
    what `seen` says, where that is given.
    """
    cycle = held(cycle, by, "capacity.set")
    for share in shares:
        check(cycle, share)
    moved, _ = set_at_once(cycle, shares, by, now, reason=reason, seen=seen)
    return moved


def set_at_once(
    cycle: Cycle, shares: Sequence[Share], by: Membership, now: datetime, *, reason: str, seen: Movement | None
) -> tuple[Difference, int | None]:
    """The part of an act that writes and tells; the number of its event, None where all was so already.

    The caller holds the cycle and has checked the shares.
    """
    change = carry_out(cycle, shares, reason=reason, seen=seen)
    if not change.is_one:
        return change.moved, None
    for share in shares:
        sentence = f"{by.name} set what {share.team.name} gives in {cycle.name}: {weeks(share.net_tenths)} net."
        path = reverse("capacity", args=[cycle.pk])
        tell(answering(share.team, now), change.payload, sentence, path, by=by, now=now)
    payload = change.payload
    return change.moved, record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)


def carry_out(
    cycle: Cycle, shares: Sequence[Share], *, reason: str, seen: Movement | None = None, proposed_by: str | None = None
) -> Change:
    """Write the shares. The caller holds the cycle, has checked the shares, and records the event."""
    before = load(cycle)
    moved = moves(before, shares)
    if seen not in (None, Movement.of(moved)):
        sentence = "This moves other bets in and out than those that you looked at. Look again."
        raise MovesOthers(sentence, enters=list(moved.enters), leaves=list(moved.leaves))
    was = stored(cycle, [share.team for share in shares])
    payload = CapacityChanged(
        before=dict(before.capacity),
        after={**before.capacity, **{share.team.slug: share.net_tenths for share in shares}},
        enters=list(moved.enters),
        leaves=list(moved.leaves),
        reason=reason.strip() or None,
        was={slug: share and share.data for slug, share in was.items()},
        shares={share.team.slug: share.data for share in shares},
        proposed_by=proposed_by,
    )
    return Change(payload, moved, write(cycle, shares))
