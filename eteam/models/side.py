"""Who is to unblock a team: another team, or nobody with a name on the board."""

from django.db import models
from django.db.models import Q


class Side(models.TextChoices):
    """Who is to unblock."""

    TEAM = "team", "A team"
    LEADERS = "leaders", "The leaders"
    OUTSIDE = "outside", "Somebody outside"
    UNKNOWN = "unknown", "Not known yet"


def side_is_whole(name: str) -> models.CheckConstraint:
    """A team is named exactly where a team is the blocking side."""
    return models.CheckConstraint(
        condition=Q(blocking="team", blocking_team__isnull=False)
        | Q(blocking__in=["leaders", "outside", "unknown"], blocking_team=None),
        name=f"{name}_blocking_side_whole",
    )
