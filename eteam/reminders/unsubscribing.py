"""Whether an e-mail can be switched off by who gets it, and the link that does."""

from datetime import datetime

from django.core import signing
from django.urls import reverse

from eteam.models import Mute, Reminder
from eteam.reminders.kinds import KINDS, MAIL
from eteam.reminders.places import address
from org.models import Membership

_SALT = "eteam.reminders.unsubscribing"


def mutable(reminder: Reminder, now: datetime) -> bool:
    """`reminder` with its recipient."""
    member = reminder.recipient
    return member is not None and KINDS[reminder.kind].may_be_muted(member.duties(now))


def is_muted(reminder: Reminder, now: datetime) -> bool:
    """Whether its recipient does without it; what belongs to a role comes all the same. One statement, for mail."""
    if reminder.channel != MAIL or not mutable(reminder, now):
        return False
    return Mute.objects.filter(member=reminder.recipient, kind=reminder.kind).exists()


def stop_address(reminder: Reminder) -> str:
    """Where its recipient, and whoever holds the mail, switches off this kind for them."""
    return address(reverse("unsubscribe", args=[token(reminder.recipient_id or 0, reminder.kind)]))


def token(member: int, kind: str) -> str:
    return signing.dumps([member, kind], salt=_SALT)


def read(text: str) -> tuple[Membership, str] | None:
    """Whom a token is of, and for which kind; None for what nobody signed, or whoever has left."""
    try:
        pk, kind = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    member = Membership.objects.current().select_related("board", "person").filter(pk=pk).first()
    return (member, kind) if member and kind in KINDS else None
