"""Teams that are asked for people and have not answered: their VPs 5 and 1 working days before, then the leaders."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from bets.models import Bet, Cycle, Demand
from bets.names import weeks
from eteam.models import Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.people import vps
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words
from org.calendars import calendar_of
from org.models import Membership
from org.notices import leaders
from org.working_time import Calendar, add_working_days

NAME = "demands"
SOON, LAST, OVER = "demands_soon", "demands_last", "demands_over"

_MORNING = time(9)
_LISTED = 12
_OPEN = (Cycle.State.PITCHING, Cycle.State.RANKING)
_FAR = timedelta(days=30)


def plan(now: datetime) -> None:
    """One statement, and five for each cycle with a day to answer by that is near."""
    today = now.date()
    cycles = Cycle.objects.filter(state__in=_OPEN, confirm_by__gte=today - _FAR, confirm_by__lte=today + _FAR)
    for cycle in cycles.select_related("board").order_by("pk"):
        keep(_wanted(cycle, now), now)


def _wanted(cycle: Cycle, now: datetime) -> Iterator[Wanted]:
    if cycle.confirm_by is None or (step := _step(cycle.confirm_by, calendar_of(cycle.board), cycle, now)) is None:
        return
    kind, at, until = step
    asked = _asked(cycle)
    told = (
        leaders(cycle.board)
        if kind == OVER and asked
        else [vp.pk for vp in vps(cycle.board_id, now) if any(_is_for(vp, each, now) for each in asked)]
    )
    for member in told:
        yield Wanted(
            board=cycle.board_id, kind=kind, subject=NAME, subject_id=cycle.pk,
            revision=cycle.confirm_by.toordinal(), recipient=member, due_at=at, not_after=until,
        )  # fmt: skip


def _step(last: date, calendar: Calendar, cycle: Cycle, now: datetime) -> tuple[str, datetime, datetime | None] | None:
    """What is to be said now, since when, and until when; None before the first."""
    soon = _at(add_working_days(last, -5, calendar), cycle)
    final = _at(add_working_days(last, -1, calendar), cycle)
    over = _at(last + timedelta(days=1), cycle)
    if now >= over:
        return OVER, over, None
    if now >= final:
        return LAST, final, over
    return (SOON, soon, over) if now >= soon else None


def _at(day: date, cycle: Cycle) -> datetime:
    return datetime.combine(day, _MORNING, ZoneInfo(cycle.board.zone))


def _asked(cycle: Cycle) -> Sequence[Demand]:
    """What is asked by bets that can still be ranked, and not answered."""
    rows = Demand.objects.filter(bet__cycle=cycle, bet__status=Bet.Status.SUBMITTED, state=Demand.State.PROPOSED)
    return list(rows.select_related("team", "bet").order_by("team__name", "-tenths", "pk"))


def _is_for(member: Membership, demand: Demand, now: datetime) -> bool:
    return member.answers_for(demand.team.vp_id, now)


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    cycle = Cycle.objects.filter(pk=reminder.subject_id, state__in=_OPEN).first()
    if cycle is None or cycle.confirm_by is None or cycle.confirm_by.toordinal() != reminder.revision:
        return withdrawn("There is another day to answer by, or none.")
    return None if _mine(reminder, cycle, now) else withdrawn("All is answered.")


def _mine(reminder: Reminder, cycle: Cycle, now: datetime) -> list[Demand]:
    member = reminder.recipient
    asked = _asked(cycle)
    if reminder.kind == OVER or member is None:
        return list(asked)
    return [each for each in asked if _is_for(member, each, now)]


def words(reminder: Reminder, now: datetime) -> Words:
    cycle = Cycle.objects.select_related("board").get(pk=reminder.subject_id)
    asked = _mine(reminder, cycle, now)
    facts = tuple((f"{weeks(each.tenths)} {each.team.name}", each.bet.title) for each in asked[:_LISTED])
    more = (f"{len(asked) - _LISTED} more stand on the page.",) if len(asked) > _LISTED else ()
    if reminder.kind == OVER:
        return Words(
            headline=_over(asked, cycle),
            paragraphs=("What nobody has answered keeps the plan from being locked.", *more),
            facts=facts,
            path=reverse("cycle_page", args=[cycle.pk]),
            act="See who has not answered",
        )
    return Words(
        headline=_headline(asked, cycle.confirm_by or cycle.ends_on),
        paragraphs=("Confirm each, or dispute it with your own number.", *more),
        facts=facts,
        path=reverse("mine", args=[cycle.board.slug]),
        act="Answer",
    )


def _headline(asked: Sequence[Demand], last: date) -> str:
    """`You are asked for 5.1 rustdoc for “Alpha” and 3 more: confirm by Friday 4 December.`"""
    first = asked[0]
    more = f" and {len(asked) - 1} more" if len(asked) > 1 else ""
    by = f"{last:%A} {last.day} {last:%B}"
    return f"You are asked for {weeks(first.tenths)} {first.team.name} for “{first.bet.title}”{more}: confirm by {by}."


def _over(asked: Sequence[Demand], cycle: Cycle) -> str:
    teams = {each.team.name for each in asked}
    have = "team has" if len(teams) == 1 else "teams have"
    are = "demand is" if len(asked) == 1 else "demands are"
    return f"{len(teams)} {have} not answered what {cycle.name} asks of them: {len(asked)} {are} open."


ABOUT = Subject(NAME, plan, stop, words)
