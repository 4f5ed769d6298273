"""An owner asks to be let in after the closing time; a leader says no to a bet. The owner, or the leaders, are told."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.access import check_state, held
from bets.actions import leaving
from bets.actions.leaving import Left
from bets.actions.validity import check_reason
from bets.events import BetDeclined, LateExceptionAsked
from bets.models import Bet
from journal.once import Key
from journal.record import record
from journal.refusals import Refusal
from org.models import Membership
from org.notices import leaders, tell


class NotNeeded(Refusal):
    """The bet is submitted, or the exception was granted already."""

    code = "not_needed"


@transaction.atomic
def ask_exception(*, bet: Bet, by: Membership, now: datetime, reason: str) -> None:
    """The owner asks the leaders to let a bet in after the closing time. By this they learn its title, and no more."""
    cycle = held(bet.cycle, by, "bet.submit", own=bet.owner_id == by.pk)
    check_state(cycle, "bet.late_exception")
    check_reason(reason)
    bet = Bet.objects.get(pk=bet.pk, cycle=cycle)
    if bet.is_open or bet.late_exception:
        raise NotNeeded("It needs no exception: it is submitted, or a leader has made one already.")
    payload = LateExceptionAsked(reason=reason.strip())
    sentence = f"{by.name} asks to let “{bet.title}” in after the closing time: “{payload.reason}”"
    tell(leaders(cycle.board), payload, sentence, reverse("late_exception", args=[bet.pk]), by=by, now=now)
    record(payload, board_id=bet.board_id, topic=cycle.topic, by=by, subject=bet, now=now)


@transaction.atomic
def decline(*, bet: Bet, by: Membership, now: datetime, reason: str, key: Key | None = None) -> Left:
    """A leader says no to it, with a reason: see `leaving.decline`. The owner is told.

    Told first, for the event takes the board's counter, and nothing comes after that; a refusal takes it back.
    """
    sentence = f"{by.name} declined “{bet.title}”: “{reason.strip()}” It can be pitched again."
    path = reverse("bet", args=[bet.pk])
    tell([bet.owner_id], BetDeclined(reason=reason), sentence, path, by=by, now=now)
    return leaving.decline(bet=bet, by=by, now=now, reason=reason, key=key)
