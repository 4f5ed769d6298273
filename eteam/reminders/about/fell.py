"""A bet fell below a line in a ranking session: its owner hears it once, when the session is over, of all of theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from bets.history import order_at
from bets.inputs import load
from bets.models import Bet, Cycle, RankingSession
from eteam.models import Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words
from journal.models import Event

NAME, KIND = "ranking", "bet_fell"

_RECENT = timedelta(days=1)


def plan(now: datetime) -> None:
    """One statement, and about ten for each session that ended on the last day and whose cycle is still ranked.

    Where nobody's bet fell it is looked at again until the day is over.
    """
    said = Reminder.objects.filter(subject=NAME, subject_id=OuterRef("pk"))
    sessions = RankingSession.objects.filter(~Exists(said), closed_at__gt=now - _RECENT)
    ranked = sessions.filter(cycle__state=Cycle.State.RANKING).select_related("cycle__board")
    for session in ranked.order_by("pk"):
        keep(_wanted(session), now)


def _wanted(session: RankingSession) -> Iterator[Wanted]:
    owners = Bet.objects.filter(pk__in=fallen(session)).values_list("owner", flat=True)
    for owner in sorted(set(owners)):
        yield Wanted(
            board=session.board_id, kind=KIND, subject=NAME, subject_id=session.pk, recipient=owner,
            due_at=session.closed_at or session.opened_at,
        )  # fmt: skip


def fallen(session: RankingSession) -> Sequence[int]:
    """The bets that were funded by the order at the opening, and are not by the order at the end. By rank before.

    Both orders with the sizes and capacities of now, so that it is the order that made the difference.
    """
    inputs, cycle = load(session.cycle), session.cycle
    before = inputs.reordered(order_at(cycle, _revision(cycle, session.opened_at))).allocation
    after = inputs.reordered(order_at(cycle, _revision(cycle, session.closed_at or session.opened_at))).allocation
    return [bet for bet in before.funded if bet in after.unfunded]


def _revision(cycle: Cycle, at: datetime) -> int:
    events = Event.objects.filter(topic=cycle.topic, revision__isnull=False, at__lte=at)
    return events.order_by("-revision").values_list("revision", flat=True).first() or 0


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    session = RankingSession.objects.select_related("cycle").filter(pk=reminder.subject_id).first()
    if session is None or session.cycle.state != Cycle.State.RANKING:
        return withdrawn("The order is final: the plan says what became of it.")
    return None


def words(reminder: Reminder, now: datetime) -> Words:
    session = RankingSession.objects.select_related("cycle__board").get(pk=reminder.subject_id)
    titles = _titles(session, reminder)
    one = len(titles) == 1
    which = f"“{next(iter(titles.values()))}” fell" if one else f"{len(titles)} of your bets fell"
    return Words(
        headline=f"In the ranking session of {session.cycle.name} {which} below a line.",
        paragraphs=("As the order stands, it would not be funded." if one else "As it stands, they would not be.",),
        facts=() if one else tuple(("Bet", title) for title in titles.values()),
        path=reverse("bet", args=[next(iter(titles))]) if one else reverse("mine", args=[session.cycle.board.slug]),
        act="See why",
    )


def _titles(session: RankingSession, reminder: Reminder) -> Mapping[int, str]:
    bets = Bet.objects.filter(pk__in=fallen(session), owner=reminder.recipient).order_by("pk")
    return dict(bets.values_list("pk", "title"))


ABOUT = Subject(NAME, plan, stop, words)
