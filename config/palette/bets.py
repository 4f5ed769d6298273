"""Bets that a person may open, by title, thesis or rank. One statement.

Never a draft of somebody else, never a bet of a cycle whose pitches they may not read yet, no word of a pitch, and
while a pitch is confidential its thesis only for those who may read it. A rank is found and shown only where they
may read the order; those who may not get the same bets by title, so that where a bet stands in the answer says
nothing.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from bets.access import may
from bets.models import Bet, Cycle
from config.palette.asked import Asked
from config.palette.hits import MOST, Hit
from config.palette.matching import has_words, nearness
from config.seats import Seat


def find_bets(seats: Sequence[Seat], here: Cycle | None, asked: Asked) -> Iterator[Hit]:
    """On all boards of `seats`, the best matches first, and among those the ones of the cycle `here`."""
    ordered = {cycle.pk for seat in seats for cycle in seat.cycles if may(seat.member, cycle, "rank.read")}
    matches = Bet.objects.filter(_asked_for(asked, ordered, seats), pk__in=_known(seats).values("pk"))
    best = matches.annotate(near=_nearness(asked, ordered), elsewhere=_elsewhere(here))
    for bet in best.select_related("cycle", "owner__person", "rank").order_by(
        "near", "elsewhere", "-cycle__starts_on", "title", "pk"
    )[:MOST]:
        yield Hit(bet.title, reverse("bet", args=[bet.pk]), _rest(bet, here), _mark(bet, ordered))


def _known(seats: Sequence[Seat]) -> QuerySet[Bet]:
    known = (Bet.objects.filter(cycle__in=_open(seat)).known_to(seat.member) for seat in seats)
    return reduce(or_, known, Bet.objects.none())


def _readable(seats: Sequence[Seat]) -> QuerySet[Bet]:
    now = timezone.now()
    readable = (Bet.objects.filter(cycle__in=_open(seat)).readable_by(seat.member, now) for seat in seats)
    return reduce(or_, readable, Bet.objects.none())


def _open(seat: Seat) -> list[int]:
    """The cycles whose bets one may list and open."""
    rights = ("bet.list", "bet.read_pitch")
    return [cycle.pk for cycle in seat.cycles if all(may(seat.member, cycle, to) for to in rights)]


def _asked_for(asked: Asked, ordered: set[int], seats: Sequence[Seat]) -> Q:
    with_thesis = has_words(asked, ["title", "thesis"]) & Q(pk__in=_readable(seats).values("pk"))
    by_words = has_words(asked, ["title"]) | with_thesis
    return by_words if asked.rank is None else by_words | _at_rank(asked, ordered)


def _at_rank(asked: Asked, ordered: set[int]) -> Q:
    return Q(cycle__in=ordered, rank__position=asked.rank)


def _nearness(asked: Asked, ordered: set[int]) -> Case:
    by_title = nearness(asked, "title")
    return by_title if asked.rank is None else Case(When(_at_rank(asked, ordered), then=Value(0)), default=by_title)


def _elsewhere(here: Cycle | None) -> Case:
    return Case(When(cycle=here.pk if here else None, then=Value(0)), default=Value(1))


def _mark(bet: Bet, ordered: set[int]) -> str:
    return str(bet.rank) if bet.cycle_id in ordered and hasattr(bet, "rank") else ""


def _rest(bet: Bet, here: Cycle | None) -> str:
    """`Vera, 2026H2, draft`: the cycle if it is another one, the state if it is none to rank."""
    cycle = "" if here and bet.cycle_id == here.pk else bet.cycle.name
    state = "" if bet.is_open else bet.get_status_display().lower()
    return ", ".join(part for part in (bet.owner.name, cycle, state) if part)
