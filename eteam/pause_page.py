"""What the page of a blocker says of its pauses, and what a leader may do about them."""

from dataclasses import dataclass
from datetime import datetime

from eteam.access import may
from eteam.actions.pausing import PAUSE, can_pause
from eteam.clocks import due_now, running_pause
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


def pauses_shown(room: Room, blocker: Blocker, member: Membership, now: datetime) -> PausesShown:
    """`blocker` comes with its calendar, and best with its pauses and who began each: `pauses__by__person`."""
    allowed, running = may(member, PAUSE), running_pause(blocker)
    outside = [pause for pause in blocker.pauses.all() if pause.kind == Pause.Kind.OUTSIDE]
    return PausesShown(
        blocker=blocker.pk,
        running=running,
        due_if_ended=due_now(blocker, now),
        past=tuple(pause for pause in outside if pause.ends_at is not None),
        may_begin=allowed and can_pause(room, blocker, now),
        may_end=allowed and running is not None,
    )
