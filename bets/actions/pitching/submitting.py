"""The owner submits: nobody else, and nothing that is not whole."""

from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse

from bets.access import held
from bets.actions.pitching import versions
from bets.actions.pitching.rows import fresh, tell_journal
from bets.addressees import answering, demand_place
from bets.completeness import completeness
from bets.events import BetSubmitted
from bets.models import Bet, Cycle, Demand, Pitch
from bets.names import weeks
from journal.refusals import Invalid, Refusal
from org.models import Membership
from org.notices import leaders, tell


class PitchesClosed(Refusal):
    """`extra`: `closed_at`, the closing time in UTC, which may be yet to come where ranking was opened early."""

    code = "pitches_closed"


class Incomplete(Invalid):
    """`extra`: `errors`, a sentence for each part that is still empty; `missing`, the same with the way there."""

    code = "incomplete"


@transaction.atomic
def submit(*, bet: Bet, by: Membership, now: datetime) -> Bet:
    """The owner submits. Raises Incomplete with what is missing, PitchesClosed after pitching.

    Pitches close at the closing time, and when ranking is opened before it. From then on a leader's exception for
    this bet lets it in, marked late. Withdrawn or declined bets may be submitted again and come to the tray. What is
    said now is kept as a version, the first one being number 1; the VPs of the teams asked are told.
    """
    cycle = held(bet.cycle, by, "bet.submit", own=bet.owner_id == by.pk)
    bet = fresh(bet, cycle, by, owner=True)
    if bet.is_open:
        return bet
    late = _closed(cycle)
    if late and not bet.late_exception:
        sentence = f"{late} A leader can make an exception for this bet."
        raise PitchesClosed(sentence, closed_at=cycle.pitches_close_at.isoformat())
    asked = list(bet.demands.select_related("team").order_by("team__name"))
    _check_complete(bet, len(asked))
    bet.status, bet.submitted_by, bet.submitted_at = Bet.Status.SUBMITTED, by, now
    bet.submitted_via, bet.is_late, bet.ended_reason = Bet.Via.OWNER, bool(late), ""
    bet.save()
    versions.keep(Pitch.of(bet), state=cycle.state, by=by, now=now)
    _tell(BetSubmitted(late=bet.is_late), bet, asked, by, now)
    return bet


def _check_complete(bet: Bet, teams: int) -> None:
    gaps = completeness(Pitch.of(bet).content(), teams).gaps
    if gaps:
        form = reverse("pitch", args=[bet.pk])
        missing = [{"sentence": gap.sentence, "field": gap.field, "url": f"{form}#{gap.field}"} for gap in gaps]
        parts = "1 part is" if len(gaps) == 1 else f"{len(gaps)} parts are"
        errors = {gap.field: gap.sentence for gap in gaps}
        raise Incomplete(f"{parts} still missing.", missing=missing, errors=errors)


def _tell(payload: BetSubmitted, bet: Bet, asked: list[Demand], by: Membership, now: datetime) -> None:
    """Who must answer, and of a late one those who must place it."""
    for demand in asked:
        if not demand.is_agreed:
            sentence = f"{bet.title} asks {demand.team.name} for {weeks(demand.tenths)} person-weeks."
            tell(answering(demand.team, now), payload, sentence, demand_place(bet, demand.team), by=by, now=now)
    if payload.late:
        sentence = f"{bet.title} was submitted late and waits in the tray."
        tell(leaders(bet.cycle.board), payload, sentence, reverse("bet", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)


def _closed(cycle: Cycle) -> str:
    """The sentence that says when pitches closed; empty while they are open."""
    if _is_closed(cycle):
        return f"Pitches closed on {cycle.closes_at():%d %B %Y at %H:%M} ({cycle.board.zone})."
    return "" if cycle.state == Cycle.State.PITCHING else "Pitches closed when ranking was opened."


def _is_closed(cycle: Cycle) -> bool:
    """By the database's clock: the one that all web processes share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() >= %s", [cycle.pitches_close_at])
        return bool(cursor.fetchone()[0])
