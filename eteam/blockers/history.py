"""What happened to a blocker, oldest first, in sentences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from eteam.models import Blocker, DueChange, Outcome, Pause
from journal.models import Event
from org.moments import short


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime
    sentence: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Of:
    """`is_inside`: part of the discussion, which whoever only flagged it does not read."""

    sentence: Callable[[Event], str]
    text: str = ""
    is_inside: bool = False


_EVENTS: Mapping[str, _Of] = {
    "eteam.blocker.handed_over": _Of(lambda event: f"{event.actor_name} asked {_owner(event)} to see to it."),
    "eteam.blocker.confirmed": _Of(lambda event: _confirmed(event)),
    "eteam.blocker.still_blocked": _Of(lambda event: f"{event.actor_name} said: still blocked.", "reason", True),
    "eteam.blocker.reopened": _Of(lambda event: f"{event.actor_name} reopened it.", "reason", True),
    "eteam.blocker.withdrawn": _Of(lambda event: f"{event.actor_name} withdrew it.", "reason", True),
    "eteam.blocker.breached": _Of(lambda _: "Its due time passed: breached."),
    "eteam.blocker.escalated": _Of(lambda event: _escalated(event)),
}


def history(blocker: Blocker, *, is_whole: bool) -> tuple[Happened, ...]:
    """Four statements. Without `is_whole`: outcomes, dates and who owns it, and not what was said."""
    found = [*_begun(blocker), *_events(blocker, is_whole), *_outcomes(blocker, is_whole), *_moves(blocker, is_whole)]
    return tuple(sorted(found, key=lambda each: each.at))


def _begun(blocker: Blocker) -> Iterator[Happened]:
    if blocker.flag is not None:
        yield Happened(blocker.flag.flagged_at, f"{blocker.flag.flagged_by.name} flagged it. The clock starts here.")
        how = (
            f"{blocker.raised_by.name} made it a blocker"
            if blocker.flag.decided_by_id
            else "Nobody answered: it became a blocker by itself"
        )
        yield Happened(blocker.flag.decided_at or blocker.raised_at, f"{how}, {_first(blocker)}")
        return
    yield Happened(blocker.raised_at, f"{blocker.raised_by.name} raised it, {_first(blocker)}")


def _first(blocker: Blocker) -> str:
    return f"due {short(blocker.first_due_at, blocker.zone)}, {blocker.first_route.upper()}."


def _events(blocker: Blocker, is_whole: bool) -> Iterator[Happened]:
    events = Event.objects.filter(board_id=blocker.board_id, topic=blocker.topic, subject_id=blocker.pk)
    for event in events.filter(kind__in=list(_EVENTS)).order_by("number"):
        of = _EVENTS[event.kind]
        text = str(event.data.get(of.text, "")) if of.text else ""
        yield Happened(event.at, of.sentence(event), "" if of.is_inside and not is_whole else text)


def _outcomes(blocker: Blocker, is_whole: bool) -> Iterator[Happened]:
    outcomes = Outcome.objects.filter(blocker=blocker).select_related(
        "session", "decider__person", "owner__person", "entered_by__person", "waits_for__person"
    )
    for outcome in outcomes.order_by("entered_at", "pk"):
        yield Happened(outcome.entered_at, _outcome(outcome, blocker.zone), _said(outcome, is_whole))


def _outcome(outcome: Outcome, zone: str) -> str:
    where = f"in the {outcome.session.get_kind_display().lower()}" if outcome.session else "outside the room"
    waits = _waits(outcome)
    if outcome.kind == Outcome.Kind.DECIDED and outcome.owner and outcome.by_when and outcome.decider:
        does = f"{outcome.owner.name} does it by {short(outcome.by_when, zone)}."
        return f"{outcome.decider.name} decided {where}; {does}{waits}"
    if outcome.kind == Outcome.Kind.CARRIED and outcome.owner:
        until = f", to be decided by {short(outcome.decide_by, zone)}" if outcome.decide_by else ""
        accepted = "; the breach is accepted" if outcome.accepts_breach else ""
        return f"Carried {where}: {outcome.owner.name} sees to it{until}{accepted}.{waits}"
    if outcome.kind == Outcome.Kind.UNHEARD:
        return f"Carried {where}, unheard."
    since = f" since {short(outcome.since, zone)}" if outcome.since else ""
    return f"{outcome.entered_by.name} said {where} that it is unblocked{since}.{waits}"


def _waits(outcome: Outcome) -> str:
    if outcome.counts or outcome.waits_for is None:
        return ""
    return f" {outcome.waits_for.name} {'refused it' if outcome.refused_at else 'has to confirm it'}."


def _said(outcome: Outcome, is_whole: bool) -> str:
    """The decision is the outcome; why something was carried is discussion."""
    if outcome.kind == Outcome.Kind.DECIDED:
        return outcome.text
    if not is_whole:
        return ""
    return " ".join(part for part in (outcome.text, outcome.next_step, outcome.reason) if part)


def _moves(blocker: Blocker, is_whole: bool) -> Iterator[Happened]:
    """Due times by a calendar or a pause; a reopening says it itself."""
    changes = DueChange.objects.filter(blocker=blocker).select_related("by__person").order_by("at", "pk")
    for change in changes:
        dates = f"{short(change.before, blocker.zone)} is now {short(change.after, blocker.zone)}"
        yield Happened(change.at, f"{change.get_cause_display()}: due {dates}. By {change.by.name}.")
    for pause in blocker.pauses.select_related("by__person").filter(kind=Pause.Kind.OUTSIDE):
        reason = pause.reason if is_whole else ""
        yield Happened(pause.starts_at, f"{pause.by.name} stopped the clock: it waits on somebody outside.", reason)
        if pause.ends_at is not None:
            yield Happened(pause.ends_at, "The clock went on.")


def _owner(event: Event) -> str:
    return str(event.data.get("owner_name", "nobody"))


def _confirmed(event: Event) -> str:
    if event.data.get("by_silence"):
        return "Nobody answered: it counts as unblocked since it was said."
    return f"{event.actor_name} confirmed that it is unblocked."


def _escalated(event: Event) -> str:
    whom = {50: "the chair was told", 80: "the leaders were told"}.get(event.data.get("percent", 0), "it was told")
    return f"{event.data.get('percent')} % of its time was over: {whom}."
