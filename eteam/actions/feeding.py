"""The secret address of somebody's calendar: made, and made anew. It concerns nobody else: the log hears nothing."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from eteam.access import authorise
from eteam.models import Feed
from org.access import today
from org.models import Membership


@transaction.atomic
def renew(*, by: Membership, now: datetime) -> str:
    """A new secret, which is shown once: only its digest is kept. An address of before is none any more."""
    member = today(by)
    authorise(member, "ical.own_feed")
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(member=member, defaults={"digest": digest(secret), "made_at": now})
    return secret


@transaction.atomic
def end(*, by: Membership, now: datetime) -> None:
    """There is no address any more."""
    Feed.objects.filter(member=today(by)).delete()


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
