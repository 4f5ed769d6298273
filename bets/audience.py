"""Who may read the text of a bet: whom one can name under it, and who is told what was said."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from bets.access import may
from bets.models import Bet, CoWriter, Reader
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Listener:
    """A member of the board, with person: whether they write the bet, and whether they may read its text."""

    member: Membership
    writes: bool
    reads: bool


def audience(bet: Bet, now: datetime) -> tuple[Listener, ...]:
    """Everybody who is on the board now, by name, with what `Bet.is_readable_by` says of each. One statement."""
    of_bet = {"bet": bet, "member": OuterRef("pk")}
    people = Membership.objects.current().filter(board=bet.board_id).select_related("person")
    found = people.annotate(
        co_writes=Exists(CoWriter.objects.filter(**of_bet)), is_reader=Exists(Reader.objects.filter(**of_bet))
    )
    return tuple(_listener(member, bet, now) for member in found.order_by("person__name", "pk"))


def _listener(member: Membership, bet: Bet, now: datetime) -> Listener:
    member.board = bet.cycle.board
    writes = member.pk == bet.owner_id or bool(getattr(member, "co_writes", False))
    if bet.status == Bet.Status.DRAFT:
        return Listener(member, writes, writes)
    is_open = not bet.is_confidential(now) or member.is_leader or bool(getattr(member, "is_reader", False))
    return Listener(member, writes, (is_open or writes) and may(member, bet.cycle, "bet.read_pitch"))
