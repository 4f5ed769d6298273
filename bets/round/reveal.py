"""What came out of a round: how far leaders agree, the order that is proposed, and on which pairs they do not."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bets.allocation import BetId
from bets.board.ground import Ground, read
from bets.consensus.pairs import Disputed, disputed
from bets.consensus.rings import rings
from bets.models import PrivateOrder, Round
from bets.questions import questions
from bets.round.fitting import fitted
from bets.round.opinions import Sides, sides
from bets.rounds import within
from bets.sentences import Headline, headline
from bets.supposing.changes import Changed, enters, leaves
from bets.supposing.supposed import Supposed
from bets.supposing.trial import Trial
from org.models import Membership

MOST_PAIRS = 60
"""Shown at first: eight leaders can disagree on a thousand pairs."""


@dataclass(frozen=True, slots=True)
class Head:
    """ "1,180 of 1,225 pairs agreed, 45 open, 4 decisive": decisive if the proposal is the order."""

    pairs: int
    open: int
    decisive: int

    def __str__(self) -> str:
        agreed = self.pairs - self.open
        return f"{agreed:,} of {self.pairs:,} pairs agreed, {self.open:,} open, {self.decisive:,} decisive"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One bet of the proposal: `now` is its rank today, where it is another; `mark` in or out; `ranks` of each leader.

    `ranks` are in the order of `Reveal.used`, and for leaders only.
    """

    rank: int
    bet: BetId
    title: str
    owner_name: str
    now: str
    mark: str
    is_funded: bool
    ranks: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bets on which leaders disagree; `is_decisive`: it can change what is funded."""

    upper: Proposed
    lower: Proposed
    agree: tuple[str, ...]
    against: tuple[str, ...]
    is_decisive: bool


@dataclass(frozen=True)
class Reveal:
    """`seal` names exactly the order that is shown, for whoever adopts it.

    `pairs` and `rings` are for leaders; `hidden`: how many more pairs there are.
    """

    round: Round
    head: Head
    used: tuple[str, ...]
    unready: tuple[str, ...]
    by_reference: bool
    is_solving: bool
    order: tuple[BetId, ...]
    rows: tuple[Proposed, ...]
    enters: tuple[Changed, ...]
    leaves: tuple[Changed, ...]
    headline: Headline
    needs_reason: bool
    pairs: tuple[Pair, ...]
    rings: tuple[tuple[Proposed, ...], ...]
    hidden: int

    @property
    def seal(self) -> str:
        return seal(self.round, self.order)

    @property
    def is_today(self) -> bool:
        """Whether the proposal is the order already."""
        return not any(row.now for row in self.rows)

    @property
    def contradicts(self) -> str:
        """How many opinions about pairs it goes against."""
        return f"{self.round.distance or 0:,}"

    @property
    def off(self) -> str:
        """At most so far from the best, as far as that is proved; empty: nothing is proved."""
        bound, distance = self.round.bound, self.round.distance
        return "" if bound is None or distance is None else f"{distance - bound:,}"


def seal(round: Round, order: Sequence[BetId]) -> str:
    return hashlib.sha256(f"{round.pk} {list(order)}".encode()).hexdigest()


def proposed(round: Round, ground: Ground) -> tuple[BetId, ...]:
    """The order to adopt, for the bets of `ground`, which is that of today."""
    today, tray = [entry.pk for entry in ground.order], {entry.pk for entry in ground.tray}
    return fitted(round.proposal or (), today, tray)


def reveal(round: Round, member: Membership, now: datetime, *, all_pairs: bool = False) -> Reveal:
    """For who may follow the round; names beside opinions for leaders only. Six statements."""
    found = PrivateOrder.objects.filter(round=round).select_related("leader__person")
    orders = list(found.order_by("leader__person__name", "pk"))
    used = [order for order in orders if order.ready_at]
    ranked = [within(order.order, round.proposal or []) for order in used]
    open_pairs = disputed(ranked)
    trial = _trial(round, read(round.cycle))
    decisive = {_key(one.upper, one.lower) for one in questions(trial.then.allocation, open_pairs)}
    rows = tuple(_rows(trial, ranked if member.is_leader else []))
    pairs = tuple(_pairs(open_pairs, trial, used, rows, decisive)) if member.is_leader else ()
    most = len(pairs) if all_pairs else MOST_PAIRS
    count = len(round.proposal or ())
    return Reveal(
        round=round,
        head=Head(count * (count - 1) // 2, len(open_pairs), len(decisive)),
        used=tuple(order.leader.name for order in used),
        unready=tuple(order.leader.name for order in orders if not order.ready_at),
        by_reference=round.reference_id in {order.leader_id for order in used},
        is_solving=_is_solving(round, now),
        order=tuple(row.bet for row in rows),
        rows=rows,
        enters=tuple(enters(trial)),
        leaves=tuple(leaves(trial)),
        headline=headline(trial.then.allocation, trial.then.names),
        needs_reason=round.cycle.order_adopted and bool(trial.change.enters or trial.change.leaves),
        pairs=pairs[:most],
        rings=tuple(_rings(ranked, rows)) if member.is_leader else (),
        hidden=max(len(pairs) - most, 0),
    )


def _is_solving(round: Round, now: datetime) -> bool:
    return not round.is_proved and round.closed_at is not None and now < round.closed_at + Round.PROVED_WITHIN


def _trial(round: Round, today: Ground) -> Trial:
    """Today's board, and the board with the proposal as its order."""
    order = proposed(round, today)
    entries = {entry.pk: entry for entry in [*today.order, *today.tray]}
    tray = tuple(entry for entry in today.tray if entry.pk not in order)
    return Trial(Supposed(), today, replace(today, order=tuple(entries[bet] for bet in order), tray=tray))


def _rows(trial: Trial, orders: Sequence[Sequence[BetId]]) -> Iterator[Proposed]:
    change = trial.change
    marks = dict.fromkeys(change.enters, "in") | dict.fromkeys(change.leaves, "out")
    places = [{bet: place for place, bet in enumerate(order, start=1)} for order in orders]
    for rank, entry in enumerate(trial.then.order, start=1):
        now = trial.today.names.ranks.get(entry.pk)
        yield Proposed(
            rank=rank,
            bet=entry.pk,
            title=entry.title,
            owner_name=entry.owner_name,
            now="" if now == rank else f"#{now}" if now else "the tray",
            mark=marks.get(entry.pk, ""),
            is_funded=entry.pk not in trial.then.allocation.unfunded,
            ranks=tuple(place.get(entry.pk) for place in places),
        )


def _pairs(
    open_pairs: Sequence[Disputed],
    trial: Trial,
    used: Sequence[PrivateOrder],
    rows: Sequence[Proposed],
    decisive: set[tuple[BetId, BetId]],
) -> Iterator[Pair]:
    """The decisive ones first."""
    order = [entry.pk for entry in trial.then.order]
    by_bet = {row.bet: row for row in rows}
    found = sides(open_pairs, order, [(each.leader.name, each.order) for each in used])
    for side in sorted(found, key=lambda side: _key(side.upper, side.lower) not in decisive):
        yield _pair(side, by_bet, _key(side.upper, side.lower) in decisive)


def _pair(side: Sides, rows: dict[BetId, Proposed], is_decisive: bool) -> Pair:
    return Pair(rows[side.upper], rows[side.lower], side.agree, side.against, is_decisive)


def _rings(orders: Sequence[Sequence[BetId]], rows: Sequence[Proposed]) -> Iterator[tuple[Proposed, ...]]:
    by_bet = {row.bet: row for row in rows}
    yield from (tuple(by_bet[bet] for bet in ring) for ring in rings(orders) if all(bet in by_bet for bet in ring))


def _key(one: BetId, other: BetId) -> tuple[BetId, BetId]:
    return min(one, other), max(one, other)
