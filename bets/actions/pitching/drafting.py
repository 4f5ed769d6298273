"""A draft is begun, and thrown away."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from bets.access import held
from bets.actions.pitching.rows import fresh, tell_journal
from bets.actions.pitching.values import assign
from bets.events import BetDrafted, DraftRemoved
from bets.models import Bet, Cycle, Pitch
from journal.record import Somebody, record
from journal.refusals import Refusal
from org.models import Membership


class NotRemovable(Refusal):
    """Others have seen it: it can be withdrawn, and stays in the history."""

    code = "not_removable"


@transaction.atomic
def draft(*, cycle: Cycle, by: Membership, now: datetime, title: str, **fields: Any) -> Bet:
    """A new draft. Its owner is who makes it, never somebody named in the request. Raises Invalid by field."""
    cycle = held(cycle, by, "bet.create_own_draft")
    bet = create(cycle, {"title": title, **fields}, by, now)
    tell_journal(BetDrafted(), bet, by, now)
    return bet


def create(cycle: Cycle, fields: Mapping[str, Any], by: Membership, now: datetime, source: Bet | None = None) -> Bet:
    """The rows of a draft. Part of an act that holds the cycle."""
    bet = Bet(board=cycle.board, cycle=cycle, owner=by, created_at=now, edited_at=now, copied_from=source)
    pitch = Pitch(bet=bet)
    assign(pitch, fields)
    bet.save()
    pitch.save()
    return bet


@transaction.atomic
def remove(*, bet: Bet, by: Membership, now: datetime) -> None:
    """The owner throws a draft away, for good. Raises NotRemovable once it was submitted, or pitched again."""
    cycle = held(bet.cycle, by, "bet.remove_draft", own=bet.owner_id == by.pk)
    bet = fresh(bet, cycle, by, owner=True)
    if not bet.is_draft:
        raise NotRemovable("It was submitted: it can be withdrawn with a reason, and its history stays.")
    if bet.copies.exists():
        raise NotRemovable("It was copied into a later cycle, whose pitch refers to it.")
    gone = Somebody(bet.name, bet.pk)
    files = [prototype.file for prototype in bet.prototypes.exclude(file="")]
    bet.delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
    record(DraftRemoved(), board_id=cycle.board_id, topic=cycle.topic, by=by, subject=gone, now=now)
