"""What an outcome can be of: a blocker, or a matter without a clock."""

from datetime import datetime

from eteam.access import anew as blocker_anew
from eteam.access import owns_blocker
from eteam.models import Blocker, Matter
from org.models import Membership

Thing = Blocker | Matter


def owns(thing: Thing, member: Membership, to: str, now: datetime) -> bool:
    """Whether a team that it is about is the member's own."""
    if isinstance(thing, Blocker):
        return owns_blocker(thing, member, to, now)
    return any(team is not None and member.answers_for(team.vp_id, now) for team in (thing.team, thing.other_team))


def anew(thing: Thing) -> Thing:
    """The same, with all that comes with it, as it stands under the room's lock. One statement."""
    if isinstance(thing, Blocker):
        return blocker_anew(thing)
    return Matter.objects.select_related("board", "team", "other_team", "bet").get(pk=thing.pk)


def title(thing: Thing) -> str:
    """`Firmware is blocked by Cloud: no signing key`"""
    if isinstance(thing, Blocker):
        return f"{thing.blocked_team.name} is blocked by {thing.blocking_name}: {thing.title}"
    return f"{thing.get_kind_display()}: {thing.title}"
