"""The order as the journal tells it: who moved what, and what stood where at any revision."""

from collections.abc import Collection, Iterator

from bets.events import RankingExplained, act_of
from bets.models import Cycle
from bets.ordering import replay
from journal.models import Event
from journal.refusals import Refusal

PAGE = 50
"""Events; an undo rarely looks further back."""


class NoSuchRevision(Refusal):
    status = 404
    code = "no_such_revision"


def changes(cycle: Cycle, *, since: int = 0) -> list[Event]:
    """The events that made the revisions after `since`, oldest first."""
    return list(Event.objects.filter(topic=cycle.topic, revision__gt=since).order_by("revision"))


def order_at(cycle: Cycle, revision: int) -> list[int]:
    """The order at a revision, replayed from the last event before it that holds a whole one."""
    if not 0 <= revision <= cycle.revision:
        raise NoSuchRevision(f"The order has revisions 0 to {cycle.revision}.")
    past = Event.objects.filter(topic=cycle.topic, revision__lte=revision)
    whole = past.filter(data__has_key="order").order_by("-revision").values_list("revision", flat=True).first()
    acts = past.filter(revision__gte=whole or 0).order_by("revision").values_list("data", flat=True)
    return replay(act_of(data) for data in acts)


def newest_first(cycle: Cycle) -> Iterator[Event]:
    """The events of the order, newest first, fetched as far as the caller reads.

    By pages, not by a cursor of the server's: that one costs three statements, and lives no longer than its
    transaction and its connection.
    """
    events = Event.objects.filter(topic=cycle.topic, revision__isnull=False).order_by("-revision")
    page = list(events[:PAGE])
    while page:
        yield from page
        page = list(events.filter(revision__lt=page[-1].revision)[:PAGE])


def explained(cycle: Cycle, revisions: Collection[int]) -> dict[int, Event]:
    """The last reason given afterwards for each of `revisions`, where there is one. One statement."""
    given = Event.objects.filter(topic=cycle.topic, kind=RankingExplained.kind, data__of__in=list(revisions))
    return {event.data["of"]: event for event in given.order_by("number")}
