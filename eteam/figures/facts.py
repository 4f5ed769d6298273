"""What was so of one blocker at one instant, from all that was stored since. Pure; instants are UTC.

A blocker that was unblocked later was open then, a due time that was moved later stood where it had stood, and a
route that changed later is not known any more: then the one of the raise is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eteam.figures.story import Act, Step, Stop, Story
from org.working_time import Calendar, Span, worked

_DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """It was not open in [starts_at, ends_at); none: it still is not."""

    starts_at: datetime
    ends_at: datetime | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Minutes are whole working minutes. `route`: now, first, room, or decided where only the work is still to do."""

    id: int
    title: str
    blocked: str
    blocking: str
    owner: str
    calendar: Calendar
    at: datetime
    raised_at: datetime
    due_at: datetime
    first_route: str
    route: str
    stands_still: bool
    responded_at: datetime | None
    decided_at: datetime | None
    unblocked_at: datetime | None
    is_provisional: bool
    withdrawn_at: datetime | None
    shut: Sequence[Shut]
    pauses: Sequence[Span]
    acts: Sequence[Act]
    steps: Sequence[Step]

    @property
    def is_open(self) -> bool:
        return self.unblocked_at is None and self.withdrawn_at is None

    @property
    def is_due(self) -> bool:
        """Its due time has come, whatever became of it; not while its clock stands still before it."""
        return self.due_at <= self.at and not self.stands_still

    @property
    def settled_at(self) -> datetime | None:
        """When it was decided what is to be done; there is nothing to decide once the team can work."""
        known = [each for each in (self.decided_at, self.unblocked_at) if each is not None]
        return min(known, default=None)

    @property
    def blocked_minutes(self) -> int:
        """From the raise to the end of it, or until now."""
        return self.minutes(self.raised_at, self.unblocked_at or self.withdrawn_at or self.at)

    @property
    def late_minutes(self) -> int:
        """Past its due time, at the end of it or until now; 0 if in time."""
        return self.minutes(self.due_at, self.unblocked_at or self.withdrawn_at or self.at) if self.is_due else 0

    def minutes(self, start: datetime, end: datetime) -> int:
        """The working minutes in between in which it was open and its clock ran."""
        return _whole(worked(start, end, self.calendar, [*self.pauses, *self._shut_spans(end)]).total_seconds())

    def paused_minutes(self, start: datetime, end: datetime) -> int:
        """The working minutes in between in which its clock stood still for somebody outside."""
        spans = [(max(begins, start), min(ends, end)) for begins, ends in self.pauses]
        return _whole(sum(worked(*span, self.calendar).total_seconds() for span in spans))

    def was_open(self, at: datetime) -> bool:
        """Just before `at`."""
        return self.raised_at < at and not any(
            each.starts_at < at and (each.ends_at is None or at <= each.ends_at) for each in self.shut
        )

    def _shut_spans(self, end: datetime) -> list[Span]:
        return [(each.starts_at, each.ends_at or max(end, each.starts_at)) for each in self.shut]


def as_of(story: Story, at: datetime) -> Fact | None:
    """What was so at `at`; None if it was no blocker yet."""
    if story.raised_at > at or story.known_at > at:
        return None
    unblocked_at = _unblocked(story, at)
    withdrawn_at = _known(story.withdrawn_at, at)
    decided_at = _known(story.decided_at, at)
    pauses = [stop for stop in story.stops if stop.starts_at <= at and not stop.reopened]
    due_at = _due(story, at)
    return Fact(
        id=story.id,
        title=story.title,
        blocked=story.blocked,
        blocking=story.blocking,
        owner=story.owner,
        calendar=story.calendar,
        at=at,
        raised_at=story.raised_at,
        due_at=due_at,
        first_route=story.first_route,
        route=_DECIDED if decided_at else story.route if story.routed_at <= at else story.first_route,
        stands_still=any(_runs(stop, at) and stop.starts_at < due_at for stop in pauses),
        responded_at=_known(story.responded_at, at),
        decided_at=decided_at,
        unblocked_at=unblocked_at,
        is_provisional=unblocked_at is not None and withdrawn_at is None and not _known(story.confirmed_at, at),
        withdrawn_at=withdrawn_at,
        shut=_shut(story, at, unblocked_at, withdrawn_at),
        pauses=[(stop.starts_at, at if _runs(stop, at) or stop.ends_at is None else stop.ends_at) for stop in pauses],
        acts=[act for act in story.acts if act.at <= at],
        steps=[step for step in story.steps if step.at <= at],
    )


def _unblocked(story: Story, at: datetime) -> datetime | None:
    """Since when the team could work, as it was known: what was said later was not."""
    if story.unblocked_at is not None and (story.entered_at or story.unblocked_at) <= at:
        return story.unblocked_at
    return next((stop.starts_at for stop in story.stops if stop.reopened and _runs(stop, at)), None)


def _due(story: Story, at: datetime) -> datetime:
    moved = sorted(change for change in story.changes if change.at <= at)
    return moved[-1].after if moved else story.first_due_at


def _shut(story: Story, at: datetime, unblocked_at: datetime | None, withdrawn_at: datetime | None) -> list[Shut]:
    """In order and apart from each other: what was reopened, then how it ended. Never before the raise."""
    found = [
        Shut(starts_at=max(stop.starts_at, story.raised_at), ends_at=stop.ends_at)
        for stop in story.stops
        if stop.reopened and stop.ends_at is not None and story.raised_at <= stop.ends_at <= at
    ]
    ends = [(unblocked_at, False), (withdrawn_at, True)]
    found += [
        Shut(starts_at=max(end, story.raised_at), ends_at=None, withdrawn=is_withdrawn)
        for end, is_withdrawn in ends
        if end is not None
    ]
    return _apart(sorted(found, key=lambda each: each.starts_at))


def _apart(spans: Sequence[Shut]) -> list[Shut]:
    """Those that overlap or touch as one, which is what its first is."""
    found: list[Shut] = []
    for each in spans:
        last = found[-1] if found else None
        if last is None or (last.ends_at is not None and each.starts_at > last.ends_at):
            found.append(each)
        elif last.ends_at is not None:
            ends_at = None if each.ends_at is None else max(last.ends_at, each.ends_at)
            found[-1] = Shut(starts_at=last.starts_at, ends_at=ends_at, withdrawn=last.withdrawn or each.withdrawn)
    return found


def _runs(stop: Stop, at: datetime) -> bool:
    return stop.starts_at <= at and (stop.ends_at is None or stop.ends_at > at)


def _known(value: datetime | None, at: datetime) -> datetime | None:
    return value if value is not None and value <= at else None


def _whole(seconds: float) -> int:
    """Rounded to the minute, half up."""
    return int(seconds // 60 + (seconds % 60 >= 30))
