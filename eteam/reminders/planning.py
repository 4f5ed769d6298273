"""Writes the reminders that there should be. Safe to run twice at once."""

import logging
from datetime import datetime

from django.db import connection, transaction

from eteam.reminders.subjects import ALL

logger = logging.getLogger(__name__)

_LOCK = "eteam.reminders.plan"


def plan(now: datetime) -> bool:
    """One transaction a subject: one that cannot be planned keeps no other from it. Whether all could be.

    Where another process is planning a subject, it is left to that one.
    """
    failed = [each.name for each in ALL if not _plan(each.name, now)]
    return not failed


@transaction.atomic
def _alone(name: str, now: datetime) -> None:
    """Two that plan at the same moment would see the same rows missing, and may disagree about what is past."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"{_LOCK}.{name}"])
        (is_mine,) = cursor.fetchone()
    if is_mine:
        next(each for each in ALL if each.name == name).plan(now)


def _plan(name: str, now: datetime) -> bool:
    try:
        _alone(name, now)
    except Exception:
        logger.exception("could not plan the reminders of every %s", name)
        return False
    return True
