"""What a bet needs, what needs it, and what it is an alternative to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from bets.models import Bet, Exclusion, Need
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Other:
    """A tied bet; `rank` is 0 for one that has none, and for who may not see it."""

    pk: int
    title: str
    rank: int


@dataclass(frozen=True, slots=True)
class Tied:
    needs: tuple[Other, ...]
    needed_by: tuple[Other, ...]
    either_or: tuple[Other, ...]

    def __bool__(self) -> bool:
        return bool(self.needs or self.needed_by or self.either_or)


@dataclass(frozen=True, slots=True)
class Ids:
    """Of the bets that this one needs, of those that need it, and of its either-or partners."""

    needs: frozenset[int]
    needed_by: frozenset[int]
    either_or: frozenset[int]


def ids(bet: Bet) -> Ids:
    """Two statements."""
    needs = list(Need.objects.filter(Q(bet=bet) | Q(prerequisite=bet)).values_list("bet", "prerequisite"))
    pairs = Exclusion.objects.filter(Q(bet=bet) | Q(other=bet)).values_list("bet", "other")
    return Ids(
        needs=frozenset(other for one, other in needs if one == bet.pk),
        needed_by=frozenset(one for one, other in needs if other == bet.pk),
        either_or=frozenset(one if other == bet.pk else other for one, other in pairs),
    )


def tied(bet: Bet, member: Membership, *, sees_order: bool) -> Tied:
    """What of it `member` may know: not other people's drafts. Three statements."""
    found = ids(bet)
    wanted = found.needs | found.needed_by | found.either_or
    known = Bet.objects.known_to(member).filter(pk__in=wanted).annotate(position=F("rank__position"))
    order = ("rank__position", "title") if sees_order else ("title",)  # the order of a list tells ranks, too
    others = [
        Other(pk, title, (position or 0) if sees_order else 0)
        for pk, title, position in known.order_by(*order).values_list("pk", "title", "position")
    ]
    return Tied(_of(others, found.needs), _of(others, found.needed_by), _of(others, found.either_or))


def _of(others: Iterable[Other], wanted: frozenset[int]) -> tuple[Other, ...]:
    return tuple(other for other in others if other.pk in wanted)
