"""Where the page of a bet leads whoever may change something about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from bets.access import may
from bets.models import Bet
from org.models import Membership

_WRITERS = (("Edit", "pitch", "bet.edit"), ("Edit what stays open", "open_fields", "bet.edit_open_fields"))
_OWNERS = (("Who reads and writes it", "sharing", "bet.share"), ("Withdraw", "withdrawal", "bet.withdraw"))
_LEADERS = (
    ("Decline", "decline", "bet.decline"),
    ("Must-do", "must_do", "bet.flag_must_do"),
    ("Another owner", "new_owner", "bet.reassign_owner"),
)
_OF_THE_SUBMITTED = {"bet.withdraw", "bet.decline", "bet.flag_must_do"}


@dataclass(frozen=True, slots=True)
class Act:
    name: str
    url: str


def acts(bet: Bet, member: Membership, *, writes: bool) -> Iterator[Act]:
    """The pages that `member` may open now. `writes`: owner or co-writer. No statement."""
    owns = bet.owner_id == member.pk
    for group, own in ((_WRITERS, writes), (_OWNERS, owns), (_LEADERS, False)):
        for name, route, right in group:
            if may(member, bet.cycle, right, own=own) and (bet.is_open or right not in _OF_THE_SUBMITTED):
                yield Act(name, reverse(route, args=[bet.pk]))
