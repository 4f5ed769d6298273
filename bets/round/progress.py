"""Who has started, and who is ready. Nothing of what anybody sorts."""

from dataclasses import dataclass

from django.db.models import QuerySet

from bets.actions.rounds import is_enough
from bets.models import Bet, PrivateOrder, Round
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Seat:
    """One leader: `state` is ready, sorting or waiting."""

    name: str
    state: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """`come`: bets that are not in the round, because they came later; `may_reveal`: closing it would do."""

    round: Round
    seats: tuple[Seat, ...]
    mine: str
    come: int
    may_reveal: bool

    @property
    def ready(self) -> int:
        return self._count("ready")

    @property
    def sorting(self) -> int:
        return self._count("sorting")

    @property
    def unready(self) -> list[str]:
        """The names of those who are at it: what a leader who closes now leaves out."""
        return [seat.name for seat in self.seats if seat.state == "sorting"]

    def _count(self, state: str) -> int:
        return sum(seat.state == state for seat in self.seats)


def progress(round: Round, member: Membership) -> Progress:
    """For who may follow the round. Three statements."""
    orders = PrivateOrder.objects.filter(round=round).values_list("leader", "ready_at")
    states = {leader: "sorting" if ready_at is None else "ready" for leader, ready_at in orders}
    concerned = Membership.objects.filter(pk__in=states) | Membership.objects.filter(board=round.board_id).leaders()
    people = concerned.select_related("person").order_by("person__name", "pk").distinct()
    seats = tuple(Seat(each.name, states.get(each.pk, "waiting"), each.pk == member.pk) for each in people)
    return Progress(
        round=round,
        seats=seats,
        mine=states.get(member.pk, "waiting"),
        come=_rankable(round).exclude(pk__in=round.bets).count(),
        may_reveal=is_enough(round, [leader for leader, state in states.items() if state == "ready"]),
    )


def _rankable(round: Round) -> QuerySet[Bet]:
    return Bet.objects.filter(cycle=round.cycle_id, status=Bet.Status.SUBMITTED)
