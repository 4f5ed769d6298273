"""Somebody does without a kind of e-mail. It concerns nobody else: the log hears nothing."""

from datetime import datetime

from django.db import transaction

from eteam.access import today
from eteam.models import Mute
from eteam.reminders.kinds import KINDS
from journal.refusals import Invalid
from org.models import Membership


@transaction.atomic
def mute(*, kind: str, by: Membership, now: datetime) -> None:
    """No e-mail of this kind any more. Raises Invalid for one that belongs to their role, or that there is none of."""
    member = today(by)
    if kind not in KINDS or not KINDS[kind].may_be_muted(member.duties(now)):
        sentence = "This e-mail belongs to your role, and cannot be switched off."
        raise Invalid(sentence, errors={"kind": sentence})
    Mute.objects.bulk_create([Mute(board_id=member.board_id, member=member, kind=kind)], ignore_conflicts=True)


@transaction.atomic
def unmute(*, kind: str, by: Membership, now: datetime) -> None:
    """E-mails of this kind again."""
    Mute.objects.filter(member=today(by), kind=kind).delete()
