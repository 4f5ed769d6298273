"""Bets that somebody asks to let in after the closing time: what leaders may know of a draft, and no more."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bets.access import authorise
from bets.events import LateExceptionAsked
from bets.models import Bet, Cycle
from bets.permissions import RULES
from journal.models import Event
from org.access import membership_of, unknown
from org.models import Membership, Person


@dataclass(frozen=True, slots=True)
class Asked:
    """What an owner said when they asked: the title of then, their name, and why."""

    bet: int
    title: str
    owner: str
    reason: str
    at: datetime


def asked(cycle: Cycle) -> tuple[Asked, ...]:
    """The requests that nobody has answered, oldest first; of several for one bet, the newest. Two statements."""
    events = Event.objects.filter(topic=cycle.topic, kind=LateExceptionAsked.kind).order_by("number")
    newest = {event.subject_id: event for event in events}
    waiting = Bet.objects.filter(pk__in=newest, late_exception="").exclude(status=Bet.Status.SUBMITTED)
    still = set(waiting.values_list("pk", flat=True))
    return tuple(_asked(event) for bet, event in newest.items() if bet in still)


def late_bet_for(person: Person, pk: int) -> tuple[Bet, Membership, Asked | None]:
    """A bet that the person may make an exception for, their place on its board, and what its owner said.

    A draft is known by its owner's asking alone: else it is a 404, as every other draft.
    """
    bet = Bet.objects.select_related("cycle__board", "owner__person").filter(pk=pk).first()
    if bet is None:
        raise unknown(person, f"bet {pk}")
    member = membership_of(person, board=bet.cycle.board)
    events = Event.objects.filter(topic=bet.cycle.topic, kind=LateExceptionAsked.kind, subject_id=pk)
    event = events.order_by("-number").first()
    decides = bool(RULES["bet.late_exception"].verdicts(member.duties(timezone.now())))
    if not (event and decides) and not Bet.objects.known_to(member).filter(pk=pk).exists():
        raise unknown(member, f"bet {pk}")
    authorise(member, bet.cycle, "bet.late_exception")
    return bet, member, _asked(event) if event else None


def _asked(event: Event) -> Asked:
    return Asked(event.subject_id, event.subject_name, event.actor_name, event.data["reason"], event.at)
