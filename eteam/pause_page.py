"""What the page of a blocker says of its pauses, and what a leader may do about them."""

from dataclasses import dataclass
from datetime import datetime

from eteam.access import may
from eteam.actions.pausing import PAUSE, can_pause
from eteam.clocks import due_now
from eteam.models import Blocker, Pause, Room
from org.models import Membership


@dataclass(frozen=True)
class PausesShown:
    """`running`: its clock stands still since then; it would be due `due_if_ended` if it ran on now."""

    blocker: int
    running: Pause | None
    due_if_ended: datetime
    past: tuple[Pause, ...]
    may_begin: bool
    may_end: bool

    @property
    def is_empty(self) -> bool:
        return not (self.running or self.past or self.may_begin)


def pauses_shown(blocker: Blocker, member: Membership, now: datetime) -> PausesShown | None:
    """`blocker` comes with its calendar. None for whoever reads only its due time, route and outcome.

    Two statements, and three for a leader.
    """
    if not may(member, "blocker.read"):
        return None
    outside = list(blocker.pauses.filter(kind=Pause.Kind.OUTSIDE).select_related("by__person").order_by("starts_at"))
    allowed, running = may(member, PAUSE), next((pause for pause in outside if pause.ends_at is None), None)
    return PausesShown(
        blocker=blocker.pk,
        running=running,
        due_if_ended=due_now(blocker, now),
        past=tuple(pause for pause in outside if pause.ends_at is not None),
        may_begin=allowed and can_pause(Room.objects.get(board=blocker.board_id), blocker, now),
        may_end=allowed and running is not None,
    )
