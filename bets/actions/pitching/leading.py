"""What a leader does to somebody else's bet: an exception, must-do, another owner. Each with a reason."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.access import held
from bets.actions.pitching.rows import tell_journal
from bets.actions.validity import check_reason
from bets.events import LateExceptionGranted, MustDoFlagged, OwnerNamed
from bets.models import Bet
from journal.refusals import Invalid
from org.models import Membership
from org.notices import tell


@transaction.atomic
def grant_late_exception(*, bet: Bet, by: Membership, now: datetime, reason: str) -> None:
    """A leader lets this one bet be submitted after the closing time. The owner is told."""
    held(bet.cycle, by, "bet.late_exception")
    check_reason(reason)
    waiting = Bet.objects.filter(pk=bet.pk).exclude(status=Bet.Status.SUBMITTED)
    if not waiting.update(late_exception=reason, late_exception_by=by):
        raise Invalid("It is submitted already, or was thrown away meanwhile.")
    payload = LateExceptionGranted(reason=reason)
    sentence = f"{by.name} lets {bet.title} be submitted late: {reason}"
    tell([bet.owner_id], payload, sentence, reverse("pitch", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)


@transaction.atomic
def flag_must_do(*, bet: Bet, must_do: bool, by: Membership, now: datetime, reason: str) -> None:
    """A leader says that a law or security leaves no choice; it takes its capacity before #1. The owner is told."""
    held(bet.cycle, by, "bet.flag_must_do")
    check_reason(reason)
    if not Bet.objects.filter(pk=bet.pk).exclude(must_do=must_do).update(must_do=must_do, must_do_reason=reason):
        return
    payload = MustDoFlagged(must_do=must_do, reason=reason)
    sentence = f"{by.name} says that {bet.title} {'must' if must_do else 'need not'} be done: {reason}"
    tell([bet.owner_id], payload, sentence, reverse("bet", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)


@transaction.atomic
def reassign_owner(*, bet: Bet, owner: Membership, by: Membership, now: datetime, reason: str) -> None:
    """A leader names a new owner, who must be a VP of the board. The rank stays; both owners are told."""
    cycle = held(bet.cycle, by, "bet.reassign_owner")
    check_reason(reason)
    if owner.board_id != cycle.board_id or owner.ended_at or not owner.is_vp:
        raise Invalid("The new owner must be a VP of this board.")
    before = Bet.objects.select_for_update(no_key=True).get(pk=bet.pk).owner_id
    if before == owner.pk:
        return
    Bet.objects.filter(pk=bet.pk).update(owner=owner)
    payload = OwnerNamed(owner=owner.pk, owner_name=owner.name, before=before, reason=reason)
    sentence = f"{bet.title} belongs to {owner.name} now: {reason}"
    tell([before, owner.pk], payload, sentence, reverse("bet", args=[bet.pk]), by=by, now=now)
    tell_journal(payload, bet, by, now)
