"""One factory for each row of the weekly room; NOW is Tuesday 24 November 2026, 13:00 in Stockholm."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from eteam import models as eteam
from org import models as org
from tests.factories import NOW, BoardFactory, MembershipFactory, TeamFactory


class TeamMemberFactory(DjangoModelFactory[org.TeamMember]):
    class Meta:
        model = org.TeamMember

    team = factory.SubFactory(TeamFactory)
    board = factory.SelfAttribute("team.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))


class RoomFactory(DjangoModelFactory[eteam.Room]):
    """Tuesday 13:00 to 16:00 in Stockholm, 20 working hours, 10 minutes an item."""

    class Meta:
        model = eteam.Room

    board = factory.SubFactory(BoardFactory)
    zone = "Europe/Stockholm"
    made_at = NOW


class PulseFactory(DjangoModelFactory[eteam.Pulse]):
    class Meta:
        model = eteam.Pulse

    name = factory.Sequence(lambda n: f"pulse{n}")
    at = NOW


class SessionFactory(DjangoModelFactory[eteam.Session]):
    """Tuesday 1 December 2026, 13:00 to 16:00 in Stockholm."""

    class Meta:
        model = eteam.Session

    board = factory.SubFactory(BoardFactory)
    zone = "Europe/Stockholm"
    starts_at = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + timedelta(hours=3))

    class Params:
        running = factory.Trait(
            state="running",
            opened_at=factory.SelfAttribute("starts_at"),
            opened_by=factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["steward"]),
        )


class PresenceFactory(DjangoModelFactory[eteam.Presence]):
    class Meta:
        model = eteam.Presence

    session = factory.SubFactory(SessionFactory)
    board = factory.SelfAttribute("session.board")
    member = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    recorded_by = factory.SelfAttribute("member")
    since = NOW
    seen_at = NOW


class DomainReportFactory(DjangoModelFactory[eteam.DomainReport]):
    class Meta:
        model = eteam.DomainReport

    session = factory.SubFactory(SessionFactory)
    board = factory.SelfAttribute("session.board")
    vp = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    on_track = True
    changed = "The second oven is built."
    at = NOW


class FlagFactory(DjangoModelFactory[eteam.Flag]):
    class Meta:
        model = eteam.Flag

    team = factory.SubFactory(TeamFactory)
    board = factory.SelfAttribute("team.board")
    title = "No signing key"
    blocking = "unknown"
    flagged_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"))
    flagged_at = NOW
    becomes_at = NOW + timedelta(hours=4)


class BlockerFactory(DjangoModelFactory[eteam.Blocker]):
    """Raised at NOW and due 20 working hours later, on Thursday at 17:00 in Stockholm.

    One that cannot wait has its first step, as every act leaves it; with `stepped=False` it has none.
    """

    class Meta:
        model = eteam.Blocker

    @classmethod
    @transaction.atomic
    def _create(cls, model_class: Any, *args: Any, stepped: bool = True, **kwargs: Any) -> Any:
        made = super()._create(model_class, *args, **kwargs)
        if stepped and made.route == "now" and made.is_open and made.decided_at is None:
            eteam.LadderStep.objects.create(board_id=made.board_id, blocker=made, percent=0, at=made.routed_at)
        return made

    blocked_team = factory.SubFactory(TeamFactory)
    board = factory.SelfAttribute("blocked_team.board")
    title = "No signing key for the beta fleet"
    blocking = "leaders"
    raised_at = NOW
    raised_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    zone = "Europe/Stockholm"
    target = 1200
    due_at = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    first_due_at = factory.SelfAttribute("due_at")
    route = "room"
    first_route = factory.SelfAttribute("route")
    routed_at = factory.SelfAttribute("raised_at")


class PauseFactory(DjangoModelFactory[eteam.Pause]):
    class Meta:
        model = eteam.Pause

    blocker = factory.SubFactory(BlockerFactory)
    board = factory.SelfAttribute("blocker.board")
    kind = "outside"
    starts_at = NOW
    by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    reason = "The authority answers in its own time."


class DueChangeFactory(DjangoModelFactory[eteam.DueChange]):
    class Meta:
        model = eteam.DueChange

    blocker = factory.SubFactory(BlockerFactory)
    board = factory.SelfAttribute("blocker.board")
    cause = "calendar"
    before = factory.SelfAttribute("blocker.due_at")
    after = factory.LazyAttribute(lambda change: change.before + timedelta(days=1))
    by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["steward"])
    at = NOW


class RemarkFactory(DjangoModelFactory[eteam.Remark]):
    class Meta:
        model = eteam.Remark

    blocker = factory.SubFactory(BlockerFactory)
    board = factory.SelfAttribute("blocker.board")
    author = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    text = "The old key is good until August."
    at = NOW


class LadderStepFactory(DjangoModelFactory[eteam.LadderStep]):
    class Meta:
        model = eteam.LadderStep
        django_get_or_create = ("blocker", "percent")

    blocker = factory.SubFactory(BlockerFactory, route="now")
    board = factory.SelfAttribute("blocker.board")
    percent = 0
    at = NOW


class MatterFactory(DjangoModelFactory[eteam.Matter]):
    class Meta:
        model = eteam.Matter

    board = factory.SubFactory(BoardFactory)
    kind = "plan"
    title = "What is to be done with 4.0 of Data?"
    raised_at = NOW


class HuddleFactory(DjangoModelFactory[eteam.Huddle]):
    class Meta:
        model = eteam.Huddle

    blocker = factory.SubFactory(BlockerFactory)
    board = factory.SelfAttribute("blocker.board")
    called_by = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    called_at = NOW
    called = factory.LazyFunction(list)


class OutcomeFactory(DjangoModelFactory[eteam.Outcome]):
    """DECIDED, outside the room."""

    class Meta:
        model = eteam.Outcome

    blocker = factory.SubFactory(BlockerFactory)
    board = factory.SelfAttribute("blocker.board")
    kind = "decided"
    text = "The beta fleet gets a key of its own."
    decider = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["leader"])
    owner = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    by_when = NOW + timedelta(hours=4)
    entered_by = factory.SelfAttribute("decider")
    entered_at = NOW


class ReminderFactory(DjangoModelFactory[eteam.Reminder]):
    class Meta:
        model = eteam.Reminder

    board = factory.SubFactory(BoardFactory)
    kind = "session_day_before"
    subject = "session"
    subject_id = factory.Sequence(lambda n: n + 1)
    recipient = factory.SubFactory(MembershipFactory, board=factory.SelfAttribute("..board"), roles=["vp"])
    channel = "mail"
    due_at = NOW
    planned_at = NOW


class MuteFactory(DjangoModelFactory[eteam.Mute]):
    class Meta:
        model = eteam.Mute

    member = factory.SubFactory(MembershipFactory)
    board = factory.SelfAttribute("member.board")
    kind = "report"


class FeedFactory(DjangoModelFactory[eteam.Feed]):
    class Meta:
        model = eteam.Feed

    member = factory.SubFactory(MembershipFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    made_at = NOW


class ReportFactory(DjangoModelFactory[eteam.Report]):
    class Meta:
        model = eteam.Report

    board = factory.SubFactory(BoardFactory)
    week = "2026-W48"
    data_at = NOW
    made_at = NOW
    content = factory.LazyFunction(dict)
    digest = "0" * 64
