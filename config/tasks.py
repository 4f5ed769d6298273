"""What the installation does by the clock."""

import logging

from celery import shared_task

from config import verify as invariants

logger = logging.getLogger(__name__)


@shared_task
def verify() -> int:
    """How many invariants are broken; each is told at error level, for whoever watches the log."""
    broken = [finding for finding in invariants.verify() if not finding.holds]
    for finding in broken:
        logger.error("broken: %s", finding)
    return len(broken)
