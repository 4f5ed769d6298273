"""What still keeps a cycle from being locked: each with the page that mends it, or the sentence that waived it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from bets import missing as lacks
from bets.allocation import Allocation
from bets.asking.reading import read as asking
from bets.inputs import Inputs, load
from bets.missing import IDLE_SHARE, WAIVABLE, Missing, Words
from bets.models import Bet, Cycle, Demand, Prototype, Waiver
from bets.must_do import SHARE as MUST_DO_SHARE
from bets.names import Names, weeks
from org.models import Team

__all__ = ["IDLE_SHARE", "MUST_DO_SHARE", "WAIVABLE", "Missing", "Readiness", "Waived", "readiness"]


@dataclass(frozen=True)
class Waived:
    """What would be missing, had not a leader answered for it."""

    missing: Missing
    reason: str
    by: str
    at: datetime
    waiver: int


@dataclass(frozen=True)
class Readiness:
    """`missing` is what lock refuses for; both in the order in which one would work it off."""

    missing: tuple[Missing, ...]
    waived: tuple[Waived, ...]


def readiness(cycle: Cycle, inputs: Inputs | None = None) -> Readiness:
    """What lacks, and what was waived. Twelve statements, and two more where leaders disagree on the order.

    Five fewer with the `inputs` of this cycle.
    """
    waivers = {
        (waiver.code, waiver.bet_id, waiver.other_id, waiver.team.slug if waiver.team else None): waiver
        for waiver in Waiver.objects.filter(cycle=cycle).select_related("team", "by__person")
    }
    still, answered = [], []
    for item in all_missing(cycle, inputs):
        waiver = waivers.get(item.about)
        if waiver and waiver.fact == item.fact:
            answered.append(Waived(item, waiver.reason, waiver.by.name, waiver.at, waiver.pk))
        else:
            still.append(item)
    return Readiness(tuple(still), tuple(answered))


def missing(cycle: Cycle) -> list[Missing]:
    """Everything that lock refuses for: what lacks and was not waived with the figures of now."""
    return list(readiness(cycle).missing)


def waived(cycle: Cycle) -> list[Waived]:
    """What lacks, and a leader has answered for."""
    return list(readiness(cycle).waived)


def all_missing(cycle: Cycle, inputs: Inputs | None = None) -> list[Missing]:
    """Everything that lacks, waived or not, in the order in which one would work it off."""
    allocation = (inputs or load(cycle)).allocation
    words = _words(cycle, allocation)
    found = [
        *_tray(cycle),
        *lacks.unsized(allocation, words),
        *lacks.undecided(asking(cycle).open(allocation), words),
        *_prototypes(cycle, allocation, words),
        *_demands(cycle, allocation, words),
        *lacks.prerequisites(allocation, words),
        *lacks.never_fits(allocation, words),
        *lacks.idle(allocation, words),
        *lacks.jumps(allocation, words),
        *lacks.must_do(allocation, words),
    ]
    return [replace(item, url=_url(cycle, item)) for item in found]


def _words(cycle: Cycle, allocation: Allocation) -> Words:
    titles = dict(Bet.objects.filter(cycle=cycle).values_list("pk", "title"))
    teams = dict(Team.objects.filter(board=cycle.board_id).values_list("slug", "name"))
    ranks = {candidate.id: rank for rank, candidate in enumerate(allocation.candidates, start=1)}
    return Words(titles, Names(ranks=ranks, teams=teams))


def _tray(cycle: Cycle) -> Iterator[Missing]:
    for bet in Bet.objects.filter(cycle=cycle).in_tray():
        yield Missing("unranked", f"{bet.title} has no rank.", bet=bet.pk)


def _prototypes(cycle: Cycle, allocation: Allocation, words: Words) -> Iterator[Missing]:
    have = set(Prototype.objects.filter(bet__cycle=cycle).values_list("bet_id", flat=True))
    for bet in allocation.funded:
        if bet not in have:
            yield Missing("no_prototype", f"{words.bet(bet)} has no prototype.", bet=bet)


def _demands(cycle: Cycle, allocation: Allocation, words: Words) -> Iterator[Missing]:
    asked = Demand.objects.filter(bet__cycle=cycle, bet__in=allocation.funded)
    unanswered = asked.filter(state__in=[Demand.State.PROPOSED, Demand.State.DISPUTED]).select_related("team")
    for demand in unanswered.order_by("bet__rank__position", "team__name"):
        asks = f"{words.bet(demand.bet_id)} asks for {weeks(demand.tenths)}"
        if demand.state == Demand.State.DISPUTED:
            sentence = f"{asks} of {demand.team.name}, which disputes it."
        else:
            sentence = f"{asks}, and {demand.team.name} has not answered."
        yield Missing(f"demand_{demand.state}", sentence, bet=demand.bet_id, team=demand.team.slug)


def _url(cycle: Cycle, item: Missing) -> str:
    """Where it is mended. For a team that is its page: its list, its line, and what waits behind it."""
    if item.bet is not None and item.other is not None:
        return reverse("question", args=[cycle.pk, *sorted((item.bet, item.other))])
    if item.bet is None:
        return f"{reverse('team', args=[cycle.board.slug, item.team])}?cycle={cycle.pk}"
    if item.code == "unranked":
        return f"{reverse('cycle', args=[cycle.pk])}#bet-{item.bet}"
    anchors = {"no_prototype": "#prototypes", "unsized": "#demands", "line_at_too_large": f"#demand-{item.team}"}
    anchor = f"#demand-{item.team}" if item.code.startswith("demand_") else anchors.get(item.code, "")
    return reverse("bet", args=[item.bet]) + anchor
